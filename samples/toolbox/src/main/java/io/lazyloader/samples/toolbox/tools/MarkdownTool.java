package io.lazyloader.samples.toolbox.tools;

import com.vladsch.flexmark.ext.footnotes.FootnoteExtension;
import com.vladsch.flexmark.ext.gfm.strikethrough.StrikethroughExtension;
import com.vladsch.flexmark.ext.tables.TablesExtension;
import com.vladsch.flexmark.ext.typographic.TypographicExtension;
import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.util.data.MutableDataSet;
import java.io.InputStream;
import java.util.List;

/** Turns Markdown into HTML. Library: flexmark. */
public final class MarkdownTool implements Tool {
  private final Parser parser;
  private final HtmlRenderer renderer;

  /** Builds the parser and the renderer, both with the same extensions. */
  public MarkdownTool() {
    MutableDataSet options =
        new MutableDataSet()
            .set(
                Parser.EXTENSIONS,
                List.of(
                    TablesExtension.create(),
                    FootnoteExtension.create(),
                    StrikethroughExtension.create(),
                    TypographicExtension.create()));
    parser = Parser.builder(options).build();
    renderer = HtmlRenderer.builder(options).build();
  }

  @Override
  public String usage() {
    return "[MARKDOWN]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    return renderer.render(parser.parse(Input.text(args, 0, stdin)));
  }
}
