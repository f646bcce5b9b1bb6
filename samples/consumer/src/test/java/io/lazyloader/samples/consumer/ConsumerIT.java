package io.lazyloader.samples.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is installed is all that a project needs which knows Lazyloader by its coordinates. */
class ConsumerIT {
  /** The projects' own, in which nothing is at first. */
  @TempDir private static Path repository;

  @TempDir private Path directory;

  @Test
  void a_test_runs_under_the_agent_that_its_coordinates_name() throws Exception {
    OutsideProject project = OutsideProject.copy("agent", directory, repository);

    String log = project.build();

    assertThat(log).contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
    assertThat(directory.resolve("target/loader-agent.jar")).isRegularFile();
  }

  @Test
  void a_project_is_woven_by_byte_buddy_s_plugin_and_is_lazy_without_an_agent() throws Exception {
    OutsideProject project = OutsideProject.copy("woven", directory, repository);

    String log = project.build();

    assertThat(log)
        .contains("shop.Shop defers CATALOGUE, CUSTOMERS")
        .contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
    assertThat(text(directory.resolve("target/classes/shop/Shop.class"))).contains("$lazy$");
  }

  @Test
  void without_the_agent_the_test_says_that_it_is_missing() throws Exception {
    OutsideProject project = OutsideProject.copy("agent", directory, repository);
    project.replace("-javaagent:${project.build.directory}/loader-agent.jar=quiet", "-ea");

    String log = project.failingBuild();

    assertThat(log).contains("Tests run: 1, Failures: 1").contains("-javaagent:");
  }

  @Test
  void the_project_of_the_maven_guide_is_built_and_prints_what_the_guide_says() throws Exception {
    OutsideProject project = OutsideProject.ofGuide("maven.md", directory, repository);

    project.build();

    assertThat(project.java("-cp", "target/classes", "shop.Shop")).isEqualTo(project.shown(0));
    assertThat(
            project.java(
                "-javaagent:target/loader-agent.jar=quiet", "-cp", "target/classes", "shop.Shop"))
        .isEqualTo(project.shown(1));
  }

  private static String text(Path classFile) throws IOException {
    return Files.readString(classFile, StandardCharsets.ISO_8859_1);
  }
}
