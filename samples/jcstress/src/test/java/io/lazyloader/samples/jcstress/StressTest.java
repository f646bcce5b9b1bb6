package io.lazyloader.samples.jcstress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs the stress tests in JVMs of their own, for a blink in the normal build and in full with
 * {@code -Pjcstress}, and prints what they saw.
 */
@Tag("slow")
class StressTest {
  private final Path directory = Path.of(System.getProperty("jcstress.directory"));

  @Test
  void every_stress_test_sees_nothing_but_what_is_allowed() throws Exception {
    assumeThat(testsThatFit()).as("stress tests for so few processors").isNotEmpty();
    prepare();
    Path log = directory.resolve("log.txt");
    Process process = start(log);
    boolean finished =
        process.waitFor(Long.parseLong(System.getProperty("jcstress.minutes")), TimeUnit.MINUTES);
    if (!finished) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    assertThat(finished).as("finished in time; see %s", log).isTrue();
    assertThat(process.exitValue()).as("exit status; see %s", log).isZero();

    Map<String, Map<String, Long>> samples = new TreeMap<>();
    List<String> failures = new ArrayList<>();
    for (TestResult result : results()) {
      if (result.status() != Status.NORMAL || !result.grading().isPassed) {
        failures.add(result.getName() + ": " + result.status() + ' ' + result.getMessages());
      }
      Map<String, Long> counts = samples.computeIfAbsent(result.getName(), none -> new TreeMap<>());
      for (String state : result.getStateKeys()) {
        counts.merge(state, result.getCount(state), Long::sum);
      }
    }
    samples.forEach((test, counts) -> System.out.println(test + " " + counts));
    assertThat(failures).isEmpty();
    assertThat(samples.keySet()).containsExactlyInAnyOrderElementsOf(testsThatFit());
  }

  private void prepare() throws IOException {
    Files.createDirectories(directory);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(directory)) {
          Files.delete(file);
        }
      }
    }
  }

  private Process start(Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("org.openjdk.jcstress.Main");
    command.addAll(List.of(System.getProperty("jcstress.arguments").split(" ")));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private Iterable<TestResult> results() throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      Path file =
          files.filter(each -> each.toString().endsWith(".bin.gz")).findFirst().orElseThrow();
      InProcessCollector results = new InProcessCollector();
      DiskReadCollector reader = new DiskReadCollector(file.toString(), results);
      reader.dump();
      reader.close();
      return results.getTestResults();
    }
  }

  /** A test with more actors than the machine has processors is passed over. */
  private static List<String> testsThatFit() {
    int processors = Runtime.getRuntime().availableProcessors();
    return TestList.tests().stream()
        .filter(test -> TestList.getInfo(test).threads() <= processors)
        .toList();
  }
}
