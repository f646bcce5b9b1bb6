package io.lazyloader.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.metrics.Balance.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of a run by its own figures: no more than they tell. */
class BalanceTest {
  private static final String ADVICE =
      " To see what would help: lazyloader record -- JAVA-ARGS, then lazyloader report.";

  private String mode = "all";
  private @Nullable Double ready = 31_020.0;
  private double own = 15_512;
  private double later;
  private int deferred = 10;
  private int pending = 1_234;
  private List<String> notes = List.of();
  private List<Resolution> resolutions = List.of();

  @Test
  void pending_fields_that_would_have_to_outweigh_all_else_make_no_faster_run() {
    assertIs(
        Verdict.PROBABLY_SLOWER,
        "own cost 15,512 ms of 31,020 ms to ready: this run was slower than an eager one, unless the"
            + " 1,234 pending fields alone would have taken longer than all else until ready."
            + ADVICE);
  }

  @Test
  void a_large_own_cost_is_probably_a_loss() {
    own = 300;
    ready = 1_000.0;
    pending = 1;

    assertIs(
        Verdict.PROBABLY_SLOWER,
        "own cost 300 ms of 1,000 ms to ready: this run was probably slower than an eager one,"
            + " unless the pending field would have taken more than 300 ms."
            + ADVICE);
  }

  @Test
  void of_what_is_pending_nobody_knows_the_cost() {
    own = 200;
    later = 50;
    ready = 1_000.0;

    assertIs(
        Verdict.OPEN,
        "own cost 200 ms of 1,000 ms to ready, 50.0 ms of initialisers put off until later: that has"
            + " paid if the 1,234 pending fields would have taken more than 150 ms. To know:"
            + " lazyloader record -- JAVA-ARGS, then lazyloader report.");
  }

  @Test
  void a_run_that_is_not_ready_tells_no_share() {
    ready = null;

    assertIs(
        Verdict.OPEN,
        "own cost 15,512 ms: that has paid if the 1,234 pending fields would have taken more than"
            + " 15,512 ms. To know: lazyloader record -- JAVA-ARGS, then lazyloader report.");
  }

  @Test
  void without_anything_pending_the_answer_is_certain() {
    pending = 0;
    later = 20;
    assertIs(
        Verdict.SLOWER,
        "own cost 15,512 ms of 31,020 ms to ready, 20.0 ms of initialisers put off until later: this"
            + " run was slower than an eager one, as all 10 deferred fields were computed all the"
            + " same."
            + ADVICE);

    later = 20_000;
    assertIs(
        Verdict.PAID,
        "own cost 15,512 ms of 31,020 ms to ready, 20,000 ms of initialisers put off until later:"
            + " ready came sooner than in an eager run, as what was put off took longer than that."
            + " All of it was computed in the end.");
  }

  @Test
  void what_deferred_nothing_saved_nothing() {
    deferred = 0;
    pending = 0;

    assertIs(
        Verdict.SLOWER,
        "own cost 15,512 ms of 31,020 ms to ready: nothing was deferred by then, so this run was"
            + " slower than an eager one by as much."
            + ADVICE);
  }

  @Test
  void an_eager_run_is_called_one() {
    mode = "none";

    assertIs(Verdict.OFF, "laziness is off (mode none): nothing was deferred, as in an eager run.");
  }

  @Test
  void nothing_deferred_has_another_reason_in_each_mode() {
    deferred = 0;

    assertThat(snapshot().toText())
        .contains("deferred  nothing: mode all found no field in the classes that were initialised")
        .doesNotContain("marked");
    mode = "none";
    assertThat(snapshot().toText()).contains("deferred  nothing: laziness is off\n");
    mode = "normal";
    assertThat(snapshot().toText()).contains("nothing: no class with a field that is marked, or");
  }

  @Test
  void a_report_s_size_is_bounded_and_its_counts_are_of_all() {
    List<Resolution> many = new ArrayList<>();
    for (int number = 0; number < 1_000; number++) {
      many.add(
          new Resolution(
              "a.B#F" + number, 2 * number, 1 + number % 7, null, "main", 1, null, false));
    }
    resolutions = many;
    notes = many.stream().map(Resolution::field).toList();

    String json = MetricsJson.of(snapshot());
    assertThat(json.lines()).hasSize(1 + 100 + 101);
    assertThat(json.lines().findFirst().orElseThrow())
        .contains("\"pending_fields\":1234,", "\"useless_regions\":1000,")
        .contains("\"verdict\":\"probably_slower\"")
        .contains("\"a.B#P99\"]")
        .doesNotContain("P100");
    assertThat(json.lines().filter(line -> line.contains("\"resolution\"")))
        .allMatch(line -> line.contains("\"took_ms\":7.000"));
    assertThat(json).endsWith("\"text\":\"and 900 more\"}");
    assertThat(snapshot().toText()).endsWith("note      and 980 more; format=json lists them");
  }

  private void assertIs(Verdict verdict, String sentence) {
    assertThat(Balance.of(snapshot())).isEqualTo(new Balance(verdict, sentence));
    assertThat(snapshot().toText()).startsWith("loader: " + sentence + "\nloader: ready ");
  }

  private StartupSnapshot snapshot() {
    List<String> names = new ArrayList<>();
    for (int number = 0; number < pending; number++) {
      names.add("a.B#P" + number);
    }
    return new StartupSnapshot(
        mode,
        "main returned",
        new Times("JVM", 61.2, null, ready),
        deferred,
        1,
        0,
        names,
        resolutions,
        0,
        0,
        later,
        null,
        null,
        0,
        new StartupSnapshot.WarmUpFigures(0, 0, 0),
        null,
        new StartupSnapshot.OwnCost(own / 2, own / 2, 1, 1, 24),
        notes,
        StartupSnapshot.Unlisted.NOTHING);
  }
}
