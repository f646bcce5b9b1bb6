package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.optimize.HugePages;
import io.lazyloader.agent.weave.LazyPlugin;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import net.bytebuddy.build.BuildLogger;
import net.bytebuddy.build.Plugin;

/**
 * A user's program: Java source that is compiled into a directory and run in a JVM of its own, with
 * the shaded agent jar attached or not.
 */
final class Program {
  static final Path AGENT = Path.of(System.getProperty("agent.jar", "target/loader-agent.jar"));
  private static final long TIMEOUT_SECONDS = 120;

  final Path directory;
  private final Path classes;
  private final List<Path> classPath = new ArrayList<>();
  private final List<String> jvmArguments = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  private Program(Path directory) throws IOException {
    this.directory = directory;
    this.classes = Files.createDirectories(directory.resolve("classes"));
    this.classPath.add(classes);
  }

  /** Compiles sources, each beginning with its path as {@code // path/Name.java}. */
  static Program of(Path directory, String... sources) throws IOException {
    Program program = new Program(directory);
    if (sources.length > 0) {
      program.compile(program.classes, List.of(), sources);
    }
    return program;
  }

  /** Compiles sources into another directory, against this program's classes. */
  Path compile(String into, String... sources) throws IOException {
    Path target = Files.createDirectories(directory.resolve(into));
    compile(target, List.of(), sources);
    return target;
  }

  void compile(Path into, List<String> options, String... sources) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String source : sources) {
      String header = source.strip().lines().findFirst().orElseThrow();
      assertThat(header).startsWith("// ");
      Path file = directory.resolve("src-" + into.getFileName()).resolve(header.substring(3));
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(files);
      List<String> all =
          new ArrayList<>(
              List.of(
                  "-d", into.toString(), "-cp", join(List.of(classes, AGENT)), "-proc:none", "-g"));
      all.addAll(options);
      boolean compiled = compiler.getTask(messages, manager, null, all, null, units).call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
  }

  Program on(Path... entries) {
    classPath.addAll(Arrays.asList(entries));
    return this;
  }

  /** Replaces the class path. */
  Program onlyOn(Path... entries) {
    classPath.clear();
    return on(entries);
  }

  Program jvm(String... arguments) {
    jvmArguments.addAll(Arrays.asList(arguments));
    return this;
  }

  Program environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Packs a directory into a jar. */
  Path jar(String name, Path content, Map<String, String> manifest) throws IOException {
    Path jar = directory.resolve(name);
    Manifest written = new Manifest();
    written.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach((key, value) -> written.getMainAttributes().putValue(key, value));
    try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar), written);
        Stream<Path> files = Files.walk(content)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String entry = content.relativize(file).toString().replace('\\', '/');
        output.putNextEntry(new JarEntry(entry));
        Files.copy(file, output);
        output.closeEntry();
      }
    }
    return jar;
  }

  /** Weaves classes at build time; returns where they are then. */
  Path weave(Path from, String into) throws IOException {
    Path target = Files.createDirectory(directory.resolve(into));
    new Plugin.Engine.Default()
        .apply(
            from.toFile(),
            target.toFile(),
            new Plugin.Factory.Simple(new LazyPlugin(from.toFile(), BuildLogger.NoOp.INSTANCE)));
    return target;
  }

  Path classes() {
    return classes;
  }

  /** Writes a text file beside the classes. */
  Path write(String path, String content) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  Run eager(String mainClass, String... arguments) {
    return run(List.of(), mainClass, arguments);
  }

  Run lazy(String options, String mainClass, String... arguments) {
    String agent = "-javaagent:" + AGENT + (options.isEmpty() ? "" : "=" + options);
    return run(List.of(agent), mainClass, arguments);
  }

  /** Runs {@code app.Main} and keeps its standard output as it is, byte for byte. */
  void rawOutput(Path file, List<String> moreJvmArguments) throws IOException {
    List<String> command = javaCommand(moreJvmArguments);
    command.addAll(List.of("-cp", join(classPath), "app.Main"));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(file.toFile())
            .redirectError(directory.resolve("err.txt").toFile())
            .start();
    assertThat(process.onExit().orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join().exitValue())
        .isZero();
  }

  /** Starts a program and leaves it to the caller; its standard error stream goes to a file. */
  Process start(String options, String mainClass, String... arguments) throws IOException {
    List<String> command = javaCommand(List.of());
    command.addAll(List.of("-javaagent:" + AGENT + "=" + options, "-cp", join(classPath)));
    command.add(mainClass);
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectError(directory.resolve("err.txt").toFile())
        .start();
  }

  Run run(List<String> moreJvmArguments, String mainClass, String... arguments) {
    List<String> command = javaCommand(moreJvmArguments);
    if (!classPath.isEmpty()) {
      command.addAll(List.of("-cp", join(classPath)));
    }
    command.addAll(List.of(mainClass.split(" ")));
    command.addAll(Arrays.asList(arguments));
    try {
      Path out = Files.createTempFile(directory, "out", ".txt");
      Path err = Files.createTempFile(directory, "err", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      Run run = new Run(ended ? process.exitValue() : -1, text(out), text(err));
      assertThat(ended).as("ends in time: %s", run).isTrue();
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads what a program has printed; its lines end in a line feed on every system. */
  static String text(Path file) throws IOException {
    return Files.readString(file).replace("\r\n", "\n");
  }

  /**
   * With the fast compiler, the small collector and few page faults, unless something else is asked
   * for: many short runs, of which only the outcome counts.
   */
  private List<String> javaCommand(List<String> moreJvmArguments) {
    List<String> arguments = new ArrayList<>(jvmArguments);
    arguments.addAll(moreJvmArguments);
    List<String> command = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1"));
    if (arguments.stream().noneMatch(argument -> argument.startsWith("-XX:+Use"))) {
      command.add("-XX:+UseSerialGC");
      if (HugePages.areOffered()) {
        command.add(HugePages.OPTION);
      }
    }
    command.addAll(arguments);
    return command;
  }

  /**
   * Whether SIGINT does nothing to processes that are started from here, as in a background job of
   * a shell: what ignores a signal hands that on (proc(5), {@code SigIgn}).
   */
  static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    for (String line : Files.exists(status) ? Files.readAllLines(status) : List.<String>of()) {
      if (line.startsWith("SigIgn:")) {
        return (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1 << (2 - 1)) != 0;
      }
    }
    return false;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static String join(List<Path> entries) {
    return String.join(
        System.getProperty("path.separator"), entries.stream().map(Path::toString).toList());
  }

  /** How a run ended and what it printed. */
  record Run(int exitCode, String out, String err) {
    /** The lines that Lazyloader wrote on the standard error stream. */
    List<String> ours() {
      return err.lines().filter(line -> line.startsWith("loader: ")).toList();
    }
  }
}
