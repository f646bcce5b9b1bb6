package io.lazyloader.agent.analysis.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the list of boot classes against what the running JDK logs. A class that is missing from
 * the list does no harm, so what is checked is that none stands there wrongly.
 */
@Tag("slow")
class BootClassesTest {
  private static final Pattern INITIALISED = Pattern.compile("Initializing '([^']+)'");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"auto", "off"})
  void jvm_initialises_every_class_of_the_list_before_main(String sharing) throws IOException {
    Path program = directory.resolve("Empty.java");
    Files.writeString(program, "class Empty { public static void main(String[] args) {} }");
    run("javac", "-d", directory.toString(), program.toString());
    List<String> log =
        run(
            "java",
            "-Xshare:" + sharing,
            "-Xlog:class+init=info",
            "-cp",
            directory.toString(),
            "Empty");

    Set<String> initialised = new TreeSet<>();
    for (String line : log) {
      Matcher matcher = INITIALISED.matcher(line);
      if (matcher.find()) {
        if (matcher.group(1).equals("Empty")) {
          break;
        }
        initialised.add(matcher.group(1));
      }
    }

    int version = Runtime.version().feature();
    Set<String> wrong = new TreeSet<>();
    for (String name : BootClasses.all()) {
      if (BootClasses.contains(name, version) && !initialised.contains(name)) {
        wrong.add(name);
      }
    }
    assertThat(initialised).hasSizeGreaterThan(200);
    assertThat(wrong).isEmpty();
  }

  private static List<String> run(String tool, String... arguments) throws IOException {
    ProcessBuilder process = new ProcessBuilder();
    process.command().add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    process.command().addAll(List.of(arguments));
    Process started = process.redirectErrorStream(true).start();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
      return output.lines().toList();
    }
  }
}
