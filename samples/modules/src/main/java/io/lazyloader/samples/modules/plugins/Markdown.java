package io.lazyloader.samples.modules.plugins;

import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown to HTML. Callable, as it has a method of that name. */
public final class Markdown {
  private static final Parser PARSER = Parser.builder().build();
  private static final HtmlRenderer RENDERER = HtmlRenderer.builder().build();

  private Markdown() {}

  /**
   * Converts a text.
   *
   * @param text Markdown
   * @return HTML
   */
  public static String call(String text) {
    return RENDERER.render(PARSER.parse(text)).strip();
  }
}
