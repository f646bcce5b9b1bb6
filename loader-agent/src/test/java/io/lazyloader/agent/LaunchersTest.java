package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launchers of POSIX systems and of Windows, which only one of them can run. */
class LaunchersTest {
  private static final Path POSIX = Path.of("../lazyloader");
  private static final Path WINDOWS = Path.of("../lazyloader.cmd");

  @TempDir Path directory;

  @Test
  void both_say_the_same() throws IOException {
    List<String> said = messages(POSIX);

    assertThat(said).hasSize(5);
    assertThat(messages(WINDOWS)).containsExactlyInAnyOrderElementsOf(said);
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @ParameterizedTest
  @CsvSource({
    "--help, lazyloader",
    "-h, lazyloader",
    "help, lazyloader",
    "help run, run",
    "verify-jar --help, verify-jar"
  })
  void help_needs_nothing_that_is_built(String arguments, String topic) throws Exception {
    Path home = freshCopy();

    assertThat(run(home, arguments.split(" ")))
        .isEqualTo(Files.readString(Path.of("../docs/usage", topic + ".txt")));
    assertThat(home.resolve("loader-agent/target")).doesNotExist();
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void who_names_no_command_is_shown_those_that_there_are() throws Exception {
    assertThat(run(freshCopy()))
        .isEqualTo(
            Files.readString(Path.of("../docs/usage/lazyloader.txt"))
                + "lazyloader: a command is missing.\n");
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void anything_else_needs_a_jdk_and_says_so() throws Exception {
    assertThat(run(freshCopy(), "run", "--", "--help"))
        .matches("lazyloader: there is no .*java.*JDK 17 or later.*\n");
  }

  /** As it comes from a repository: with nothing built. */
  private Path freshCopy() throws IOException {
    Path home = Files.createDirectories(directory.resolve("fresh copy"));
    Files.copy(POSIX, home.resolve("lazyloader"), StandardCopyOption.COPY_ATTRIBUTES);
    Path usage = Files.createDirectories(home.resolve("docs/usage"));
    try (Stream<Path> files = Files.list(Path.of("../docs/usage"))) {
      for (Path file : files.toList()) {
        Files.copy(file, usage.resolve(file.getFileName()));
      }
    }
    return home;
  }

  /** With a JDK that is not there; returns all that is printed. */
  private static String run(Path home, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(home.resolve("lazyloader").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", home.resolve("no-jdk").toString());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    boolean isHelp = printed.startsWith("Usage: ") && arguments.length > 0;
    assertThat(process.exitValue()).isEqualTo(isHelp ? 0 : 2);
    return printed;
  }

  @Test
  void both_build_by_the_same_command() throws IOException {
    assertThat(build(WINDOWS)).isEqualTo(build(POSIX));
  }

  @Test
  void no_variable_of_theirs_is_taken_for_an_option_of_the_agent() throws IOException {
    assertThat(Files.readString(WINDOWS)).doesNotContainIgnoringCase("set \"lazyloader_");
  }

  /** What is printed, with a placeholder for each variable. */
  private static List<String> messages(Path launcher) throws IOException {
    return Files.readAllLines(launcher).stream()
        .map(String::strip)
        .filter(line -> line.startsWith("echo ") && line.contains("lazyloader: "))
        .map(line -> withoutVariables(line.substring(5)).replaceAll(" ?>&2$|\"", ""))
        .toList();
  }

  private static String build(Path launcher) throws IOException {
    return Files.readAllLines(launcher).stream()
        .filter(line -> line.contains("mvn -B "))
        .map(line -> withoutVariables(line.substring(line.indexOf("mvn "))))
        .map(line -> line.replace("X/pom.xml", "Xpom.xml").replace("\"", ""))
        .findFirst()
        .orElseThrow();
  }

  private static String withoutVariables(String line) {
    return line.replaceAll("\\$\\w+|%~\\d|%\\w+%", "X");
  }
}
