package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * What {@code ./lazyloader} answers before anything is built is what the command line answers. With
 * {@code -Ddocs.write=true} it is written anew.
 */
class UsageFilesTest {
  private static final Path DIRECTORY = Path.of("../docs/usage");
  private static final String MAIN = "lazyloader";

  @Test
  void each_command_has_its_usage_in_a_file() throws IOException {
    for (String command : topics()) {
      String usage =
          command.equals(MAIN) ? Ran.command("--help").out() : Ran.command(command, "--help").out();
      Path file = DIRECTORY.resolve(command + ".txt");
      if (Boolean.getBoolean("docs.write")) {
        Files.createDirectories(DIRECTORY);
        Files.writeString(file, usage);
      }
      assertThat(file)
          .as("run this test with -Ddocs.write=true to write the files anew")
          .hasContent(usage);
    }
  }

  @Test
  void no_other_file_is_there() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".txt", "")))
          .containsExactlyInAnyOrderElementsOf(topics());
    }
  }

  private static List<String> topics() {
    return Stream.concat(
            Stream.of(MAIN), new CommandLine(new Main()).getSubcommands().keySet().stream())
        .toList();
  }
}
