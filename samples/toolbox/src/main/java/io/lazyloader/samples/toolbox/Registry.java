package io.lazyloader.samples.toolbox;

import io.lazyloader.Lazy;
import io.lazyloader.samples.toolbox.tools.BarcodeTool;
import io.lazyloader.samples.toolbox.tools.CalendarTool;
import io.lazyloader.samples.toolbox.tools.CompressTool;
import io.lazyloader.samples.toolbox.tools.ExprTool;
import io.lazyloader.samples.toolbox.tools.FeedTool;
import io.lazyloader.samples.toolbox.tools.GrammarTool;
import io.lazyloader.samples.toolbox.tools.GraphTool;
import io.lazyloader.samples.toolbox.tools.GroovyTool;
import io.lazyloader.samples.toolbox.tools.HtmlTool;
import io.lazyloader.samples.toolbox.tools.JsTool;
import io.lazyloader.samples.toolbox.tools.JsonPathTool;
import io.lazyloader.samples.toolbox.tools.JsonTool;
import io.lazyloader.samples.toolbox.tools.MarkdownTool;
import io.lazyloader.samples.toolbox.tools.MathTool;
import io.lazyloader.samples.toolbox.tools.MimeTool;
import io.lazyloader.samples.toolbox.tools.PdfTool;
import io.lazyloader.samples.toolbox.tools.PhoneTool;
import io.lazyloader.samples.toolbox.tools.ProtobufTool;
import io.lazyloader.samples.toolbox.tools.SchemaTool;
import io.lazyloader.samples.toolbox.tools.SearchTool;
import io.lazyloader.samples.toolbox.tools.SheetTool;
import io.lazyloader.samples.toolbox.tools.SignTool;
import io.lazyloader.samples.toolbox.tools.SqlTool;
import io.lazyloader.samples.toolbox.tools.TemplateTool;
import io.lazyloader.samples.toolbox.tools.Tool;
import io.lazyloader.samples.toolbox.tools.UnicodeTool;
import io.lazyloader.samples.toolbox.tools.XsltTool;
import io.lazyloader.samples.toolbox.tools.YamlTool;
import org.jspecify.annotations.Nullable;

/**
 * All the tools, each in a static field, as such registries are: whoever asks for one tool makes
 * the JVM initialise this class, and with it every tool there is.
 *
 * <p>{@link Lazy} is all that makes the difference. Under the Lazyloader agent the fields below
 * stay pending, {@link #find} resolves the one that it reads, and {@link #help} resolves none.
 */
final class Registry {
  @Lazy private static final Tool BARCODE = new BarcodeTool();
  @Lazy private static final Tool CALENDAR = new CalendarTool();
  @Lazy private static final Tool COMPRESS = new CompressTool();
  @Lazy private static final Tool EXPR = new ExprTool();
  @Lazy private static final Tool FEED = new FeedTool();
  @Lazy private static final Tool GRAMMAR = new GrammarTool();
  @Lazy private static final Tool GRAPH = new GraphTool();
  @Lazy private static final Tool GROOVY = new GroovyTool();
  @Lazy private static final Tool HTML = new HtmlTool();
  @Lazy private static final Tool JS = new JsTool();
  @Lazy private static final Tool JSON = new JsonTool();
  @Lazy private static final Tool JSONPATH = new JsonPathTool();
  @Lazy private static final Tool MARKDOWN = new MarkdownTool();
  @Lazy private static final Tool MATH = new MathTool();
  @Lazy private static final Tool MIME = new MimeTool();
  @Lazy private static final Tool PDF = new PdfTool();
  @Lazy private static final Tool PHONE = new PhoneTool();
  @Lazy private static final Tool PROTOBUF = new ProtobufTool();
  @Lazy private static final Tool SCHEMA = new SchemaTool();
  @Lazy private static final Tool SEARCH = new SearchTool();
  @Lazy private static final Tool SHEET = new SheetTool();
  @Lazy private static final Tool SIGN = new SignTool();
  @Lazy private static final Tool SQL = new SqlTool();
  @Lazy private static final Tool TEMPLATE = new TemplateTool();
  @Lazy private static final Tool UNICODE = new UnicodeTool();
  @Lazy private static final Tool XSLT = new XsltTool();
  @Lazy private static final Tool YAML = new YamlTool();

  private static final String HELP =
      """
      usage: toolbox TOOL [ARGUMENT...]

      A text argument may be '-' for standard input, or '@FILE'. The tools:

        barcode    Draws a text as a QR code, and reads it back
        calendar   Lists when the events of an iCalendar file take place
        compress   Compares how small each format makes a text
        expr       Computes an expression over variables
        feed       Lists the entries of an RSS or Atom feed
        grammar    Parses a text with an ANTLR grammar, and draws its tree
        graph      Finds the shortest way between two nodes
        groovy     Evaluates a Groovy script
        html       Picks elements out of HTML with a CSS selector
        js         Evaluates JavaScript
        json       Sorts and indents JSON
        jsonpath   Lists what a path selects in a JSON document
        markdown   Turns Markdown into HTML
        math       Lays the line of least squares through points
        mime       Says what type a file is
        pdf        Sets text on a PDF page, and reads it back
        phone      Says what kind of number a phone number is
        protobuf   Encodes a person to the Protocol Buffers wire format
        schema     Checks JSON against a JSON Schema
        search     Finds the lines of a text that answer a query
        sheet      Computes a spreadsheet with formulas
        sign       Signs a text, and checks the signature
        sql        Answers SQL about the planets
        template   Fills a template with variables
        unicode    Shows what a text is made of
        xslt       Transforms or outlines XML
        yaml       Turns JSON or YAML into tidy YAML
      """;

  private Registry() {}

  /** The tool of that name, or null. */
  static @Nullable Tool find(String name) {
    return switch (name) {
      case "barcode" -> BARCODE;
      case "calendar" -> CALENDAR;
      case "compress" -> COMPRESS;
      case "expr" -> EXPR;
      case "feed" -> FEED;
      case "grammar" -> GRAMMAR;
      case "graph" -> GRAPH;
      case "groovy" -> GROOVY;
      case "html" -> HTML;
      case "js" -> JS;
      case "json" -> JSON;
      case "jsonpath" -> JSONPATH;
      case "markdown" -> MARKDOWN;
      case "math" -> MATH;
      case "mime" -> MIME;
      case "pdf" -> PDF;
      case "phone" -> PHONE;
      case "protobuf" -> PROTOBUF;
      case "schema" -> SCHEMA;
      case "search" -> SEARCH;
      case "sheet" -> SHEET;
      case "sign" -> SIGN;
      case "sql" -> SQL;
      case "template" -> TEMPLATE;
      case "unicode" -> UNICODE;
      case "xslt" -> XSLT;
      case "yaml" -> YAML;
      default -> null;
    };
  }

  /** The names of the tools, each with a line on what it does. */
  static String help() {
    return HELP;
  }
}
