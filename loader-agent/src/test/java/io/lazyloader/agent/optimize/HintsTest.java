package io.lazyloader.agent.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lazyloader.agent.jars.Jars;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which switches of libraries are worth a trial. */
class HintsTest {
  private static final String JMX = "org.apache.logging.log4j.core.jmx.Server";
  private static final String SWITCH = "-Dlog4j2.disableJmx=true";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @Test
  void each_known_hint_is_an_option_with_a_source() {
    assertThat(Hint.known())
        .hasSizeGreaterThan(3)
        .allSatisfy(
            hint -> {
              assertThat(hint.option()).matches("-D[\\w.-]+=\\S+");
              assertThat(hint.source()).startsWith("https://");
              assertThat(hint.below() == null || hint.module() != null).isTrue();
            });
    assertThat(Hint.known()).extracting(Hint::option).doesNotHaveDuplicates();
  }

  @Test
  void a_block_that_lacks_something_is_named() {
    assertThatThrownBy(() -> Hint.parse("option: -Da=b\nseen: a.B\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'gain'")
        .hasMessageContaining("-Da=b");
  }

  @Test
  void a_switch_is_proposed_where_its_class_is_loaded() throws IOException {
    assertThat(options(Set.of("java.lang.Object"), List.of(), "2.23.1")).isEmpty();
    assertThat(options(Set.of(JMX), List.of(), "2.23.1")).containsExactly(SWITCH);
  }

  @ParameterizedTest
  @CsvSource({
    "2.9, true",
    "2.23.1, true",
    "2.24.0, false",
    "2.24, false",
    "3.0.0-beta1, false",
    "2.24.0-SNAPSHOT, false"
  })
  void a_library_that_needs_no_switch_any_more_is_left_alone(String version, boolean isProposed)
      throws IOException {
    assertThat(options(Set.of(JMX), List.of(), version).contains(SWITCH)).isEqualTo(isProposed);
  }

  @Test
  void a_library_of_unknown_version_is_measured() throws IOException {
    assertThat(options(Set.of(JMX), List.of(), "")).containsExactly(SWITCH);
  }

  @Test
  void what_the_user_has_set_is_settled() throws IOException {
    assertThat(options(Set.of(JMX), List.of("-Dlog4j2.disableJmx=false"), "2.9")).isEmpty();
    assertThat(options(Set.of(JMX), List.of("-Dlog4j2.disableJmx"), "2.9")).isEmpty();
    assertThat(options(Set.of(JMX), List.of("-Dlog4j2.disableJmxToo=1"), "2.9")).hasSize(1);
  }

  /** The options that are proposed for a program with a version of Log4j; of none, if empty. */
  private List<String> options(Set<String> loaded, List<String> given, String version)
      throws IOException {
    Path jar =
        Jars.write(
            directory.resolve("log4j" + version + ".jar"),
            version.isEmpty()
                ? Jars.texts("a", "1")
                : Jars.texts(
                    "META-INF/maven/org.apache.logging.log4j/log4j-core/pom.properties",
                    "version=" + version));
    try (Part part = Part.open(0, new PackedJar(jar, jar.toString(), false))) {
      return new Hints(List.of(part), given).of(loaded).stream().map(Hint::option).toList();
    }
  }
}
