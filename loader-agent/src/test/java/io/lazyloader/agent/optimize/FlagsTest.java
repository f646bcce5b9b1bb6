package io.lazyloader.agent.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    assertThat(options(Purpose.CLI, 25, chosen))
        .contains("-XX:-UsePerfData")
        .doesNotContain("-XX:+UseSerialGC");
  }

  @Test
  void a_server_s_heap_begins_as_the_jvm_has_it() {
    assertThat(options(Purpose.SERVER, 17))
        .contains("-XX:-UsePerfData")
        .noneMatch(option -> option.contains("RAM") || option.startsWith("-Xm"));
  }

  @Test
  void huge_pages_are_asked_for_where_the_system_has_them(@TempDir Path directory)
      throws IOException {
    Path setting = directory.resolve("enabled");
    assertThat(HugePages.areOffered(setting)).isFalse();
    Files.writeString(setting, "always madvise [never]\n");
    assertThat(HugePages.areOffered(setting)).isFalse();
    Files.writeString(setting, "always [madvise] never\n");
    assertThat(HugePages.areOffered(setting)).isTrue();

    for (Purpose purpose : Purpose.values()) {
      assertThat(options(purpose, 17).contains(HugePages.OPTION)).isEqualTo(HugePages.areOffered());
      assertThat(options(purpose, 17, "-XX:-UseTransparentHugePages"))
          .doesNotContain(HugePages.OPTION);
    }
  }

  private static List<String> options(Purpose purpose, int feature, String... given) {
    TargetJdk jdk = new TargetJdk(Path.of("jdk"), feature, feature + ".0.1");
    return Flags.candidates(purpose, List.of(given), Set.of(), jdk).stream()
        .map(Flags::option)
        .toList();
  }
}
