package io.lazyloader.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The service as the build linked it does what the service does as it is, and from an archive. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class BookshopIT {
  private static final Path OPTIMISED = Path.of("target/optimised").toAbsolutePath();
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final String JAVA = JAVA_HOME.resolve("bin/java").toString();

  /** What a process ends with that SIGTERM ended. */
  private static final int TERMINATED = 143;

  @TempDir private static Path directory;

  private static List<String> expected = List.of();

  @BeforeAll
  static void visit_the_original() throws Exception {
    expected = visit(List.of(JAVA, "-jar", "target/spring.jar"), Map.of());
    assertThat(expected.get(1)).startsWith("GET /books 200 application/json [{\"author\":");
  }

  @Test
  void answers_as_the_original_does() throws Exception {
    assertThat(visit(List.of(launcher(OPTIMISED)), Map.of())).isEqualTo(expected);
    assertThat(printed()).doesNotContain("archive");
  }

  @Test
  void nine_of_ten_classes_come_from_the_archive() throws Exception {
    int port = RunningService.freePort();
    List<String> doctor = new ArrayList<>();
    doctor.addAll(
        List.of(JAVA, "-jar", Path.of(System.getProperty("agent.jar")).toRealPath().toString()));
    doctor.addAll(List.of("doctor", "--json", "--expect-archive", "--ready", "port:" + port, "--"));
    // Without what keeps the JVM's log off standard output: doctor reads that log.
    Files.readAllLines(OPTIMISED.resolve("app.argfile")).stream()
        .filter(line -> !line.startsWith("#") && !line.startsWith("-Xlog"))
        .forEach(doctor::add);
    doctor.add("--server.port=" + port);
    String diagnosis = run(OPTIMISED, doctor);

    double all = number(diagnosis, "all");
    assertThat(number(diagnosis, "application_archive") / all).as(diagnosis).isGreaterThan(0.9);
  }

  @Test
  void runs_where_it_was_moved_to() throws Exception {
    Path moved = directory.resolve("a place with spaces");
    run(directory, List.of("cp", "-a", OPTIMISED.toString(), moved.toString()));

    assertThat(visit(List.of(launcher(moved)), Map.of())).isEqualTo(expected);
    // JDK-8279366: archives of older ones stay where they are.
    if (Runtime.version().feature() >= 19) {
      assertThat(printed()).doesNotContain("archive");
    } else {
      assertThat(printed()).contains("spring: was moved from ");
    }
  }

  @Test
  void runs_on_another_jdk_without_its_archive() throws Exception {
    Path other = otherJdk();
    assumeThat(other).as("a JDK of another release beside this one").isNotEqualTo(JAVA_HOME);

    assertThat(visit(List.of(launcher(OPTIMISED)), Map.of("JAVA_HOME", other.toString())))
        .isEqualTo(expected);
    assertThat(printed()).contains("spring: linked for JDK ");
  }

  @Test
  void a_container_is_made_by_the_steps_of_the_containerfile() throws Exception {
    Containerfile file = Containerfile.read(Path.of("Containerfile"));

    List<String> entryPoint =
        file.build(Path.of("../..").toRealPath(), directory.resolve("container"), JAVA_HOME);

    assertThat(visit(entryPoint, Map.of())).isEqualTo(expected);
    assertThat(printed()).doesNotContain("archive");
  }

  private static String launcher(Path optimised) {
    return optimised.resolve("bin/spring").toString();
  }

  private static List<String> visit(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    try (RunningService service =
        RunningService.start(command, environment, directory.resolve("service.log"))) {
      List<String> answers = service.visit();
      assertThat(service.stop()).as(service.printed()).isEqualTo(TERMINATED);
      assertThat(service.printed()).contains("HikariPool-1 - Shutdown completed.");
      return answers;
    }
  }

  /** What the service that was visited last had printed before Spring did. */
  private static String printed() throws IOException {
    String log = Files.readString(directory.resolve("service.log"));
    return log.substring(0, log.indexOf(":: Spring Boot ::"));
  }

  private static Path otherJdk() throws IOException {
    try (Stream<Path> homes = Files.list(JAVA_HOME.getParent())) {
      return homes
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .filter(home -> version(home) >= 17 && version(home) != version(JAVA_HOME))
          .findFirst()
          .orElse(JAVA_HOME);
    }
  }

  private static int version(Path home) {
    try {
      Matcher version =
          Pattern.compile("JAVA_VERSION=\"(\\d+)")
              .matcher(Files.readString(home.resolve("release")));
      return version.find() ? Integer.parseInt(version.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static double number(String json, String key) {
    Matcher number = Pattern.compile('"' + key + "\" : (\\d+)").matcher(json);
    assertThat(number.find()).as(json).isTrue();
    return Double.parseDouble(number.group(1));
  }

  private static String run(Path place, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(place.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
