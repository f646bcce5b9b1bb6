package io.lazyloader.samples.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.samples.suites.ProgramRunner.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that others wrote: with the agent they print, answer and write the same, and end the
 * same way. Two small ones in the normal build, all of them with {@code -Pprograms}. How long they
 * take is noted and judged by nobody here.
 */
class ProgramsIT {
  private static final Path DIRECTORY = Path.of(System.getProperty("programs.directory"));
  private static final int ROUNDS = Integer.getInteger("programs.rounds");

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("programs")
  void a_lazy_run_looks_like_an_eager_run(Program program, Jdk jdk) throws IOException {
    Path directory = Files.createDirectories(DIRECTORY.resolve(program.name()).resolve(jdk.name()));
    ProgramRunner runner = new ProgramRunner(program, jdk.home(), directory);
    List<Run> eager = new ArrayList<>(List.of(runner.eager()));
    keep(eager.get(0), directory.resolve("eager"));
    if (!eager.get(0).exitCode().equals(String.valueOf(program.exitCode()))
        || eager.get(0).texts().containsKey("answers")) {
      Results.notRun(program, jdk, eager.get(0));
      assertThat(jdk.isTheOneInUse()).as("%s runs on %s", program, jdk).isFalse();
      return;
    }
    eager.add(runner.eager());
    List<String> unexplained = new ArrayList<>();
    for (Mode mode : Mode.chosen()) {
      List<Run> lazy = new ArrayList<>();
      List<Run> lessons = new ArrayList<>();
      String options = mode.options(program, directory, System.getProperty("programs.options"));
      for (int left = mode.beginLessons(directory); left > 0; left--) {
        lessons.add(runner.lazy(options));
      }
      for (int round = 0; round < ROUNDS; round++) {
        if (round > 0) {
          eager.add(runner.eager());
        }
        Files.deleteIfExists(mode.metricsFile(directory));
        lazy.add(runner.lazy(options));
      }
      keep(lazy.get(0), directory.resolve(mode.toString()));
      lessons.addAll(lazy);
      ProgramComparison comparison = new ProgramComparison(eager, lessons);
      Files.write(directory.resolve("unsteady-" + mode + ".txt"), comparison.unsteady());
      Files.write(directory.resolve("differences-" + mode + ".txt"), comparison.differences());
      Results.note(
          program, jdk, mode, comparison, eager, lazy, deferred(mode.metricsFile(directory)));
      comparison.differences().stream()
          .filter(difference -> Results.explanation(program, mode, difference).isEmpty())
          .map(difference -> mode + ": " + difference)
          .forEach(unexplained::add);
    }
    assertThat(unexplained).isEmpty();
  }

  @AfterAll
  static void print_the_table() throws IOException {
    System.out.println(Results.table());
  }

  static Stream<Arguments> programs() {
    return Program.chosen().flatMap(program -> Jdk.chosen().map(jdk -> Arguments.of(program, jdk)));
  }

  /** A recorder has none, nor has a program that was ended by force. */
  private static Optional<Deferred> deferred(Path metrics) throws IOException {
    return Files.exists(metrics) && Files.size(metrics) > 0
        ? Optional.of(Deferred.in(metrics))
        : Optional.empty();
  }

  /** What a run said, for whoever looks into a difference. */
  private static void keep(Run run, Path directory) throws IOException {
    Child.freshDirectory(directory);
    for (Map.Entry<String, String> text : run.texts().entrySet()) {
      String name = text.getKey().replaceAll("[^\\w.]+", "_");
      Files.writeString(
          directory.resolve(name.substring(0, Math.min(name.length(), 120))),
          text.getValue(),
          StandardCharsets.ISO_8859_1);
    }
  }
}
