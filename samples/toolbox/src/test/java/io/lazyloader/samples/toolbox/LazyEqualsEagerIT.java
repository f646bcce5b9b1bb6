package io.lazyloader.samples.toolbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the packaged program with and without the agent, each in a JVM of its own: whoever looks
 * from outside must not see a difference.
 */
@Execution(ExecutionMode.CONCURRENT)
class LazyEqualsEagerIT {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path TOOLBOX = jar("toolbox.jar");
  private static final Path AGENT = jar("agent.jar");
  private static final int TIMEOUT_SECONDS = 120;

  @TempDir Path folder;

  @BeforeEach
  void place_the_example_files() throws IOException {
    Path examples = Files.createDirectory(folder.resolve("examples"));
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      for (Path file : files.toList()) {
        Files.copy(file, examples.resolve(file.getFileName()));
      }
    }
  }

  /** What the tool prints when it is run eagerly, in one JVM with all others, is held elsewhere. */
  @ParameterizedTest
  @MethodSource("io.lazyloader.samples.toolbox.Example#all")
  void a_lazy_run_of_a_tool_prints_the_output_of_its_example(Example example) throws Exception {
    Outcome lazy = lazy(example.command());

    assertThat(Example.withoutBlankEdges(lazy.stdout())).isEqualTo(example.output());
    assertThat(lazy.stderr()).isEmpty();
    assertThat(lazy.exitCode()).isZero();
  }

  /** An eager run takes seconds, so it is a sample; {@code -Dtoolbox.eager=all} compares all. */
  @Tag("heavy")
  @ParameterizedTest
  @MethodSource("compared")
  void a_lazy_run_of_a_tool_equals_the_eager_run(Example example) throws Exception {
    Outcome eager = compare(example.command());

    assertThat(eager.stdout()).isNotEmpty();
    assertThat(eager.stderr()).isEmpty();
    assertThat(eager.exitCode()).isZero();
  }

  static Stream<Example> compared() {
    boolean all = "all".equals(System.getProperty("toolbox.eager"));
    List<Example> examples = Example.all().toList();
    return IntStream.range(0, examples.size())
        .filter(index -> all || index % 10 == 0)
        .mapToObj(examples::get);
  }

  @Test
  void a_lazy_run_of_help_equals_the_eager_run() throws Exception {
    Outcome eager = compare(List.of("help"));

    assertThat(eager.stdout()).contains("groovy");
  }

  @Test
  void a_lazy_run_that_fails_equals_the_eager_run() throws Exception {
    Outcome eager = compare(List.of("graph"));

    assertThat(eager.stderr()).contains("usage: toolbox graph FROM TO");
    assertThat(eager.exitCode()).isEqualTo(2);
  }

  /** Fails unless both ways have the same outcome, which it returns. */
  private Outcome compare(List<String> command) throws Exception {
    Outcome eager = run(List.of(), command);
    assertThat(lazy(command)).isEqualTo(eager);
    return eager;
  }

  private Outcome lazy(List<String> command) throws Exception {
    return run(List.of("-javaagent:" + AGENT + "=quiet"), command);
  }

  private Outcome run(List<String> agent, List<String> arguments) throws Exception {
    // The fast compiler and the small collector: many short runs, of which only the output counts.
    List<String> command = new ArrayList<>();
    command.addAll(List.of(JAVA.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(agent);
    command.addAll(List.of("-jar", TOOLBOX.toString()));
    command.addAll(arguments);

    Path stdout = folder.resolve("stdout");
    Path stderr = folder.resolve("stderr");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(TIMEOUT_SECONDS, SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no end after " + TIMEOUT_SECONDS + " s: " + command);
    }
    return new Outcome(Files.readString(stdout), Files.readString(stderr), process.exitValue());
  }

  private static Path jar(String property) {
    Path jar = Path.of(System.getProperty(property, "(the property " + property + " is not set)"));
    assertThat(jar).as(property).isRegularFile();
    return jar.toAbsolutePath().normalize();
  }

  private record Outcome(String stdout, String stderr, int exitCode) {}
}
