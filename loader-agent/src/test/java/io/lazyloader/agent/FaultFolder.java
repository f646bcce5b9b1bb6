package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The sources of one fault, compiled as they are into a working directory, and the runs of what
 * they make: eager ones and lazy ones, in JVMs of their own.
 */
final class FaultFolder {
  /** What differs between any two runs: the time of the day, and how long something took. */
  private static final Pattern TIMES =
      Pattern.compile("\\d\\d:\\d\\d:\\d\\d[.,]\\d+|(?<=took ms )\\d+");

  final Path directory;
  private final Path sources;
  private final Map<String, Path> units = new LinkedHashMap<>();
  private final List<Path> libraries = new ArrayList<>();
  private final Program program;

  FaultFolder(Path sources, Path directory) throws IOException {
    this.sources = sources;
    this.directory = directory;
    this.program = Program.of(directory);
  }

  FaultFolder with(List<Path> jars) {
    libraries.addAll(jars);
    return this;
  }

  /**
   * Compiles all sources below some folders, each into a directory of its own, against those before
   * it; {@code .} stands for the whole. Programs then run on all of them, unless told otherwise.
   */
  FaultFolder compile(String... names) throws IOException {
    for (String name : names) {
      Path target = Files.createDirectories(directory.resolve("compiled-" + name));
      List<Path> classPath = new ArrayList<>(units.values());
      classPath.addAll(libraries);
      classPath.add(Program.AGENT);
      compile(sources.resolve(name), target, classPath);
      units.put(name, target);
    }
    return on(names);
  }

  static void compile(Path from, Path target, List<Path> classPath) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager =
            compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        Stream<Path> below = Files.walk(from)) {
      List<Path> files = below.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> options =
          List.of(
              "-d",
              target.toString(),
              "-cp",
              Program.join(classPath),
              "-proc:none",
              "-g",
              "-nowarn");
      assertThat(
              compiler
                  .getTask(
                      messages,
                      manager,
                      null,
                      options,
                      null,
                      manager.getJavaFileObjectsFromPaths(files))
                  .call())
          .as(messages.toString())
          .isTrue();
    }
  }

  /** Replaces the class path; the libraries stay on it. */
  FaultFolder on(String... names) {
    List<Path> classPath = new ArrayList<>();
    Arrays.stream(names).map(this::unit).forEach(classPath::add);
    return onEntries(classPath);
  }

  FaultFolder onEntries(List<Path> entries) {
    List<Path> classPath = new ArrayList<>(entries);
    classPath.addAll(libraries);
    program.onlyOn(classPath.toArray(Path[]::new));
    return this;
  }

  /** Attaches another agent, whose class is in one of the units. */
  FaultFolder agent(String unit, String className) throws IOException {
    Path jar =
        program.jar(
            className + ".jar",
            unit(unit),
            Map.of(
                "Premain-Class",
                className,
                "Can-Redefine-Classes",
                "true",
                "Can-Retransform-Classes",
                "true"));
    program.jvm("-javaagent:" + jar);
    return this;
  }

  Path jar(String name, Path content) throws IOException {
    return program.jar(name, content, Map.of());
  }

  /** The directory of a unit's classes. */
  Path unit(String name) {
    Path unit = units.get(name);
    if (unit == null) {
      throw new IllegalArgumentException(name + " is none of " + units.keySet());
    }
    return unit;
  }

  String path(String unit) {
    return unit(unit).toString();
  }

  Run eager(String main, String... arguments) {
    return program.eager(main, arguments);
  }

  Run lazy(String options, String main, String... arguments) {
    return program.lazy(options, main, arguments);
  }

  /** Runs a command of the agent's jar. */
  Run command(List<String> jvmArguments, String... arguments) {
    List<String> all = new ArrayList<>(List.of(Program.AGENT.toString()));
    all.addAll(Arrays.asList(arguments));
    return program.run(jvmArguments, "-jar", all.toArray(String[]::new));
  }

  /** Runs a program twice: it must print the same and end alike with the agent and without. */
  void isSame(String options, String main, String... arguments) {
    Run eager = eager(main, arguments);
    Run lazy = lazy(options, main, arguments);
    assertThat(timeless(lazy.out())).as(main + ": " + lazy.err()).isEqualTo(timeless(eager.out()));
    assertThat(lazy.exitCode()).as(main + ": " + lazy.err()).isEqualTo(eager.exitCode());
  }

  /** The same for programs whose threads may print in any order. */
  void isSameInAnyOrder(String options, String main, String... arguments) {
    assertThat(timeless(lazy(options, main, arguments).out()).lines())
        .containsExactlyInAnyOrderElementsOf(
            timeless(eager(main, arguments).out()).lines().toList());
  }

  private static String timeless(String text) {
    return TIMES.matcher(text).replaceAll("...");
  }
}
