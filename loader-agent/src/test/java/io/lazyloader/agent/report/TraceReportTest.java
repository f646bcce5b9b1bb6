package io.lazyloader.agent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lazyloader.agent.profile.ClassProfile;
import io.lazyloader.agent.profile.Figure;
import io.lazyloader.agent.profile.Initialisation;
import io.lazyloader.agent.profile.Measure;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.Profiles;
import io.lazyloader.agent.profile.RegionProfile;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TraceReportTest {
  @Test
  void slices_of_a_thread_nest_and_take_as_long_as_was_measured() throws IOException {
    Trace trace = trace(Profiles.shop());

    assertThat(trace.tree("main"))
        .containsExactly(
            "acme.Shop 54300.000",
            "  acme.Shop#LOG 39500.000",
            "    acme.log.Loggers 37500.000",
            "      acme.log.Loggers#CONFIG 7500.000",
            "        acme.log.Layout 500.000",
            "  acme.Shop#PRICES 12500.000",
            "    acme.Money 250.000",
            "  acme.Shop#HELP 800.000");
    assertThat(trace.arrows("trigger"))
        .containsExactlyInAnyOrder(
            "acme.Shop#LOG -> acme.log.Loggers",
            "acme.log.Loggers#CONFIG -> acme.log.Layout",
            "acme.Shop#PRICES -> acme.Money");
  }

  @Test
  void slices_tell_what_was_allocated_and_loaded_and_whether_it_was_read() throws IOException {
    Map<String, FieldVerdict> verdicts =
        Map.of("acme.Shop#LOG", new FieldVerdict("TRUSTED", "a rule vouches for it", true));

    assertThat(trace(Profiles.shop(), verdicts).arguments("acme.Shop#LOG"))
        .containsEntry("never_read", true)
        .containsEntry("allocated_bytes", 3_700_000L)
        .containsEntry("loaded_classes", 255L)
        .containsEntry("self_us", 2000L)
        .containsEntry("verdict", "TRUSTED")
        .containsEntry("reason", "a rule vouches for it");
  }

  @Test
  void a_slice_that_begins_too_late_for_what_it_is_part_of_is_moved_back() throws IOException {
    Profile stretched = withStarts(Profiles.shop(), start -> 10 * start);

    assertThat(trace(stretched).tree("main")).isEqualTo(trace(Profiles.shop()).tree("main"));
  }

  @Test
  void slices_that_began_at_the_same_time_are_one_after_the_other() throws IOException {
    Profile squeezed = withStarts(Profiles.shop(), start -> 0L);

    assertThat(trace(squeezed).tree("main")).hasSameElementsAs(trace(Profiles.shop()).tree("main"));
  }

  @Test
  void each_thread_has_a_track_of_its_own() throws IOException {
    Profile profile =
        new Profiles()
            .ofClass("acme.A", 5_000)
            .by(Profile.PROGRAM)
            .ofClass("acme.B", 7_000)
            .by(Profile.PROGRAM)
            .on("worker-1")
            .build();

    Trace trace = trace(profile);

    assertThat(trace.tree("main")).containsExactly("acme.A 5.000");
    assertThat(trace.tree("worker-1")).containsExactly("acme.B 7.000");
  }

  @Test
  void first_reads_are_arrows_to_the_slice_that_read_or_to_a_track_of_their_own()
      throws IOException {
    Profile profile =
        withFirstReads(
            new Profiles()
                .ofClass("acme.A", 5_000)
                .by(Profile.PROGRAM)
                .region(1_000, "ONE")
                .readBy("acme.B")
                .region(1_000, "TWO")
                .readBy(Profile.PROGRAM, "acme.Main.main(Main.java:3)")
                .ofClass("acme.B", 9_000)
                .by(Profile.PROGRAM)
                .build(),
            1_010_000);

    Trace trace = trace(profile);

    assertThat(trace.arrows("first read"))
        .containsExactlyInAnyOrder("acme.A#ONE -> acme.B", "acme.A#TWO -> acme.A#TWO");
    assertThat(trace.tree("first reads by the program")).containsExactly("acme.A#TWO 0.000");
  }

  @Tag("heavy")
  @Tag("slow")
  @Test
  void a_large_profile_and_a_deep_one_keep_to_the_format() throws IOException {
    trace(withFirstReads(Profiles.large(), 3_000_000_000L));
    trace(Profiles.deep(10_000));
  }

  @Test
  void a_name_may_be_anything() throws IOException {
    String hostile = "</script>\"\\\n\u2028\ud800;[x] ";
    Profile profile = new Profiles().ofClass(hostile, 1_000).by(Profile.PROGRAM).build();

    assertThat(trace(profile).arguments(hostile)).isNotEmpty();
  }

  @Test
  void a_merged_profile_is_refused_as_it_has_no_times() {
    Profile merged = Profiles.shop().plus(Profiles.shop());

    assertThatThrownBy(() -> trace(merged))
        .isInstanceOf(ReportException.class)
        .hasMessage(
            "a.lazyprofile is of 2 runs, but a trace shows when things happened in one. "
                + "Take a profile as it was recorded, not merged, or another format.");
  }

  private static Trace trace(Profile profile) throws IOException {
    return trace(profile, Map.of());
  }

  private static Trace trace(Profile profile, Map<String, FieldVerdict> verdicts)
      throws IOException {
    StringWriter written = new StringWriter();
    new TraceReport().write(Analysis.of("a.lazyprofile", profile).judged(verdicts), written);
    return new Trace(written.toString());
  }

  private static Profile withStarts(Profile profile, LongUnaryOperator change) {
    return with(
        profile,
        (initialisation, isRead) ->
            Map.of(
                Measure.START,
                Figure.of(change.applyAsLong(initialisation.median(Measure.START)))));
  }

  private static Profile withFirstReads(Profile profile, long nanos) {
    return with(
        profile,
        (initialisation, isRead) ->
            isRead ? Map.of(Measure.FIRST_READ, Figure.of(nanos)) : Map.of());
  }

  /** Tells which figures an initialisation gets in place of its own. */
  private interface Change {
    Map<Measure, Figure> of(Initialisation initialisation, boolean isRead);
  }

  private static Profile with(Profile profile, Change change) {
    TreeMap<Profile.Key, ClassProfile> classes = new TreeMap<>(profile.classes());
    classes.replaceAll(
        (key, owner) -> {
          List<RegionProfile> regions =
              owner.regions().stream()
                  .map(
                      region ->
                          new RegionProfile(
                              region.position(),
                              region.fields(),
                              region.line(),
                              with(region.initialisation(), change, !region.isNeverRead()),
                              region.runsRead(),
                              region.runsReadBeforeReady(),
                              region.firstReaders(),
                              region.calls()))
                  .toList();
          return new ClassProfile(
              owner.name(), owner.hash(), with(owner.initialisation(), change, false), regions);
        });
    return new Profile(profile.runs(), profile.facts(), profile.totals(), classes);
  }

  private static Initialisation with(Initialisation old, Change change, boolean isRead) {
    Map<Measure, Figure> figures = new HashMap<>(old.figures());
    figures.putAll(change.of(old, isRead));
    return new Initialisation(
        old.runs(), old.failures(), figures, old.threads(), old.triggers(), old.laterUsers());
  }
}
