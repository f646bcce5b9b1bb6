package io.lazyloader.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.Profiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import one.convert.Arguments;
import one.convert.FlameGraph;
import org.junit.jupiter.api.Test;

class CollapsedReportTest {
  @Test
  void each_initialisation_is_a_line_with_its_own_time_in_microseconds() throws IOException {
    assertThat(collapsed(Profiles.shop()))
        .containsExactly(
            "acme.Shop 1500",
            "acme.Shop;acme.Shop#LOG 2000",
            "acme.Shop;acme.Shop#LOG;acme.log.Loggers 30000",
            "acme.Shop;acme.Shop#LOG;acme.log.Loggers;acme.log.Loggers#CONFIG 7000",
            "acme.Shop;acme.Shop#LOG;acme.log.Loggers;acme.log.Loggers#CONFIG;acme.log.Layout 500",
            "acme.Shop;acme.Shop#PRICES 12250",
            "acme.Shop;acme.Shop#PRICES;acme.Money 250",
            "acme.Shop;acme.Shop#HELP 800");
  }

  @Test
  void sums_are_right_although_each_line_is_rounded() throws IOException {
    Profiles profiles = new Profiles();
    for (int number = 0; number < 1_000; number++) {
      profiles.ofClass("acme.C" + number, 400).by(Profile.PROGRAM);
    }

    List<String> lines = collapsed(profiles.build());

    assertThat(lines).hasSize(400).allMatch(line -> line.endsWith(" 1"));
  }

  @Test
  void what_readers_take_lines_apart_at_is_escaped() throws IOException {
    Profile profile =
        new Profiles().ofClass("a;b c\nd\\e[j]\u2028f", 1_000).by(Profile.PROGRAM).build();

    assertThat(collapsed(profile))
        .containsExactly("a\\u003bb\\u0020c\\u000ad\\u005ce\\u005bj\\u005d\\u2028f 1");
  }

  @Test
  void what_is_nested_too_deeply_counts_for_the_last_frame() throws IOException {
    List<String> lines = collapsed(Profiles.deep(10_000));

    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(line.split(";")).hasSizeLessThanOrEqualTo(CollapsedReport.MOST_FRAMES));
    assertThat(lines.stream().mapToLong(CollapsedReportTest::weight).sum()).isEqualTo(100);
  }

  @Test
  void the_converter_of_async_profiler_reads_it() throws IOException {
    for (Profile profile : List.of(Profiles.shop(), Profiles.deep(1_000))) {
      List<String> lines = collapsed(profile);
      Arguments arguments = new Arguments("--output", "collapsed");
      FlameGraph flameGraph = new FlameGraph(arguments);
      flameGraph.parseCollapsed(new StringReader(String.join("\n", lines)));
      ByteArrayOutputStream converted = new ByteArrayOutputStream();
      flameGraph.dump(converted);

      assertThat(new TreeSet<>(converted.toString(StandardCharsets.UTF_8).lines().toList()))
          .isEqualTo(new TreeSet<>(lines));
    }
  }

  private static long weight(String line) {
    return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static List<String> collapsed(Profile profile) throws IOException {
    StringWriter written = new StringWriter();
    new CollapsedReport().write(Analysis.of("a.lazyprofile", profile), written);
    return written.toString().lines().toList();
  }
}
