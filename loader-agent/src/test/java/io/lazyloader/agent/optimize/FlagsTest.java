package io.lazyloader.agent.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which options of the JVM are tried. */
class FlagsTest {
  @Test
  void a_tool_may_give_up_peak_speed_and_a_server_may_not() {
    assertThat(options(Purpose.CLI, 25)).contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    assertThat(options(Purpose.SERVER, 25))
        .doesNotContain("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        .isNotEmpty();
  }

  @Test
  void a_jdk_is_given_only_what_it_knows() {
    assertThat(options(Purpose.SERVER, 25)).contains("-XX:+UseCompactObjectHeaders");
    assertThat(options(Purpose.SERVER, 17)).doesNotContain("-XX:+UseCompactObjectHeaders");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC", "-XX:-UseG1GC", "-XX:+UseZGC", "-XX:+UseSerialGC"})
  void who_chose_a_collector_keeps_it(String chosen) {
    assertThat(options(Purpose.CLI, 25, chosen)).hasSize(2).doesNotContain("-XX:+UseSerialGC");
  }

  @Test
  void a_server_s_heap_begins_as_the_jvm_has_it() {
    assertThat(options(Purpose.SERVER, 17)).containsExactly("-XX:-UsePerfData");
  }

  private static List<String> options(Purpose purpose, int feature, String... given) {
    TargetJdk jdk = new TargetJdk(Path.of("jdk"), feature, feature + ".0.1");
    return Flags.candidates(purpose, List.of(given), Set.of(), jdk).stream()
        .map(Flags::option)
        .toList();
  }
}
