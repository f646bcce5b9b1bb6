package io.lazyloader.agent.about;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AboutTest {
  @Test
  void a_report_is_told_version_jvm_and_operating_system() {
    assertThat(About.pleaseReport())
        .startsWith("please report this (Lazyloader " + About.version() + ", ")
        .contains(System.getProperty("java.vm.version"), System.getProperty("os.name"))
        .endsWith(" " + System.getProperty("os.version") + ")");
  }

  @Test
  void classes_that_are_in_no_jar_have_no_version() {
    assertThat(About.version()).isEqualTo("(not from a jar)");
  }

  @Test
  void a_property_that_is_not_there_is_empty() {
    assertThat(About.property("lazyloader.no.such.property")).isEmpty();
  }
}
