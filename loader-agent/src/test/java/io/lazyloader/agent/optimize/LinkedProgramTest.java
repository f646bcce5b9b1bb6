package io.lazyloader.agent.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the optimiser left is run from wherever, as its launcher runs it. */
class LinkedProgramTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @Test
  void paths_are_those_of_the_directory() throws IOException {
    List<String> words = words(TargetJdk.current().version());

    Path real = directory.toRealPath();
    assertThat(words)
        .containsExactly(
            "-XX:AOTCache=" + real.resolve("app.aot"),
            "-cp",
            real.resolve("lib/toolbox.jar") + File.pathSeparator + real.resolve("lib/other.jar"),
            "org.acme.Toolbox",
            "json",
            "{}");
  }

  @Test
  void another_jdk_does_without_the_archive() throws IOException {
    assertThat(words("1.2.3"))
        .noneMatch(word -> word.startsWith("-XX:AOTCache="))
        .contains("-XX:+IgnoreUnrecognizedVMOptions", "org.acme.Toolbox");
  }

  private List<String> words(String jdk) throws IOException {
    Files.writeString(
        directory.resolve(ResultDirectory.REPORT), "{\"made_by\": {\"jdk\": \"" + jdk + "\"}}");
    Files.writeString(
        directory.resolve("app.argfile"),
        """
        # Linked by Lazyloader.
        -Xlog:disable
        -XX:AOTCache=app.aot
        -cp
        %s
        org.acme.Toolbox
        """
            .formatted("lib/toolbox.jar" + File.pathSeparator + "lib/other.jar"));
    return LinkedProgram.read(directory).words(List.of("json", "{}"));
  }
}
