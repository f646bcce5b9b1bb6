package io.lazyloader.agent.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.Profiles;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {
  private static final TextOptions PLAIN =
      new TextOptions(100, false, false, 20, TextOptions.READABLE, false);

  @Test
  void a_report_tells_of_the_run_the_tree_and_the_savings() {
    assertThat(text(Profiles.shop(), PLAIN))
        .isEqualTo(
            """
            Profile of acme.Shop, 1 run
              On OpenJDK 64-Bit Server VM 17.0.16; ready after 240.0 ms (main); recorded for 300.0 ms; ended by
              exit.
              4 classes with 4 initialiser regions, 54.3 ms in static initialisers, 22.6 % of the 240.0 ms to
              ready.
              Recording itself took 20.0 ms, which is in none of the figures.

               self [us] | cumulative [us] | static initialiser
                     500 |             500 |         acme.log.Layout
                   7,000 |           7,500 |       acme.log.Loggers#CONFIG
                  30,000 |          37,500 |     acme.log.Loggers
                   2,000 |          39,500 |   acme.Shop#LOG  never read
                     250 |             250 |     acme.Money
                  12,250 |          12,500 |   acme.Shop#PRICES
                     800 |             800 |   acme.Shop#HELP  read after ready
                   1,500 |          54,300 | acme.Shop

              would save         self    allocated   classes  initialiser region
                 39.5 ms       2.0 ms       3.7 MB       255  acme.Shop#LOG
                    never read; class started by the program
                0.800 ms     0.800 ms      50.0 kB         2  acme.Shop#HELP
                    first read after ready by acme.Reader.read(Reader.java:9); class started by the program
                  0.0 ms      12.3 ms          0 B         0  acme.Shop#PRICES
                    first read by acme.Shop.main(Shop.java:20); class started by the program
                  0.0 ms       7.0 ms          0 B         0  acme.log.Loggers#CONFIG
                    first read by acme.log.Loggers.<clinit>(Loggers.java:9); class started by
                    acme.Shop.<clinit>(Shop.java:5)

            To defer the 1 region (of 4) that no run needed would save 39.5 ms: 72.7 % of the 54.3 ms in static
            initialisers and 16.5 % of the 240.0 ms to ready; 3.7 MB of allocation and 255 classes. That is an
            upper bound, before safety and the cost of laziness.
            1 region was read only after start-up: deferred too, another 0.800 ms would not be paid before
            ready, but later.
            """);
  }

  @Test
  void a_run_whose_main_never_returned_says_so() {
    Profile profile =
        new Profiles().fact("ready_by", "exit").ofClass("Main", 1).by("").region(1, "F").build();

    assertThat(text(profile, PLAIN))
        .contains("Main never returned, so the exit counted as ready; for a server, record with");
    assertThat(text(Profiles.shop(), PLAIN)).doesNotContain("never returned");
  }

  @Test
  void what_is_short_is_summed_up_before_its_parent() {
    TextOptions fromTenMillis = new TextOptions(100, false, false, 0, 10_000_000, false);

    assertThat(text(Profiles.shop(), fromTenMillis))
        .contains(
            """
                         |           7,500 |       ... 2 more
                  30,000 |          37,500 |     acme.log.Loggers
                   2,000 |          39,500 |   acme.Shop#LOG  never read
                         |             250 |     ... 1 more
                  12,250 |          12,500 |   acme.Shop#PRICES
                         |             800 |   ... 1 more
                   1,500 |          54,300 | acme.Shop
            """
                .indent(0));
  }

  @Test
  void later_uses_are_rows_if_all_is_asked_for() {
    TextOptions all = new TextOptions(100, false, false, 0, 0, true);

    assertThat(text(Profiles.shop(), all))
        .contains(
            """
                   7,000 |           7,500 |       acme.log.Loggers#CONFIG
                  cached |          cached |       acme.log.Layout
                  30,000 |          37,500 |     acme.log.Loggers
            """)
        .contains("      cached |          cached | acme.Money\n");
  }

  @Test
  void a_large_tree_stays_readable() {
    String text = text(Profiles.large(), PLAIN);

    assertThat(text.lines()).hasSizeLessThan(300);
    assertThat(text).contains(" more\n", "--min MS and --all", "49,980 more (--top N)");
  }

  @Test
  void every_node_has_a_row_if_all_is_asked_for() {
    TextOptions all = new TextOptions(100, true, false, 0, 0, true);

    assertThat(rows(text(Profiles.deep(50_000), all))).hasSize(50_000);
  }

  @Test
  void deep_rows_tell_their_depth_instead_of_being_indented() {
    List<String> rows =
        rows(text(Profiles.deep(400), new TextOptions(80, true, false, 0, 0, false)));

    assertThat(rows.get(0)).endsWith(" |          [399] deep.C399");
    assertThat(rows).allMatch(row -> row.length() <= 80);
  }

  @Test
  void names_are_shortened_to_the_width() {
    Profile profile =
        new Profiles()
            .ofClass("com.acme.application.configuration.ApplicationConfigurationLoader", 5_000_000)
            .by("")
            .region(1_000_000, "DEFAULT_CONFIGURATION_FILE_NAMES")
            .build();

    assertThat(rows(text(profile, new TextOptions(72, true, false, 20, 0, false))))
        .hasSize(2)
        .allMatch(row -> row.length() <= 72)
        .anyMatch(row -> row.endsWith("| c.a.a.c.ApplicationConfigurationLoader"));
    assertThat(text(profile, new TextOptions(72, false, false, 20, 0, false)))
        .contains(
            "com.acme.application.configuration.ApplicationConfigurationLoader"
                + "#DEFAULT_CONFIGURATION_FILE_NAMES");
  }

  @Test
  void names_have_a_line_of_their_own_where_the_terminal_is_narrow() {
    assertThat(text(Profiles.shop(), new TextOptions(64, true, false, 1, 0, false)))
        .contains(
            """
                 39.5 ms       2.0 ms       3.7 MB       255
                    acme.Shop#LOG
                    never read; class started by the program
            """);
  }

  @Test
  void a_name_is_shortened_no_more_than_needed() {
    assertThat(ShortName.fit("com.acme.app.Main#LOG", 21)).isEqualTo("com.acme.app.Main#LOG");
    assertThat(ShortName.fit("com.acme.app.Main#LOG", 20)).isEqualTo("c.acme.app.Main#LOG");
    assertThat(ShortName.fit("com.acme.app.Main#LOG", 16)).isEqualTo("c.a.app.Main#LOG");
    assertThat(ShortName.fit("com.acme.app.Main#LOG", 13)).isEqualTo("c.a.a..in#LOG");
    assertThat(ShortName.fit("NoPackageButAVeryLongName", 12)).isEqualTo("NoPac..gName");
    assertThat(ShortName.fit("..a...b.", 2)).isEqualTo("..a...b.");
    assertThat(ShortName.fit("...................", 2)).hasSize(12);
  }

  @Test
  void marks_are_painted_on_a_terminal_only() {
    TextOptions coloured = new TextOptions(100, true, true, 20, TextOptions.READABLE, false);

    assertThat(text(Profiles.shop(), coloured)).contains("acme.Shop#LOG\u001b[33m  never read");
    assertThat(text(Profiles.shop(), PLAIN)).doesNotContain("\u001b");
  }

  @Test
  void names_can_not_act_on_a_terminal() {
    String evil = "\u001b[2J\u0007\r\n\u202eevil";
    Profile profile =
        new Profiles()
            .fact("main", evil)
            .fact("java", evil)
            .fact("ready_by", evil)
            .fact("not_recorded", evil)
            .total(evil, 3)
            .total("ready_ns", 3)
            .ofClass(evil, 5_000_000)
            .by("", evil)
            .region(1_000_000, evil)
            .readBy("", evil)
            .region(1, "F")
            .build();
    TextOptions all = new TextOptions(100, true, false, 20, 0, true);

    assertThat(text(profile, all)).doesNotContain("\u001b", "\u0007", "\r", "\u202e");
    assertThat(changes(profile, Profiles.shop())).doesNotContain("\u001b", "\u0007", "\u202e");
    assertThat(text(profile, all)).contains("\\u001b[2J\\u0007\\u000d\\u000a\\u202eevil");
  }

  @Test
  void what_ran_in_some_runs_only_says_so() {
    Profile merged = Profiles.shop().plus(new Profiles().ofClass("acme.Shop", 5).build());

    assertThat(text(merged, PLAIN))
        .startsWith("Profile of acme.Shop, 2 runs (figures are medians)\n")
        .contains("acme.Money  in 1 of 2 runs\n");
  }

  @Test
  void what_was_not_recorded_and_what_failed_is_told() {
    Profile profile = new Profiles().fact("not_recorded", "a.B").ofClass("A", 1).failing().build();

    assertThat(text(profile, PLAIN)).contains("  Not recorded: 1 class.\n", " | A  failed\n");
  }

  @Test
  void a_profile_of_nothing_has_a_report() {
    assertThat(text(new Profiles().build(), PLAIN))
        .isEqualTo(
            """
            Profile of app.lazyprofile, 1 run
              0 classes with 0 initialiser regions, 0.0 ms in static initialisers.
            """);
  }

  @Test
  void what_changed_is_told_counter_by_counter() {
    Profile after =
        new Profiles()
            .total("ready_ns", 180_000_000)
            .total("own_ns", 20_000_000)
            .ofClass("acme.Shop", 1_500_000)
            .region(18_000_000, "PRICES")
            .readBy("")
            .ofClass("acme.New", 700_000)
            .build();

    assertThat(changes(Profiles.shop(), after))
        .isEqualTo(
            """
            before (1 run) -> after (1 run); figures are medians

                         4 ->              2            (-2,   -50.0 %)  classes initialised
                         4 ->              1            (-3,   -75.0 %)  initialiser regions run
                         1 ->              0            (-1,  -100.0 %)  initialiser regions never read
                   54.3 ms ->        20.2 ms      (-34.1 ms,   -62.8 %)  time in static initialisers
                    4.8 MB ->            0 B       (-4.8 MB,  -100.0 %)  heap allocated in static initialisers
                       279 ->              0          (-279,  -100.0 %)  classes loaded in static initialisers
                   39.5 ms ->         0.0 ms      (-39.5 ms,  -100.0 %)  time in what no run needed
                   24.0 MB ->            0 B      (-24.0 MB,  -100.0 %)  heap allocated
                     1,200 ->              0        (-1,200,  -100.0 %)  classes loaded
                   20.0 ms ->        20.0 ms       (+0.0 ms,    +0.0 %)  time that recording took
                  240.0 ms ->       180.0 ms      (-60.0 ms,   -25.0 %)  time to ready
                  300.0 ms ->         0.0 ms     (-300.0 ms,  -100.0 %)  time recorded

            Initialisers whose own time changed: 1, +5.8 ms
                   12.3 ms ->        18.0 ms       (+5.8 ms,   +46.9 %)  acme.Shop#PRICES

            Initialisers that no longer run: 6, -40.6 ms
                   30.0 ms ->         0.0 ms      (-30.0 ms,  -100.0 %)  acme.log.Loggers
                    7.0 ms ->         0.0 ms       (-7.0 ms,  -100.0 %)  acme.log.Loggers#CONFIG
                    2.0 ms ->         0.0 ms       (-2.0 ms,  -100.0 %)  acme.Shop#LOG
                  0.800 ms ->         0.0 ms     (-0.800 ms,  -100.0 %)  acme.Shop#HELP
                  0.500 ms ->         0.0 ms     (-0.500 ms,  -100.0 %)  acme.log.Layout
                  0.250 ms ->         0.0 ms     (-0.250 ms,  -100.0 %)  acme.Money

            Initialisers that did not run before: 1, +0.700 ms
                    0.0 ms ->       0.700 ms     (+0.700 ms,       new)  acme.New
            """);
  }

  @Test
  void sums_of_absurd_figures_are_still_printed() {
    Profiles absurd = new Profiles();
    for (int number = 0; number < 20; number++) {
      absurd.ofClass("C" + number, 1L << 59).by(number == 0 ? "" : "C" + (number - 1) + "#F");
      absurd.region(1L << 59, "F").bytes(1L << 59);
    }

    assertThat(rows(text(absurd.build(), PLAIN))).hasSize(40);
  }

  @Test
  void a_report_that_can_not_be_written_fails() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("full");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };

    assertThatThrownBy(() -> new TextReport(PLAIN).write(Analysis.of("x", Profiles.shop()), full))
        .isInstanceOf(IOException.class);
  }

  @Test
  void what_only_unneeded_regions_read_is_not_needed_and_counted_apart() {
    Profile profile =
        new Profiles()
            .total("ready_ns", 240_000_000)
            .ofClass("acme.Shop", 1_000)
            .by(Profile.PROGRAM)
            .region(2_000_000, "INNER")
            .readBy("acme.Shop#OUTER", "acme.Shop.<clinit>(Shop.java:6)")
            .region(3_000_000, "OUTER")
            .build();

    assertThat(text(profile, PLAIN).replaceAll("\\s+", " "))
        .contains(
            "To defer the 2 regions (of 2) that no run needed, 1 of them read by others of them"
                + " alone, would save");
  }

  private static List<String> rows(String text) {
    return text.lines()
        .filter(line -> line.contains(" | ") && !line.contains("self [us]"))
        .toList();
  }

  /** What was written; its lines end in a line feed on every system. */
  private static String lines(StringWriter written) {
    return written.toString().replace("\r\n", "\n");
  }

  private static String text(Profile profile, TextOptions options) {
    StringWriter text = new StringWriter();
    try {
      new TextReport(options).write(Analysis.of("app.lazyprofile", profile), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return lines(text);
  }

  private static String changes(Profile before, Profile after) {
    StringWriter text = new StringWriter();
    try {
      new TextReport(PLAIN)
          .compare(Analysis.of("before", before), Analysis.of("after", after), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return lines(text);
  }
}
