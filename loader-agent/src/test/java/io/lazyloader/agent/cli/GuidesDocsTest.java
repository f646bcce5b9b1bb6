package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;
import picocli.CommandLine;

/** What pages of the documentation show compiles, parses, leads somewhere and is an option. */
class GuidesDocsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path GUIDES = ROOT.resolve("docs/guides");
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern FILE = Pattern.compile("// ([\\w./-]+\\.java)\n");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern AGENT =
      Pattern.compile("-javaagent:[^\\s=`]*loader-agent\\.jar=([^\\s`'\"<]+)");
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?:-jar \\S*loader-agent\\.jar|\\./lazyloader|(?<![\\w.-])lazyloader) ([a-z][a-z-]*)(.*)");

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("pages")
  void each_command_and_option_that_a_page_shows_is_one(String page) throws IOException {
    CommandLine commands = new CommandLine(new Main());
    for (MatchResult block : blocks(page)) {
      if (!Set.of("sh", "yaml", "dockerfile").contains(block.group(1))) {
        continue;
      }
      for (String line : block.group(2).replaceAll("\\\\\n\\s*", "").lines().toList()) {
        Matcher command = COMMAND.matcher(line);
        if (command.find() && !line.startsWith("#")) {
          CommandLine known = commands.getSubcommands().get(command.group(1));
          if (known == null) {
            throw new AssertionError(page + " shows a command that there is not: " + line);
          }
          for (String option : options(command.group(2))) {
            assertThat(known.getCommandSpec().findOption(option))
                .as("%s: %s in %s", page, option, line)
                .isNotNull();
          }
        }
      }
    }
  }

  /** The options among what stands before {@code --}, a comment or a pipe; not what quotes hold. */
  private static List<String> options(String line) {
    String arguments =
        line.replaceAll("'[^']*'|\"[^\"]*\"", "_")
            .replaceAll("( -- | --$| # | \\| | > | >> | && ).*", "");
    return Stream.of(arguments.trim().split("\\s+"))
        .filter(word -> word.matches("-{1,2}[a-zA-Z].*"))
        .map(word -> word.replaceFirst("=.*", ""))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void each_option_of_the_agent_that_a_page_shows_is_one(String page) throws IOException {
    Set<String> known = new TreeSet<>();
    Matcher rows =
        Pattern.compile("(?m)^\\| `([a-z]+)` \\|")
            .matcher(Files.readString(ROOT.resolve("docs/agent.md")).split("\n## ", 2)[0]);
    while (rows.find()) {
      known.add(rows.group(1));
    }
    assertThat(known).contains("mode", "plan");
    for (MatchResult agent :
        AGENT.matcher(Files.readString(ROOT.resolve(page))).results().toList()) {
      for (String option : agent.group(1).split(",", -1)) {
        if (!option.startsWith("...")) {
          assertThat(known).as(page).contains(option.replaceFirst("=.*", ""));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void each_link_of_a_page_leads_somewhere(String page) throws IOException {
    Path file = ROOT.resolve(page);
    String text = BLOCK.matcher(Files.readString(file)).replaceAll("");
    for (MatchResult link : LINK.matcher(text).results().toList()) {
      if (link.group(1).contains(":")) {
        continue;
      }
      Path target = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1));
      assertThat(target).as("%s: %s", page, link.group()).exists();
      if (link.group(2) != null && target.toString().endsWith(".md")) {
        assertThat(anchors(target)).as("%s: %s", page, link.group()).contains(link.group(2));
      }
    }
  }

  /** As GitHub makes them of headings. */
  private static Set<String> anchors(Path page) throws IOException {
    Set<String> anchors = new TreeSet<>();
    for (MatchResult heading : HEADING.matcher(Files.readString(page)).results().toList()) {
      anchors.add(
          heading
              .group(1)
              .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-'));
    }
    return anchors;
  }

  @ParameterizedTest
  @MethodSource("guides")
  void the_java_of_a_guide_compiles(String page) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-d",
                directory.toString(),
                "-cp",
                System.getProperty("java.class.path")));
    for (MatchResult block : blocks(page)) {
      if (block.group(1).equals("java")) {
        Matcher name = FILE.matcher(block.group(2));
        assertThat(name.lookingAt()).as("%s: a block begins with its file", page).isTrue();
        Path source = directory.resolve(name.group(1));
        Files.createDirectories(source.getParent());
        Files.writeString(source, block.group(2));
        arguments.add(source.toString());
      }
    }
    if (arguments.size() > 5) {
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      assertThat(compiler.run(null, null, null, arguments.toArray(new String[0])))
          .as(page)
          .isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void the_xml_of_a_page_is_well_formed(String page) throws Exception {
    for (MatchResult block : blocks(page)) {
      if (block.group(1).equals("xml")) {
        String text = "<root>" + block.group(2) + "</root>";
        assertThat(
                DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text))))
            .as(page)
            .isNotNull();
      }
    }
  }

  @Test
  void the_dashboard_is_json() throws IOException {
    Path file = ROOT.resolve("docs/live/grafana-dashboard.json");
    int expressions = 0;
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      while (json.nextToken() != null) {
        expressions += "expr".equals(json.currentName()) ? 1 : 0;
      }
    }
    assertThat(expressions).isPositive();
  }

  @Test
  void the_index_names_each_guide() throws IOException {
    String index = Files.readString(GUIDES.resolve("README.md"));
    try (Stream<Path> files = Files.list(GUIDES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.equals("README.md") || index.contains("(" + name + ")"));
    }
  }

  private static List<MatchResult> blocks(String page) throws IOException {
    return BLOCK.matcher(Files.readString(ROOT.resolve(page))).results().toList();
  }

  static List<String> pages() throws IOException {
    List<String> pages = new ArrayList<>(List.of("README.md", "samples/README.md"));
    pages.addAll(guides());
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"));
        Stream<Path> samples = Files.list(ROOT.resolve("samples"))) {
      docs.map(file -> "docs/" + file.getFileName())
          .filter(page -> page.endsWith(".md"))
          .forEach(pages::add);
      samples
          .filter(sample -> Files.exists(sample.resolve("README.md")))
          .map(sample -> "samples/" + sample.getFileName() + "/README.md")
          .forEach(pages::add);
    }
    return pages;
  }

  static List<String> guides() throws IOException {
    try (Stream<Path> files = Files.list(GUIDES)) {
      return Stream.concat(
              Stream.of("docs/live.md"), files.map(file -> "docs/guides/" + file.getFileName()))
          .sorted()
          .toList();
    }
  }
}
