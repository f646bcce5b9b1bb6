package io.lazyloader.agent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

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

  @BeforeEach
  void make_files() throws IOException {
    toolbox = Files.writeString(directory.resolve("toolbox.jar"), "tools");
    agent = Files.writeString(directory.resolve("loader-agent.jar"), "agent");
    Files.createDirectory(directory.resolve("optimised"));
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

  private OptimisedToolbox optimised(String tool) {
    return new OptimisedToolbox(toolbox, agent, List.of(tool, "{}"));
  }
}
