package io.lazyloader.agent.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveLogTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "17-missing     | MISSING             | does not exist",
        "25-missing     | MISSING             | does not exist",
        "25a-missing    | MISSING             | does not exist",
        "25-trunc       | DAMAGED             | is no archive of this kind, or not a whole one",
        "25a-trunc      | DAMAGED             | is no archive of this kind, or not a whole one",
        "25-nonsense    | DAMAGED             | is no archive of this kind, or not a whole one",
        "25a-nonsense   | DAMAGED             | is no archive of this kind, or not a whole one",
        "17-otherjdk    | OTHER_JDK           | was made by another build of the JDK",
        "25-otherjdk    | OTHER_JDK           | was made by another build of the JDK",
        "25a-otherjdk   | OTHER_JDK           | was made by another build of the JDK",
        "17-ident       | OTHER_JDK           | was made by another build of the JDK",
        "25-ident       | OTHER_JDK           | was made by another build of the JDK",
        "25a-ident      | OTHER_JDK           | was made by another build of the JDK",
        "17-base        | BASE_ARCHIVE        | was made on top of another archive than the one below it now",
        "25-base        | BASE_ARCHIVE        | was made on top of another archive than the one below it now",
        "17-jartouched  | JAR_CHANGED         | was made for another version of lib.jar, which changed since",
        "25-jartouched  | JAR_CHANGED         | was made for another version of lib.jar, which changed since",
        "25-jarsize     | JAR_CHANGED         | was made for another version of lib.jar, which changed since",
        "17-jarmissing  | JAR_MISSING         | was made with lib.jar on the class path, which is gone",
        "25-jarmissing  | JAR_MISSING         | was made with lib.jar on the class path, which is gone",
        "17-cpother     | CLASS_PATH          | was made with another class path",
        "25-cpother     | CLASS_PATH          | was made with another class path: app classpath [1] does not match: expected 'app.jar', got 'lib.jar'",
        "25-cpprefix    | CLASS_PATH          | was made with another class path: app classpath has fewer elements than expected",
        "17-boot        | BOOT_CLASS_PATH     | was made with another boot class path",
        "25-boot        | BOOT_CLASS_PATH     | was made with another boot class path: boot classpath is longer than expected",
        "25-coh         | COMPACT_HEADERS     | was made with other object headers: UseCompactObjectHeaders setting (disabled) does not equal the current UseCompactObjectHeaders setting (enabled)",
        "25a-coh        | COMPACT_HEADERS     | was made with other object headers: UseCompactObjectHeaders setting (disabled) does not equal the current UseCompactObjectHeaders setting (enabled)",
        "17-align       | ALIGNMENT           | was made with another alignment of objects: ObjectAlignmentInBytes of 8 does not equal the current ObjectAlignmentInBytes of 16",
        "25-align       | ALIGNMENT           | was made with another alignment of objects: ObjectAlignmentInBytes of 8 does not equal the current ObjectAlignmentInBytes of 16",
        "17-upgrade     | MODULES             | does not go with an option for modules: jdk.module.upgrade.path=lib.jar",
        "25-upgrade     | MODULES             | does not go with an option for modules: jdk.module.upgrade.path=lib.jar",
        "25a-limit      | MODULES             | does not go with an option for modules: jdk.module.limitmods=java.base",
        "17-limit       | MODULES             | does not go with an option for modules: jdk.module.limitmods=java.base",
        "25a-addopens   | MODULES             | does not go with an option for modules: jdk.module.addopens: java.base/java.lang=ALL-UNNAMED specified during runtime but not during dump time",
        "25a-modpath    | MODULES             | does not go with an option for modules: extra module path(s) are specified",
        "25a-agent      | AGENT               | does not go with an agent: java.instrument",
        "25a-jdwp       | AGENT               | does not go with an agent: JDWP agent"
      })
  void the_cause_is_read(String log, Mismatch.Kind kind, String words) {
    Mismatch cause = cause(log);

    assertThat(cause.words()).isEqualTo(words);
    assertThat(cause.kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"17-nocoops", "25-nocoops", "25a-nocoops"})
  void other_pointers_are_told_of_on_a_line_without_a_level(String log) {
    assertThat(cause(log).kind()).isEqualTo(Mismatch.Kind.COMPRESSED_POINTERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"17-patch", "25-patch", "25a-patch"})
  void a_patched_module_rules_out_archives(String log) {
    assertThat(cause(log).kind()).isEqualTo(Mismatch.Kind.MODULES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"17-fine", "25-fine", "25a-fine"})
  void an_archive_that_is_used_has_no_mismatch(String log) {
    ArchiveLog read = ArchiveLog.read(Logs.lines(log));

    assertThat(read.mismatches()).isEmpty();
    assertThat(read.complaints()).isEmpty();
    assertThat(read.cause()).isNull();
    assertThat(read.classPath()).containsExactly("app.jar", "lib.jar", "sig.jar");
  }

  @Test
  void archives_are_opened_from_the_bottom_up() {
    assertThat(ArchiveLog.read(Logs.lines("17-fine")).opened())
        .containsExactly("/jdk/lib/server/classes.jsa", "d17.jsa");
    assertThat(ArchiveLog.read(Logs.lines("25-fine")).opened())
        .containsExactly("/jdk/lib/server/classes.jsa", "d25.jsa");
    assertThat(ArchiveLog.read(Logs.lines("25a-fine")).opened()).containsExactly("a25.aot");
  }

  @Test
  void jdk_25_compares_no_class_path_with_that_of_an_aot_cache() {
    assertThat(ArchiveLog.read(Logs.lines("17-fine")).checksClassPath()).isTrue();
    assertThat(ArchiveLog.read(Logs.lines("25-fine")).checksClassPath()).isTrue();
    assertThat(ArchiveLog.read(Logs.lines("25a-fine")).checksClassPath()).isFalse();
  }

  @Test
  void what_is_not_known_is_told_as_it_is() {
    ArchiveLog log =
        ArchiveLog.read(
            Stream.of(
                "[error  ][aot] An error has occurred while processing the AOT cache.",
                "[warning][aot       ] The moon is in the wrong phase."));

    Mismatch cause = Objects.requireNonNull(log.cause());

    assertThat(cause.kind()).isEqualTo(Mismatch.Kind.OTHER);
    assertThat(cause.words()).isEqualTo("is refused by the JVM: The moon is in the wrong phase.");
  }

  private static Mismatch cause(String log) {
    return Objects.requireNonNull(ArchiveLog.read(Logs.lines(log)).cause(), log);
  }
}
