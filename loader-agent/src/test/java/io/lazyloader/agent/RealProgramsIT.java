package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Programs that others wrote, with plans written by hand. That they print the same is tested; how
 * long they take is printed, medians of a few interleaved runs, and judged by nobody here.
 */
@Tag("heavy")
class RealProgramsIT {
  private static final Path PROGRAMS = Path.of(System.getProperty("programs", "target/programs"));
  private static final Path INPUTS = Path.of("src/test/resources/programs").toAbsolutePath();
  private static final int ROUNDS = Integer.getInteger("programs.rounds", 3);

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "tika, tika-app.jar, org.apache.tika.cli.TikaCLI, --text INPUTS/input.xml",
    "groovy, groovy.jar, groovy.ui.GroovyMain, -e println(1+1)"
  })
  void prints_the_same_with_and_without_the_agent(
      String name, String jar, String mainClass, String arguments) throws IOException {
    Program program = Program.of(directory).onlyOn(PROGRAMS.resolve(jar));
    String options = "quiet,plan=" + INPUTS.resolve(name + ".lazyplan");
    String[] split = arguments.replace("INPUTS", INPUTS.toString()).split(" ", -1);

    List<Double> eagerMillis = new ArrayList<>();
    List<Double> lazyMillis = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      Run eager = program.eager(mainClass, split);
      long between = System.nanoTime();
      Run lazy = program.lazy(options, mainClass, split);
      lazyMillis.add((System.nanoTime() - between) / 1e6);
      eagerMillis.add((between - began) / 1e6);

      assertThat(eager.exitCode()).isZero();
      assertThat(lazy).isEqualTo(eager);
    }
    Run report = program.lazy(options.replace("quiet,", ""), mainClass, split);
    String deferred =
        report.ours().stream().filter(line -> line.contains("deferred")).findFirst().orElse("");
    assertThat(deferred).containsPattern("deferred +[1-9]\\d* fields");
    System.out.printf(
        "%s: eager %.0f ms, lazy %.0f ms; %s%n",
        name,
        median(eagerMillis),
        median(lazyMillis),
        deferred.substring("loader:".length()).strip());
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
