package io.lazyloader.samples.toolbox.tools;

import java.io.InputStream;
import java.util.List;
import java.util.StringJoiner;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** Picks elements out of HTML, cleaned of scripts, with a CSS selector. Library: jsoup. */
public final class HtmlTool implements Tool {
  private final Parser parser = Parser.htmlParser();
  private final Cleaner cleaner = new Cleaner(Safelist.relaxed().addTags("nav", "article"));

  @Override
  public String usage() {
    return "SELECTOR [HTML]";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    String selector = Input.required(args, 0, "the selector");
    Document page = cleaner.clean(parser.parseInput(Input.text(args, 1, stdin), ""));
    StringJoiner lines = new StringJoiner("\n").setEmptyValue("nothing matches the selector");
    for (Element element : page.select(selector)) {
      lines.add(element.outerHtml());
    }
    return lines.toString();
  }
}
