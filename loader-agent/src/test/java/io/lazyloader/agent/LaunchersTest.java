package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The launchers of POSIX systems and of Windows, which only one of them can run. */
class LaunchersTest {
  private static final Path POSIX = Path.of("../lazyloader");
  private static final Path WINDOWS = Path.of("../lazyloader.cmd");

  @Test
  void both_say_the_same() throws IOException {
    List<String> said = messages(POSIX);

    assertThat(said).hasSize(4);
    assertThat(messages(WINDOWS)).containsExactlyInAnyOrderElementsOf(said);
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
