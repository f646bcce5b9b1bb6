package io.lazyloader.agent.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveContentsTest {
  @ParameterizedTest
  @ValueSource(strings = {"17-contents", "25-contents"})
  void classes_of_all_loaders_are_listed(String printed) {
    assertThat(ArchiveContents.read(Logs.lines(printed)).names())
        .contains("java.util.Dictionary", "app.Main", "lib.Helper$Inner", "plug.Plug")
        .doesNotContain("sig.Signed");
  }
}
