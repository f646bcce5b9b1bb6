package io.lazyloader.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.metrics.StartupSnapshot.OwnCost;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportsTest {
  @Test
  void a_resolution_inside_another_counts_once() {
    StartupSnapshot snapshot =
        snapshot(
            List.of(
                resolution("inner", 2, 3, 1),
                resolution("outer", 1, 10, 1),
                resolution("other thread of the same name", 2, 4, 2),
                resolution("after", 20, 5, 1)));

    assertThat(snapshot.resolvingMillis()).isEqualTo(10 + 4 + 5);
  }

  @Test
  void what_was_deferred_in_vain_is_counted_and_the_costliest_are_named() {
    StartupSnapshot snapshot =
        snapshot(
            List.of(
                resolution("a.B#TWO (B.java:2)", 1, 2, 1),
                resolution("a.B#FOUR (B.java:4)", 4, 4, 1),
                resolution("a.B#ONE (B.java:1)", 9, 0.05, 1),
                resolution("a.B#THREE (B.java:3)", 10, 3, 1)));

    assertThat(snapshot.toText())
        .contains(
            "useless   4 regions were read before ready all the same; costliest a.B#FOUR 4.0 ms,"
                + " a.B#THREE 3.0 ms, a.B#TWO 2.0 ms\n");
    assertThat(MetricsJson.of(snapshot)).contains("\"useless_regions\":4");
  }

  @Test
  void what_was_paid_later_names_the_worst_first_touch_and_who_touched_it() {
    StartupSnapshot snapshot = snapshot(List.of());

    assertThat(SummaryText.later(snapshot))
        .isEqualTo(
            "loader: after ready, 2 more regions resolved in 7.5 ms; worst 7.0 ms, a.B#P1"
                + " (B.java:9), read at a.Main.serve(Main.java:30)");
    assertThat(MetricsJson.later(snapshot))
        .contains(
            "\"type\":\"later\",\"later_resolutions\":2,\"later_ms\":7.500,"
                + "\"worst_later\":\"a.B#P1 (B.java:9)\","
                + "\"worst_later_site\":\"a.Main.serve(Main.java:30)\",\"worst_later_ms\":7.000}");
  }

  @Test
  void what_a_warm_up_has_done_after_start_up_is_a_line_of_its_own() {
    StartupSnapshot snapshot = snapshot(List.of());

    assertThat(SummaryText.warmUp(snapshot))
        .isEqualTo("loader: warm-up after ready: 2 fields resolved in 3.3 ms, 1 failed");
    assertThat(MetricsJson.warmUp(snapshot))
        .endsWith(
            "\"type\":\"warm_up\",\"warm_up_fields\":2,\"warm_up_failed_fields\":1,"
                + "\"warm_up_ms\":3.250}");
  }

  @Test
  void text_reads_like_this() {
    StartupSnapshot snapshot = snapshot(List.of(resolution("a.B#C (B.java:1)", 1, 2.34, 1)));

    assertThat(SummaryText.of(snapshot, List.of("said before")))
        .isEqualTo(
            """
            loader: own cost 126 ms of 812 ms to ready, 10.8 ms of initialisers put off until later: that has paid if the 6 pending fields would have taken more than 115 ms. To know: lazyloader record -- JAVA-ARGS, then lazyloader report.
            loader: ready 812 ms after process start (main returned), mode normal
            loader:   deferred  8 fields: 1 resolved, 1 failed, 6 pending
            loader:   resolved  in 2.3 ms; worst 2.3 ms, a.B#C (B.java:1), read at a.Main.main(Main.java:3)
            loader:   warm-up   2 fields resolved in 3.3 ms, 1 failed
            loader:   pending   a.B#P1, a.B#P2, a.B#P3, a.B#P4, a.B#P5 and 1 more
            loader:   agent     started at 61 ms
            loader:   memory    allocated 12.3 MB, live heap 5.0 MB, metaspace 2.0 MB, 2,301 classes, PSS unknown
            loader:   own cost  6.0 ms before main, 120 ms for 1 class (1 rewritten), 24.0 ms for this report
            loader:   note      something is odd"""
                .stripIndent());
  }

  @Test
  void json_escapes_what_a_name_may_hold() {
    String json =
        MetricsJson.of(snapshot(List.of(resolution("a\"\\\n\u0001\ud83d\ude00é", 1, 2, 1))));

    assertThat(json.lines().toList().get(1))
        .contains("\"field\":\"a\\\"\\\\\\u000a\\u0001\\ud83d\\ude00é\"");
    assertThat(json.lines()).hasSize(4);
    assertThat(json).contains("\"pss_bytes\":null", "\"allocated_bytes\":12345678");
  }

  private static Resolution resolution(String field, double at, double took, long thread) {
    return new Resolution(
        field, at, took, null, "worker", thread, "a.Main.main(Main.java:3)", false);
  }

  private static StartupSnapshot snapshot(List<Resolution> resolutions) {
    @Nullable Double unknown = null;
    return new StartupSnapshot(
        "normal",
        "main returned",
        new Times("process", 61.2, unknown, 812.0),
        8,
        1,
        1,
        List.of("a.B#P1", "a.B#P2", "a.B#P3", "a.B#P4", "a.B#P5", "a.B#P6"),
        resolutions,
        0,
        2,
        7.5,
        "a.B#P1 (B.java:9)",
        "a.Main.serve(Main.java:30)",
        7,
        new StartupSnapshot.WarmUpFigures(2, 1, 3.25),
        new MemoryFigures(12_345_678L, 5_000_000L, true, 2_000_000L, 2301L, null),
        new OwnCost(6, 120, 1, 1, 24),
        List.of("said before", "something is odd"),
        StartupSnapshot.Unlisted.NOTHING);
  }
}
