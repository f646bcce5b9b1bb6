package io.lazyloader.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ShellTest {
  @Test
  void a_line_is_run_by_the_shell_of_the_system() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(Shell.command("echo out&& exit 7")).start();

    assertThat(process.inputReader().readLine().strip()).isEqualTo("out");
    assertThat(process.waitFor()).isEqualTo(7);
  }

  @Test
  void what_a_line_prints_can_go_to_the_standard_error_stream()
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(Shell.onStandardError("echo out&& echo more")).start();

    assertThat(process.errorReader().lines().map(String::strip)).containsExactly("out", "more");
    assertThat(process.inputReader().lines()).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void windows_has_another_shell_and_other_words() {
    assertThat(Shell.command("dir", true)).containsExactly("cmd", "/c", "dir");
    assertThat(Shell.onStandardError("dir & ver", true))
        .containsExactly("cmd", "/c", "(dir & ver) 1>&2");
  }

  @Test
  void nothing_can_be_read_from_nothing() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Shell.command("sort")).redirectInput(Shell.nothing()).start();

    try (InputStream output = process.getInputStream()) {
      assertThat(output.readAllBytes()).isEmpty();
    }
    assertThat(process.waitFor()).isZero();
  }
}
