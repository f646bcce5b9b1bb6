package io.lazyloader.samples.buildtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import io.lazyloader.Lazy;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Publishes a text in one of several formats. Each run needs one engine and, without laziness, sets
 * up all of them.
 */
public final class Publisher {
  @Lazy
  private static final ObjectMapper JSON =
      new ObjectMapper().findAndRegisterModules().enable(SerializationFeature.INDENT_OUTPUT);

  @Lazy private static final Parser MARKDOWN = Parser.builder().build();

  @Lazy private static final HtmlRenderer HTML = HtmlRenderer.builder().escapeHtml(true).build();

  @Lazy private static final Configuration TEMPLATES;

  static {
    Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
    templates.setDefaultEncoding("UTF-8");
    templates.setNumberFormat("computer");
    TEMPLATES = templates;
  }

  @Lazy private static final Pattern WORD = Pattern.compile("\\p{L}+");

  private Publisher() {}

  /**
   * Publishes.
   *
   * @param args the format ({@code json}, {@code html}, {@code letter} or {@code count}) and the
   *     words of the text
   * @throws IOException if an engine can't write
   * @throws TemplateException if the letter's template is broken
   */
  public static void main(String[] args) throws IOException, TemplateException {
    if (args.length < 2) {
      System.err.println("usage: publisher json|html|letter|count TEXT...");
      System.exit(2);
    }
    String text = String.join(" ", List.of(args).subList(1, args.length));
    System.out.println(publish(args[0], text));
  }

  private static String publish(String format, String text) throws IOException, TemplateException {
    return switch (format) {
      case "json" -> json(text);
      case "html" -> HTML.render(MARKDOWN.parse(text)).strip();
      case "letter" -> letter(text);
      case "count" -> WORD.matcher(text).results().count() + " words";
      default -> throw new IllegalArgumentException("unknown format: " + format);
    };
  }

  private static String json(String text) throws JsonProcessingException {
    return JSON.writeValueAsString(Map.of("text", text));
  }

  private static String letter(String text) throws IOException, TemplateException {
    Template template =
        new Template("letter", new StringReader("Dear reader,\n${text}\nYours"), TEMPLATES);
    StringWriter letter = new StringWriter();
    template.process(Map.of("text", text), letter);
    return letter.toString();
  }
}
