package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bench} refuses before it runs anything. */
class BenchCommandTest {
  @TempDir Path directory;

  @Test
  void wrong_usage_is_told() {
    assertWrong("bench needs -- before the program, as in: bench -- -jar app.jar", "Main");
    assertWrong("there is no program after --", "--");
    assertWrong("option -n: at least one round, not 0.", "-n", "0", "--", "Main");
    assertWrong("option --timeout: at least one second", "--timeout=0", "--", "Main");
    assertWrong("option --ready: 'main' is not port:N", "--ready", "main", "--", "Main");
    assertWrong("option --ready: 'port:70000' is not", "--ready", "port:70000", "--", "Main");
    assertWrong("option --exercise needs --ready port:N", "--exercise", "true", "--", "Main");
    assertWrong(
        "--json and --markdown can't both go to stdout.",
        "--arm=a=",
        "--json=-",
        "--markdown",
        "--",
        "Main");
    assertWrong("no arm has it. Add --arm agent=agent.", "--mode=all", "--arm=a=", "--", "Main");
  }

  @Test
  void a_file_that_can_t_be_written_is_told_before_anything_runs() {
    Path file = directory.resolve("no/results.json");

    assertWrong(
        "option --json: there is no directory " + file.getParent() + "; make it first.",
        "--arm=a=",
        "--json=" + file,
        "--",
        "Main");
    assertWrong(
        "option --markdown: " + directory + " is a directory; name a file in it.",
        "--arm=a=",
        "--markdown=" + directory,
        "--",
        "Main");
  }

  @Test
  void a_file_is_left_as_it_is_until_there_are_results() throws IOException {
    Path old = Files.writeString(directory.resolve("old.json"), "old");
    Path fresh = directory.resolve("new.md");

    Ran ran =
        Ran.command(
            "bench", "--arm=a=", "--json=" + old, "--markdown=" + fresh, "--", "-jar", "typo.jar");

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err())
        .contains("plain ended with exit code 1:\n  stderr: Error: Unable to access jarfile");
    assertThat(old).hasContent("old");
    assertThat(fresh).doesNotExist();
  }

  private static void assertWrong(String message, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "bench";
    System.arraycopy(arguments, 0, command, 1, arguments.length);

    Ran ran = Ran.command(command);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("lazyloader: ").contains(message);
  }
}
