package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.cli.common.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Usage and docs tell of the exit codes that there are, by the words of {@link ExitCode}. */
class ExitCodesTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Pattern CODE = Pattern.compile("(\\d+) ([^,]+(?:, (?!\\d)[^,]+)*)");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| (.+?) \\|");

  @Test
  void usage_of_lazyloader_itself_lists_all() {
    List<String> all =
        Arrays.stream(ExitCode.values()).map(code -> code.number() + " " + code.meaning()).toList();

    assertThat(codes(Ran.command("--help").out())).isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "record", "bench", "doctor", "bisect"})
  void usage_of_a_command_lists_some_in_their_order(String command) {
    List<String> codes = codes(Ran.command(command, "--help").out());

    assertThat(codes).startsWith("0 fine").contains("2 wrong usage");
    assertThat(numbers(codes)).isSorted().doesNotHaveDuplicates().allMatch(ExitCodesTest::exists);
  }

  @Test
  void docs_have_a_table_of_all() throws IOException {
    String text = Files.readString(DOCS.resolve("cli.md"));
    String section = text.substring(text.indexOf("## Exit codes"));

    assertThat(ROW.matcher(section).results().map(row -> row.group(1) + ' ' + row.group(2)))
        .containsExactlyElementsOf(
            Arrays.stream(ExitCode.values())
                .map(code -> code.number() + " " + code.meaning())
                .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.md", "record.md", "bisect.md"})
  void docs_of_a_command_name_only_those_that_there_are(String file) throws IOException {
    String text = Files.readString(DOCS.resolve(file));
    String table = text.substring(text.indexOf("| Exit code |")).split("\n\n", 2)[0];

    assertThat(ROW.matcher(table).results().map(row -> row.group(1)).toList())
        .startsWith("0")
        .isSorted()
        .doesNotHaveDuplicates()
        .allMatch(number -> exists(Integer.parseInt(number)));
  }

  @Test
  void numbers_are_those_that_scripts_rely_on() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number))
        .containsExactly(0, 1, 2, 3, 4);
  }

  private static boolean exists(int number) {
    return Arrays.stream(ExitCode.values()).anyMatch(code -> code.number() == number);
  }

  private static List<Integer> numbers(List<String> codes) {
    return codes.stream().map(code -> Integer.parseInt(code.substring(0, 1))).toList();
  }

  /** What stands behind "Exit codes:" in a usage, each with its number. */
  private static List<String> codes(String usage) {
    String list =
        usage
            .substring(usage.indexOf("Exit codes:") + "Exit codes:".length())
            .split("\\R(?! )", 2)[0]
            .replaceAll("\\s+", " ");
    List<String> codes = new ArrayList<>();
    Matcher matcher = CODE.matcher(list);
    matcher.results().map(MatchResult::group).forEach(codes::add);
    return codes;
  }
}
