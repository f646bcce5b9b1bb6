package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who mistypes something is told what there is. */
class WrongUsageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mrge | there is no command 'mrge'; did you mean merge? (commands: demo, ",
        "opt | there is no command 'opt'; did you mean optimize?",
        "dance --help | there is no command 'dance' (commands: demo, ",
        "help mrge | there is no command 'mrge'; did you mean merge?",
        "man mrge | there is no command 'mrge'; did you mean merge?",
        "run --moode=all -- Main | there is no option '--moode'; did you mean --mode?",
        "run --stop -- Main | there is no option '--stop'; did you mean --stop-when-ready?",
        "report --formt json x | there is no option '--formt'; did you mean --format or --force?",
        "report --dance x | there is no option '--dance'.",
        "report --format htm x | 'htm' is none of text, json, html, trace, collapsed; did you mean html?",
        "explain --safety strikt Main | is none of strict, balanced, aggressive; did you mean strict?",
        "completion bsh | 'bsh' is none of bash, zsh, fish; did you mean bash or zsh?",
        "version now | 'now' is more than version takes.",
        "run -O mood=all -- Main | unknown option 'mood'; did you mean mode? (known: mode, ",
        "run -O modus=all -- Main | unknown option 'modus'; did you mean mode? (known: mode, ",
        "run -O happy=all -- Main | unknown option 'happy' (known: mode, ",
        "run --mode alll -- Main | option mode=alll is none of normal, all, none",
        "optimize -n 3 -o fast -- Main | option -n: of fewer than 4 rounds nothing can be told from",
        "run -jar app.jar | run needs -- before the program, as in: run -- -jar app.jar",
        "run -O plan= -- Main | option 'plan' needs a value, as in plan=VALUE.",
        "plan --profile x -o y --json | Missing required parameter for option '--json'"
      })
  void what_there_is_instead_is_told(String arguments, String message) {
    Ran ran = Ran.command(arguments.split(" "));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("lazyloader: ").contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"record", "run", "bench", "doctor", "optimize -o fast"})
  void a_jar_without_the_option_for_it_is_told(String command, @TempDir Path directory)
      throws IOException {
    Path jar = Files.createFile(directory.resolve("app.jar"));

    Ran ran = Ran.command((command + " -- " + jar).split(" "));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .contains("'" + jar + "' is a jar, which java takes behind -jar: ", " -- -jar " + jar);
  }

  @Test
  void a_program_where_the_doctor_wants_a_directory_is_told(@TempDir Path directory)
      throws IOException {
    Path jar = Files.createFile(directory.resolve("app.jar"));

    Ran ran = Ran.command("doctor", jar.toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .contains(jar + " is a file, not a directory that optimize left.", "-- -jar " + jar);
  }

  @Test
  void no_words_of_the_parser_are_left() {
    assertThat(Ran.command("run", "-O", "x", "--", "Main").err())
        .doesNotContain("option option")
        .doesNotContain("Exception");
    assertThat(Ran.command("bench", "-n", "x", "--", "Main").err())
        .contains("is not a whole number");
  }

  @Test
  void each_command_tells_its_version() {
    assertThat(Ran.command("run", "--version").out()).isEqualTo(Ran.command("--version").out());
  }
}
