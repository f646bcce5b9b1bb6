package io.lazyloader.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.record.StartupFigures.Facts;
import org.junit.jupiter.api.Test;

class FactsTest {
  @Test
  void a_program_is_named_without_the_directory_that_it_lies_in() {
    assertThat(Facts.withoutDirectory("/srv/shop/shop.jar", '/')).isEqualTo("shop.jar");
    assertThat(Facts.withoutDirectory("C:\\shop\\shop.jar", '\\')).isEqualTo("shop.jar");
    assertThat(Facts.withoutDirectory("C:/shop/shop.jar", '\\')).isEqualTo("shop.jar");
    assertThat(Facts.withoutDirectory("com.acme.Shop", '/')).isEqualTo("com.acme.Shop");
  }

  @Test
  void a_jar_may_have_spaces_in_its_name() {
    assertThat(Facts.main("my shop.jar --port 1", "my shop.jar")).isEqualTo("my shop.jar");
    assertThat(Facts.main("com.acme.Shop --port 1", "shop.jar")).isEqualTo("com.acme.Shop");
  }

  @Test
  void the_jvm_and_what_it_runs_on_are_told() {
    assertThat(Facts.read().java())
        .startsWith(
            System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"))
        .contains(", " + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", ")
        .endsWith(" processors");
  }
}
