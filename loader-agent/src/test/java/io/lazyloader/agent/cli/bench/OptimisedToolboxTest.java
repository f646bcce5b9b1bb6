package io.lazyloader.agent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.bench.JavaArguments;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of the optimised toolbox, and for how long. */
class OptimisedToolboxTest {
  @TempDir private Path directory;

  private Path toolbox;
  private Path agent;
  private Path result;

  @BeforeEach
  void make_files() throws IOException {
    toolbox = Files.writeString(directory.resolve("toolbox.jar"), "tools");
    agent = Files.writeString(directory.resolve("loader-agent.jar"), "agent");
    result = Files.createDirectory(directory.resolve("optimised"));
  }

  @Test
  void is_made_for_one_toolbox_one_agent_and_one_tool() throws Exception {
    OptimisedToolbox json = optimised("json");
    assertThat(json.isMade()).isFalse();

    json.keep();

    assertThat(json.isMade()).isTrue();
    assertThat(optimised("yaml").isMade()).isFalse();
    Files.writeString(toolbox, "other tools");
    assertThat(json.isMade()).isFalse();
    json.keep();
    Files.writeString(agent, "other agent");
    assertThat(json.isMade()).isFalse();
  }

  @Test
  void runs_from_anywhere() throws Exception {
    String classPath = "lib/toolbox.jar" + File.pathSeparator + "lib/other.jar";
    Files.writeString(
        result.resolve("app.argfile"),
        """
        # Linked by Lazyloader.
        -Xlog:disable
        -XX:AOTCache=app.aot
        -cp
        %s
        org.acme.Toolbox
        """
            .formatted(classPath));

    JavaArguments arguments = optimised("json").arguments();

    Path real = result.toRealPath();
    assertThat(arguments.options())
        .containsExactly(
            "-Xlog:disable",
            "-XX:AOTCache=" + real.resolve("app.aot"),
            "-cp",
            real.resolve("lib/toolbox.jar") + File.pathSeparator + real.resolve("lib/other.jar"));
    assertThat(arguments.program()).containsExactly("org.acme.Toolbox");
    assertThat(arguments.arguments()).containsExactly("json", "{}");
  }

  private OptimisedToolbox optimised(String tool) {
    return new OptimisedToolbox(toolbox, agent, List.of(tool, "{}"));
  }
}
