package io.lazyloader.samples.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.samples.suites.ProgramRunner.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramComparisonTest {
  @Test
  void a_line_that_is_other_with_the_agent_is_a_difference() {
    ProgramComparison comparison =
        new ProgramComparison(
            List.of(run("a\nb"), run("a\nb")), List.of(run("a\nb"), run("a\nc"), run("a\nb\nd")));

    assertThat(comparison.unsteady()).isEmpty();
    assertThat(comparison.differences())
        .containsExactly("out line 2: eager b, lazy c", "out: 2 lines eager, 3 lines lazy");
  }

  @Test
  void a_line_that_eager_runs_do_not_agree_on_is_left_out() {
    ProgramComparison comparison =
        new ProgramComparison(List.of(run("1\nb"), run("2\nb")), List.of(run("3\nc")));

    assertThat(comparison.unsteady()).containsExactly("out line 1");
    assertThat(comparison.differences()).containsExactly("out line 2: eager b, lazy c");
  }

  @Test
  void a_text_whose_length_eager_runs_do_not_agree_on_is_left_out() {
    ProgramComparison comparison =
        new ProgramComparison(List.of(run("1"), run("1\n2")), List.of(run("1\n2\n3")));

    assertThat(comparison.unsteady()).containsExactly("out");
    assertThat(comparison.differences()).isEmpty();
  }

  @Test
  void a_file_that_only_one_side_writes_is_a_difference() {
    Run nothing = new Run(Map.of(), 1, 1);

    assertThat(new ProgramComparison(List.of(run("1")), List.of(nothing)).differences())
        .containsExactly("out line 1: eager 1, lazy (absent)");
  }

  private static Run run(String text) {
    return new Run(Map.of("out", text), 1, 1);
  }
}
