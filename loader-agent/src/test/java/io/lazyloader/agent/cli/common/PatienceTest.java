package io.lazyloader.agent.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PatienceTest {
  private static final Duration NEVER = Duration.ofHours(1);

  private final StringWriter printed = new StringWriter();

  private Patience begin(boolean isTerminal, Duration limit) {
    return Patience.begin(new PrintWriter(printed), isTerminal, () -> "judging 5 classes", limit);
  }

  @Test
  void what_is_done_soon_is_not_told() {
    begin(true, NEVER).close();

    assertThat(printed.toString()).isEmpty();
  }

  @Test
  void what_takes_long_is_told_once_where_lines_stay() throws InterruptedException {
    try (Patience waiting = begin(false, Duration.ZERO)) {
      awaitPrinted();
      waiting.erase();
    }

    assertThat(printed.toString())
        .isEqualTo("lazyloader: judging 5 classes ..." + System.lineSeparator());
  }

  @SuppressWarnings("try") // Only to be closed.
  @Test
  void a_terminal_has_a_line_that_is_gone_in_the_end() throws InterruptedException {
    try (Patience waiting = begin(true, Duration.ZERO)) {
      awaitPrinted();
      assertThat(printed.toString()).contains("\r\u001b[Kjudging 5 classes ... 0 s");
    }

    assertThat(printed.toString()).endsWith("\r\u001b[K");
  }

  private void awaitPrinted() throws InterruptedException {
    while (printed.getBuffer().length() == 0) {
      Thread.sleep(5);
    }
  }
}
