package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Manual pages have what {@code --help} has, as troff shows it. */
class ManPageTest {
  private static final Path GROFF = Path.of("/usr/bin/groff");

  @TempDir Path directory;

  @Test
  void each_command_has_a_page_and_the_main_page_names_it() {
    Ran ran = Ran.command("man", "-d", directory.resolve("man1").toString());

    assertThat(ran).isEqualTo(new Ran(0, "", ""));
    String main = Ran.command("man").out();
    for (CommandSpec command : commands()) {
      assertThat(directory.resolve("man1/" + ManPage.name(command) + ".1"))
          .hasContent(page(command));
      if (command.parent() != null) {
        assertThat(main)
            .contains(".BR lazyloader\\-" + command.name().replace("-", "\\-") + " (1)");
      }
    }
  }

  @Test
  void each_option_and_argument_has_its_place() {
    for (CommandSpec command : commands()) {
      List<String> lines = page(command).lines().toList();
      List<String> expected = new ArrayList<>();
      for (ArgSpec argument : command.args()) {
        expected.add(
            argument instanceof OptionSpec option
                ? "\\fB" + option.longestName().replace("-", "\\-") + "\\fR"
                : "\\fI" + argument.paramLabel().replace("-", "\\-") + "\\fR");
      }
      for (String tag : expected) {
        int at = indexOf(lines, tag);
        assertThat(at).as("%s of %s", tag, command.name()).isPositive();
        assertThat(lines.get(at - 1)).isEqualTo(".TP");
        assertThat(lines.get(at + 1)).isNotBlank();
      }
    }
  }

  @Test
  void a_line_of_text_is_no_request_and_defaults_are_filled_in() {
    for (CommandSpec command : commands()) {
      assertThat(page(command).lines())
          .allMatch(line -> !line.startsWith("'"))
          .allMatch(line -> !line.startsWith(".") || line.matches("\\.(TH|SH|TP|BR|nf|fi)( .*)?"))
          .noneMatch(line -> line.contains("${") || line.contains("%n"));
    }
    assertThat(page("bench")).contains("known to 1 % before (default: 20)");
    assertThat(page("record")).contains("(default: app.lazyprofile)");
  }

  @Test
  void exit_codes_and_examples_are_told_apart() {
    assertThat(page("run"))
        .contains(
            ".SH EXAMPLES\n.nf\nlazyloader run \\-\\-budget startup=800ms,classes=5000 \\-\\- \\-jar app.jar\n.fi\n",
            ".SH EXIT STATUS\n0 fine, 1 a budget was exceeded");
  }

  @Test
  void groff_has_nothing_to_complain_of_and_shows_all_words() throws Exception {
    assumeTrue(Files.isExecutable(GROFF), "groff is installed");
    for (CommandSpec command : commands()) {
      Path file = Files.writeString(directory.resolve(command.name() + ".1"), page(command));
      Path errors = directory.resolve("errors.txt");
      Process process =
          new ProcessBuilder(
                  GROFF.toString(),
                  "-man",
                  "-Tascii",
                  "-ww",
                  "-P-c",
                  "-P-b",
                  "-P-u",
                  file.toString())
              .redirectError(errors.toFile())
              .start();
      String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(errors).isEmptyFile();
      for (OptionSpec option : command.options()) {
        assertThat(shown).contains(option.names());
      }
    }
  }

  @Test
  void a_place_that_takes_no_pages_is_told() throws Exception {
    Path file = Files.writeString(directory.resolve("taken"), "");

    Ran ran = Ran.command("man", "-d", file.toString());

    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.err())
        .isEqualTo(
            "lazyloader: option -d: " + file + " can't be made: there is a file of that name.\n");
  }

  private static int indexOf(List<String> lines, String tag) {
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).contains(tag)) {
        return at;
      }
    }
    return -1;
  }

  private static String page(CommandSpec command) {
    return command.parent() == null ? Ran.command("man").out() : page(command.name());
  }

  private static String page(String command) {
    return Ran.command("man", command).out();
  }

  private static List<CommandSpec> commands() {
    CommandLine main = new CommandLine(new Main());
    return Stream.concat(Stream.of(main), main.getSubcommands().values().stream())
        .map(CommandLine::getCommandSpec)
        .toList();
  }
}
