package io.lazyloader.samples.toolbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The demo, as {@code ./lazyloader demo} starts it; what is asserted of it is counted, not timed.
 */
@Execution(ExecutionMode.CONCURRENT)
class DemoIT {
  private static final Path AGENT = Path.of(System.getProperty("agent.jar")).toAbsolutePath();

  @Test
  void prints_one_table_in_which_what_is_counted_falls_by_70_percent() throws Exception {
    String output = demo(AGENT);

    assertThat(output)
        .contains("toolbox json: of 27 lazy tools, 1 was used.")
        .contains("eager        lazy    change   optimised    change");
    assertThat(changes(output, "allocated")).hasSize(2).allMatch(change -> change <= -70);
    assertThat(changes(output, "loaded classes")).hasSize(2).allMatch(change -> change <= -70);
    assertThat(changes(output, "metaspace")).hasSize(1).allMatch(change -> change <= -70);
  }

  @Tag("heavy")
  @DisabledOnOs(OS.WINDOWS) // links
  @Test
  void what_can_not_be_optimised_has_no_column_and_the_reason_is_told(@TempDir Path root)
      throws Exception {
    Path agent = root.resolve("loader-agent/target/loader-agent.jar");
    Path target = root.resolve("samples/toolbox/target");
    Files.createDirectories(agent.getParent());
    Files.createDirectories(target);
    Files.copy(AGENT, agent);
    for (String name : List.of("toolbox.jar", "lib")) {
      Files.createSymbolicLink(target.resolve(name), Path.of("target", name).toAbsolutePath());
    }
    Files.createFile(target.resolve("optimised"));

    String output = demo(agent);

    assertThat(output)
        .contains("lazyloader: there will be no column for the optimised toolbox: ")
        .contains("optimised is a file; name a directory.")
        .containsPattern("eager        lazy    change\\R");
    assertThat(changes(output, "loaded classes")).hasSize(1).allMatch(change -> change <= -70);
  }

  private static List<Integer> changes(String output, String label) {
    Matcher row = Pattern.compile("(?m)^" + label + " .*$").matcher(output);
    assertThat(row.find()).as(output).isTrue();
    return Pattern.compile("([+-]\\d+) %")
        .matcher(row.group())
        .results()
        .map(change -> Integer.valueOf(change.group(1)))
        .toList();
  }

  private static String demo(Path agent) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                agent.toString(),
                "demo",
                "-n",
                "1")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
