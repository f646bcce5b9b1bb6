package io.lazyloader.samples.toolbox;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run of each tool, with the output it must give; also the examples in the README. */
record Example(String tool, List<String> arguments, String output) {

  static Stream<Example> all() {
    return Stream.of(
        example(
            "barcode",
            """
              █▀▀▀▀▀█ ▀▀ ▄▀ █▀▀▀▀▀█
              █ ███ █ ▀█▄ █ █ ███ █
              █ ▀▀▀ █ ▄▄█ ▀ █ ▀▀▀ █
              ▀▀▀▀▀▀▀ ▀ █▄▀ ▀▀▀▀▀▀▀
              ▀ ▀▄▄ ▀█▄▄▄▀▀▄ █▄▄▀ █
              ▀█▀█▄█▀▄██▄ ▄▀  ▄█▄▀
              ▀▀▀▀▀▀▀▀█ ▄  ▄▀ ▀█▀▀▀
              █▀▀▀▀▀█ ▀▀ ▀▀█  ▄▀  █
              █ ███ █  ▄▀▀██▀▄▀▄▀█
              █ ▀▀▀ █ ▀▄▀███ █▄ ▄██
              ▀▀▀▀▀▀▀ ▀   ▀ ▀ ▀▀  ▀

            reads: lazyloader
            """,
            "lazyloader"),
        example(
            "calendar",
            """
            2026-01-05  Planning
            2026-02-02  Planning
            2026-02-17  Release
            2026-03-02  Planning
            """,
            "2026-01-01",
            "2026-03-31",
            "@examples/meetings.ics"),
        example(
            "compress",
            """
            plain           48 bytes
            deflate         29 bytes
            gz              41 bytes
            bzip2           58 bytes
            lz4-framed      57 bytes
            lzma            44 bytes
            xz             104 bytes
            """,
            "row, row, row your boat, row, row, row your boat"),
        example("expr", "5.0", "math:sqrt(x * x + y * y)", "x=3", "y=4"),
        example(
            "feed",
            """
            Toolbox news (rss_2.0)
            2026-02-17  More tools  https://example.org/2
            2026-01-05  First release  https://example.org/1
            """,
            "@examples/news.xml"),
        example(
            "grammar",
            "(formula (sum (product (power (atom 1))) + (product (power (atom 2)) * (power (atom x)))) <EOF>)",
            "1 + 2 * x"),
        example(
            "graph",
            """
            path  a b c d (6.0)
            tree  6.0
            parts 1
            """,
            "a",
            "d",
            "a-b:1",
            "b-c:2",
            "c-d:3",
            "a-d:10"),
        example("groovy", "358", "days(\"2026-01-01\", \"2026-12-25\")"),
        example(
            "html",
            "<a href=\"https://example.org\">this</a>",
            "a",
            "<p>See <a href=\"https://example.org\">this</a><script>x()</script></p>"),
        example("js", "30", "sum(range(5).map(x => x * x))"),
        example(
            "json",
            """
            {
              "a" : [ 1, 2 ],
              "b" : 1
            }
            """,
            "{\"b\":1,\"a\":[1,2]}"),
        example(
            "jsonpath",
            """
            8.95
            1.5
            """,
            "$..price",
            "{\"book\":{\"price\":8.95},\"pen\":{\"price\":1.5}}"),
        example(
            "markdown",
            "<p>Some <em>text</em> &ndash; and <del>more</del></p>",
            "Some *text* -- and ~~more~~"),
        example(
            "math",
            """
            x     mean 2.0000, deviation 1.0000, median 2.0000
            y     mean 4.1000, deviation 2.1000, median 4.1000
            line  y = 2.1000 x -0.1000, r2 1.0000
            means equal with p = 0.2201
            """,
            "1,2",
            "2,4.1",
            "3,6.2"),
        example(
            "mime",
            """
            type       application/pdf
            is         Portable Document Format
            extensions .pdf
            """,
            "report.pdf"),
        example(
            "pdf",
            """
            PDF 1.6, 1 page of 595 x 842 points
            Hello, paper
            """,
            "Hello, paper"),
        example(
            "phone",
            """
            valid         true
            type          FIXED_LINE
            region        CH
            national      044 668 18 00
            international +41 44 668 18 00
            e164          +41446681800
            """,
            "+41 44 668 18 00"),
        example(
            "protobuf",
            """
            wire 0a0341646110241a0f616461406578616d706c652e6f7267
            name: "Ada"
            age: 36
            email: "ada@example.org"
            """,
            "name: \"Ada\" age: 36 email: \"ada@example.org\""),
        example(
            "schema",
            "document: required property 'name' not found",
            "{\"type\":\"object\",\"required\":[\"name\"]}",
            "{\"age\":36}"),
        example("search", "line 1: The fox runs away", "running fox", "The fox runs away"),
        example(
            "sheet",
            """
            a\t1
            b\t2.5
            sum\t3.50
            """,
            "a,1",
            "b,2.5",
            "sum,=SUM(B1:B2)"),
        example(
            "sign",
            """
            sha3-256   3a94913c9a73486e98dc8834efce05d0a0339475f775d708a4cdf1788ece1ced
            public key 2e825911b7c73a578f7eeb3e292b8f41268ce2265db2ea79d2724f5e0ee61103
            signature  2d1da6b0ab21463013509a8daa36462c81930c993f5dcedf98ef58ae7af94d518c5e8c31c972c76486a3a5cfb204e7effdbdd6f11f58f5f2f72ab7284b781508
            verified   true
            """,
            "secret",
            "I agree"),
        example(
            "sql",
            """
            NAME\tMOONS
            Jupiter\t95
            Saturn\t274
            """,
            "select name, moons from planets where moons > 50 order by moons"),
        example(
            "template",
            "Hello, 27 tools!",
            "${greeting}, ${text.plural(n, \"tool\", \"tools\")}!",
            "greeting=Hello",
            "n=27"),
        example(
            "unicode",
            """
            letters 35
            words   5
            sorted  beautiful is Österreich too Ελλάδα
            latin   Ellada is beautiful, Osterreich too
            """,
            "@examples/words.txt"),
        example(
            "xslt",
            """
            a x=1
              b: text
              c
            """,
            "<a x=\"1\"><b>text</b><c/></a>"),
        example(
            "yaml",
            """
            a:
            - 1
            - 2
            b: 1
            """,
            "{\"b\":1,\"a\":[1,2]}"));
  }

  /** The whole command line after {@code toolbox.jar}, as a shell takes it. */
  String commandLine() {
    return command().stream()
        .map(word -> word.matches("[\\w@./:=+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  /** The tool's name, and then its arguments. */
  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(tool);
    command.addAll(arguments);
    return command;
  }

  @Override
  public String toString() {
    return tool;
  }

  /** What examples leave out of an output: blanks at the ends of lines, blank lines at the top. */
  static String withoutBlankEdges(String text) {
    return text.lines()
        .map(String::stripTrailing)
        .dropWhile(String::isEmpty)
        .collect(Collectors.joining("\n"));
  }

  private static Example example(String tool, String output, String... arguments) {
    return new Example(tool, List.of(arguments), output.stripTrailing());
  }
}
