package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each sample is in the index, shows before and after, and is tested. */
class SamplesDocsTest {
  private static final Path SAMPLES = Path.of("../samples");

  @ParameterizedTest
  @MethodSource("samples")
  void a_sample_shows_before_and_after_by_a_command_that_can_be_copied(Path sample)
      throws IOException {
    String page = Files.readString(sample.resolve("README.md"));

    assertThat(page).containsPattern("(?m)^## Before and after").contains("mvn ");
    assertThat(page.substring(page.indexOf("## Before and after"))).containsPattern("[0-9]");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_sample_is_in_the_index_and_has_a_test_that_its_page_names(Path sample) throws IOException {
    String page = Files.readString(sample.resolve("README.md"));
    List<String> tests;
    try (Stream<Path> files = Files.walk(sample.resolve("src/test/java"))) {
      tests =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith("Test.java") || name.endsWith("IT.java"))
              .map(name -> name.replace(".java", ""))
              .toList();
    }

    assertThat(tests).isNotEmpty();
    assertThat(tests).as("tests of which the page names one").anyMatch(page::contains);
    assertThat(Files.readString(SAMPLES.resolve("README.md")))
        .contains("(" + sample.getFileName() + "/README.md)");
  }

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.filter(file -> Files.exists(file.resolve("pom.xml"))).sorted().toList();
    }
  }
}
