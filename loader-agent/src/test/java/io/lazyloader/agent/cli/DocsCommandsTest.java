package io.lazyloader.agent.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.OptionKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What pages say of commands, options, defaults and exit codes is what there is. */
class DocsCommandsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);
  private static final Set<String> LANGUAGES = Set.of("", "sh", "yaml", "dockerfile");
  private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern COMMAND_LINE =
      Pattern.compile(
          "(?:^|(?<=[\\s(]))(?:\\./|\\S*/)?(?:lazyloader|java -jar (?:\\S*/)?loader-agent\\.jar)"
              + " ([a-z][a-z-]*)(?![\\w./:])(.*)");
  private static final Pattern VARIABLE = Pattern.compile("LAZYLOADER_([A-Z]+)");

  /** The page on which all options of a command stand. */
  private static final Map<String, String> PAGES =
      Map.ofEntries(
          Map.entry("demo", "cli.md"),
          Map.entry("run", "run.md"),
          Map.entry("record", "record.md"),
          Map.entry("merge", "profile.md"),
          Map.entry("report", "profile.md"),
          Map.entry("plan", "profile.md"),
          Map.entry("optimize", "optimize.md"),
          Map.entry("bisect", "bisect.md"),
          Map.entry("bench", "bench.md"),
          Map.entry("explain", "explain.md"),
          Map.entry("doctor", "doctor.md"),
          Map.entry("warm", "cache.md"),
          Map.entry("cache", "cache.md"),
          Map.entry("verify-jar", "verify-jar.md"),
          Map.entry("completion", "cli.md"),
          Map.entry("man", "cli.md"),
          Map.entry("version", "cli.md"),
          Map.entry("help", "cli.md"));

  private static final Map<String, CommandLine> COMMANDS =
      new CommandLine(new Main()).getSubcommands();

  static Stream<String> commands() {
    return COMMANDS.keySet().stream();
  }

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"));
        Stream<Path> samples = Files.list(ROOT.resolve("samples"))) {
      docs.filter(page -> page.toString().endsWith(".md")).forEach(pages::add);
      samples
          .map(sample -> sample.resolve("README.md"))
          .filter(Files::isRegularFile)
          .forEach(pages::add);
    }
    return pages.stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void the_page_of_a_command_names_all_its_options(String command) throws IOException {
    String page = Files.readString(page(command));
    Set<String> named = new TreeSet<>();
    for (String code : code(page)) {
      Pattern.compile("(?<![\\w-])-{1,2}[A-Za-z][\\w-]*")
          .matcher(code)
          .results()
          .forEach(option -> named.add(option.group()));
    }

    for (OptionSpec option : spec(command).options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        assertThat(named)
            .as("%s of %s", option.longestName(), command)
            .containsAnyOf(option.names());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void tables_of_options_name_only_those_that_there_are(Path page) throws IOException {
    Set<String> known = new TreeSet<>();
    PAGES.forEach(
        (command, name) -> {
          if (page.endsWith(name)) {
            known.addAll(spec(command).optionsMap().keySet());
          }
        });
    for (String row : rows(Files.readString(page), "| Option | Meaning |")) {
      for (String code : spans(row.split("\\|", 3)[1])) {
        for (String word : code.split("[ ,=]", -1)) {
          if (word.startsWith("-")) {
            assertThat(known).as(row).contains(word);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void defaults_are_those_of_the_command(String command) throws IOException {
    String page = Files.readString(page(command));
    for (OptionSpec option : spec(command).options()) {
      String value = option.defaultValue();
      for (String row : value == null ? List.<String>of() : rows(page, "| Option | Meaning |")) {
        boolean isAbout =
            spans(row.split("\\|", 3)[1]).stream()
                .anyMatch(
                    code -> Arrays.asList(option.names()).contains(code.split("[ =]", -1)[0]));
        boolean isGiven = row.matches(".*(\\bdefault\\b|\\(\\d[\\d,.]*\\)).*");
        if (isAbout
            && isGiven
            && PAGES.values().stream().filter(page(command)::endsWith).count() == 1) {
          assertThat(row).as("%s of %s", option.longestName(), command).contains(value);
        }
      }
    }
  }

  @Test
  void many_command_lines_are_found() throws IOException {
    int found = 0;
    for (Path page : pages()) {
      for (String line : commandLines(Files.readString(page))) {
        found += (int) COMMAND_LINE.matcher(line).results().count();
      }
    }
    assertThat(found).isGreaterThan(50);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void command_lines_are_those_that_are_understood(Path page) throws IOException {
    for (String line : commandLines(Files.readString(page))) {
      Matcher words = COMMAND_LINE.matcher(line);
      while (words.find()) {
        check(page, words.group(1), words.group(2));
      }
    }
  }

  @Test
  void usage_shows_command_lines_that_are_understood() {
    int checked = 0;
    for (String command : COMMANDS.keySet()) {
      String footer = String.join("\n", spec(command).usageMessage().footer());
      for (String line : footer.replace("\\\n", " ").lines().toList()) {
        Matcher words = COMMAND_LINE.matcher(line);
        while (words.find()) {
          check(Path.of(command), words.group(1), words.group(2));
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(20);
  }

  private static void check(Path where, String command, String rest) {
    String place = where + ": " + command + rest;
    assertThat(COMMANDS).as(place).containsKey(command);
    Set<String> known = spec(command).optionsMap().keySet();
    for (String word : words(rest)) {
      if (word.equals("--")) {
        return;
      }
      boolean isShortWithValue = word.matches("-[a-zA-Z][\\d.]+");
      if (word.matches("-{1,2}[A-Za-z].*")) {
        String option = isShortWithValue ? word.substring(0, 2) : word.replaceFirst("=.*", "");
        assertThat(known).as(place).contains(option);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void variables_are_those_that_somebody_reads(Path page) throws IOException {
    Set<String> known = new TreeSet<>(Set.of("KEY", "QUIET", "CANDIDATE"));
    for (String key : OptionKeys.all()) {
      known.add(key.toUpperCase(Locale.ROOT));
    }
    for (String line : Files.readAllLines(page)) {
      if (!line.contains("names no option")) {
        VARIABLE
            .matcher(line)
            .results()
            .forEach(at -> assertThat(known).as(line).contains(at.group(1)));
      }
    }
  }

  @Test
  void the_agent_s_options_are_all_in_its_table_and_no_others() throws IOException {
    List<String> keys =
        rows(Files.readString(ROOT.resolve("docs/agent.md")), "| Key | Values | Meaning |").stream()
            .map(row -> spans(row).get(0))
            .toList();

    assertThat(keys).containsExactlyInAnyOrder(OptionKeys.all());
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "record", "doctor", "bisect", "verify-jar", "optimize"})
  void page_and_usage_list_the_same_exit_codes(String command) throws IOException {
    String page = Files.readString(page(command));
    List<String> rows = new ArrayList<>(rows(page, "| Exit code | |"));
    rows.addAll(rows(page, "| Exit code | Meaning |"));
    List<String> documented =
        rows.stream().map(row -> row.replaceAll("^\\| (\\d).*", "$1")).toList();
    if (rows.isEmpty()) {
      documented = codes(page.substring(page.lastIndexOf("Exit codes:")));
    }
    String usage = String.join(" ", spec(command).usageMessage().footer());

    assertThat(codes(usage.substring(usage.indexOf("Exit codes:")))).isEqualTo(documented);
  }

  /** The numbers in a list such as {@code 0 fine, 1 a check failed}. */
  private static List<String> codes(String text) {
    String list = text.replace('\n', ' ').replaceFirst("\\.( .*)?$", "");
    return Pattern.compile("(?:codes:|,) *(\\d) ")
        .matcher(list)
        .results()
        .map(at -> at.group(1))
        .toList();
  }

  @Test
  void the_table_of_commands_names_all() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/cli.md"));
    List<String> named = new ArrayList<>();
    for (String row : rows(page, "| Command | For | More |")) {
      named.addAll(spans(row.split("\\|", 3)[1]));
    }

    assertThat(named).containsExactlyInAnyOrderElementsOf(COMMANDS.keySet());
  }

  private static CommandSpec spec(String command) {
    return requireNonNull(COMMANDS.get(command), command).getCommandSpec();
  }

  private static Path page(String command) {
    return ROOT.resolve("docs").resolve(PAGES.getOrDefault(command, "cli.md"));
  }

  /** What is written as code: in blocks and in lines of text. */
  private static List<String> code(String page) {
    List<String> code = new ArrayList<>(spans(BLOCK.matcher(page).replaceAll("")));
    BLOCK
        .matcher(page)
        .results()
        .filter(at -> LANGUAGES.contains(at.group(1)))
        .map(at -> at.group(2))
        .forEach(code::add);
    return code;
  }

  private static List<String> spans(String text) {
    return SPAN.matcher(text).results().map((MatchResult at) -> at.group(1)).toList();
  }

  /** The lines of code that may hold a command line, each with what it goes on with. */
  private static List<String> commandLines(String page) {
    List<String> lines = new ArrayList<>();
    for (String code : code(page)) {
      code.replaceAll("\\\\\\n\\s*", "").lines().forEach(lines::add);
    }
    return lines;
  }

  /** The rows below a head, of each table that has it. */
  private static List<String> rows(String page, String head) {
    List<String> rows = new ArrayList<>();
    for (int at = page.indexOf(head + '\n'); at >= 0; at = page.indexOf(head + '\n', at + 1)) {
      page.substring(at).lines().skip(2).takeWhile(line -> line.startsWith("|")).forEach(rows::add);
    }
    return rows;
  }

  /** The words before a comment, a pipe or the like. */
  private static List<String> words(String rest) {
    String plain = rest.replaceAll("'[^']*'|\"[^\"]*\"", "Q");
    String command = plain.replaceFirst("\\s(#|\\||>|&&|;).*", "").replaceFirst("[);]+$", "");
    return List.of(command.strip().split("\\s+"));
  }
}
