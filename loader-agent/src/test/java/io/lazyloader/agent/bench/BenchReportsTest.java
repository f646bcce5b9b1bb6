package io.lazyloader.agent.bench;

import static io.lazyloader.agent.bench.Outcomes.arm;
import static io.lazyloader.agent.bench.Outcomes.printing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A comparison as text, Markdown and JSON. */
class BenchReportsTest {
  private static final ArmResult PLAIN = arm("plain", 500, 502, 498, 501, 499, 503);
  private static final ArmResult FAST = arm("fast", 401, 399, 400, 403, 402, 398);
  private static final ArmResult SAME = arm("plain again", 501, 500, 499, 502, 497, 504);

  @Test
  void text_tells_the_shift_with_its_interval_or_that_there_is_none_to_be_seen() {
    List<String> lines = text(Outcomes.of(false, PLAIN, FAST, SAME), false);

    assertThat(lines)
        .contains(
            "arm            median       min       max  shift against plain [95 % interval]",
            "plain        500.5 ms  498.0 ms  503.0 ms",
            "fast         400.5 ms  398.0 ms  403.0 ms  -100.0 ms [-103.0, -97.0], -20.0 %",
            "plain again  500.5 ms  497.0 ms  504.0 ms  no detectable difference: +0.0 ms [-3.0,"
                + " +3.0]",
            "arm                 CPU     peak RSS     peak PSS    allocated    classes",
            "plain            100 ms      50.0 MB      40.0 MB      12.3 MB      1,234",
            "fast         100 ms (~)  50.0 MB (~)  40.0 MB (=)  12.3 MB (=)  1,234 (=)");
  }

  @Test
  void a_comparison_with_itself_tells_what_can_be_resolved() {
    assertThat(joined(Outcomes.of(true, PLAIN, SAME)))
        .contains(
            "A/A: plain does not differ from itself. With as many rounds, this machine resolves"
                + " differences from about 3.0 ms (0.6 %) on.");
    assertThat(joined(Outcomes.of(true, PLAIN, FAST)))
        .contains("A/A: plain differs from itself, -100.0 ms", "differences below 103.0 ms");
  }

  @Test
  void too_few_rounds_give_an_estimate_and_no_interval() {
    assertThat(joined(Outcomes.of(false, arm("plain", 500), arm("fast", 400))))
        .contains(
            "-100.0 ms, too few rounds for an interval",
            "So few rounds tell little; take 5 or more (-n).")
        .doesNotContain("(~)");
  }

  @Test
  void a_figure_that_one_jvm_does_not_tell_is_marked() {
    ArmResult unseen = arm("z", new Inside(null, 1_300L, null), 500, 501, 502, 503, 504, 505);

    assertThat(joined(Outcomes.of(false, PLAIN, unseen)))
        .contains("? is what that JVM does not tell.")
        .containsPattern(
            "z +100 ms \\(~\\) +50.0 MB \\(~\\) +40.0 MB \\(=\\) +\\? +1,300 \\(\\+5.3 %");
  }

  @Test
  void a_histogram_has_a_line_for_each_arm_to_one_scale_where_there_is_room() {
    Outcome outcome = Outcomes.of(false, PLAIN, FAST);

    assertThat(text(outcome, true))
        .anyMatch(line -> line.matches(" +398\\.0 ms +503\\.0 ms"))
        .anyMatch(line -> line.matches("plain +\\| {40,}[@#*+=.: -]+\\|"))
        .anyMatch(line -> line.matches("fast +\\|[@#*+=.:-].* {40,}\\|"));
    assertThat(Histogram.lines(outcome, 20, false)).isEmpty();
    assertThat(text(outcome, false)).noneMatch(line -> line.contains("|"));
  }

  @Test
  void markdown_is_one_table_and_what_it_rests_on() {
    List<String> lines = BenchMarkdown.lines(Outcomes.of(false, PLAIN, arm("a|b", 400, 401)));

    assertThat(lines.get(0))
        .isEqualTo(
            "| arm | median | min | max | shift against plain [95 % interval] | CPU | peak RSS |"
                + " peak PSS | allocated | classes |");
    assertThat(lines.get(1)).isEqualTo("|:---" + "|---:".repeat(9) + "|");
    assertThat(lines.get(3)).startsWith("| a\\|b | 400.5 ms | 400.0 ms | 401.0 ms | ");
    assertThat(lines.get(5)).startsWith("Wall time to exit: 6 rounds of 2 arms in turn");
  }

  @Test
  void json_has_what_hyperfine_writes_in_seconds_and_more_beside() throws IOException {
    String json = BenchJson.text(Outcomes.of(false, PLAIN, FAST));

    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        // Well-formed to its end.
      }
    }
    assertThat(json)
        .startsWith("{\n  \"results\" : [ {\n    \"command\" : \"plain\",\n    \"mean\" : 0.500")
        .contains(
            "\"median\" : 0.5005,",
            "\"user\" : 0.07,",
            "\"min\" : 0.498,",
            "\"times\" : [ 0.5, 0.502, 0.498, 0.501, 0.499, 0.503 ],",
            "\"exit_codes\" : [ 0, 0, 0, 0, 0, 0 ],",
            "\"memory_usage_byte\" : [ 50000000,",
            "\"command_line\" : [ \"java\", \"-Xmx1g\", \"Main\", \"fast\" ]",
            "\"allocated_bytes\" : 12345678",
            "\"detectable\" : true",
            "\"schema\" : \"lazyloader-bench\"");
    assertThat(BenchJson.text(Outcomes.of(false, arm("one", 500)))).contains("\"stddev\" : null");
  }

  @Test
  void outputs_that_differ_are_noted_unless_they_differ_from_run_to_run() {
    ArmResult plain = printing("plain", "a", "a");

    assertThat(OutputComparison.note(List.of(plain, printing("same", "a", "a")))).isNull();
    assertThat(OutputComparison.note(List.of(plain, printing("x", "b", "b"), printing("y", "a"))))
        .isEqualTo("What is printed on stdout differs from that of plain: x.");
    assertThat(OutputComparison.note(List.of(plain, printing("x", "a", "b"))))
        .contains("plain: x.");
    assertThat(OutputComparison.note(List.of(printing("plain", "a", "b"), plain)))
        .contains("does not print the same on stdout each time");
  }

  private static List<String> text(Outcome outcome, boolean hasHistogram) {
    return BenchText.lines(outcome, 100, hasHistogram, /* hasBlocks= */ false);
  }

  private static String joined(Outcome outcome) {
    return String.join(" ", text(outcome, false));
  }
}
