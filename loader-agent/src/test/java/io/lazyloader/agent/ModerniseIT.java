package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lazyloader.agent.Program.Run;
import io.lazyloader.agent.classpath.ProgramClasses;
import io.lazyloader.agent.modernise.Modernised;
import io.lazyloader.agent.modernise.Moderniser;
import io.lazyloader.agent.modernise.VerifierCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jars of others with old classes in them, and what the JVM makes of these. */
class ModerniseIT {
  private static final Path PROGRAMS = Path.of(System.getProperty("programs", "target/programs"));

  private static final Path JARS =
      Path.of(System.getProperty("modernise.jars", "no-jars")).toAbsolutePath();

  @TempDir Path directory;

  /** Internal names of old classes that were modernised, and why others were left. */
  private final List<String> modernised = new ArrayList<>();

  private final Map<String, String> left = new TreeMap<>();

  @Tag("heavy")
  @Test
  void all_old_classes_of_groovy_are_accepted_by_the_type_checking_verifier() throws Exception {
    Path modern = modernise(PROGRAMS.resolve("groovy.jar"));

    assertThat(left).isEmpty();
    assertThat(modernised).hasSizeGreaterThan(300);
    assertThat(VerifierCheck.byThisJvm().rejections(List.of(modern), modernised)).isEmpty();
  }

  /** Of the jars in the directory that {@code -Dmodernise.jars=DIR} names. */
  @Test
  void no_old_class_of_other_jars_is_rejected_that_was_not_before() throws Exception {
    assumeThat(JARS).as("name a directory of jars by -Dmodernise.jars=DIR").isDirectory();
    VerifierCheck check = VerifierCheck.byThisJvm();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(JARS, "*.jar")) {
      for (Path original : jars) {
        modernised.clear();
        left.clear();
        Path modern = modernise(original);

        Map<String, String> rejections = check.rejections(List.of(modern), modernised);
        assertThat(check.rejections(List.of(original), modernised).keySet())
            .containsAll(rejections.keySet());
        System.out.printf(
            "%s: modernised %d, of which rejected %d, left %s%n",
            original.getFileName(), modernised.size(), rejections.size(), left);
      }
    }
  }

  @Tag("heavy")
  @ParameterizedTest(name = "{0}")
  @CsvSource({"groovy.jar, groovy.ui.GroovyMain, -e println(6*7)"})
  void an_archive_of_classes_has_those_that_it_left_out(
      String jar, String mainClass, String arguments) throws Exception {
    Path original = PROGRAMS.resolve(jar);
    Path modern = modernise(original);
    String[] split = arguments.split(" ", -1);

    List<String> before = shared(original, mainClass, split);
    List<String> after = shared(modern, mainClass, split);

    List<String> lost = new ArrayList<>(before);
    lost.removeAll(after);
    // The verifiers load different classes of the JDK.
    assertThat(lost).allMatch(name -> name.startsWith("java."));
    assertThat(after.stream().filter(this::isModernised).count())
        .isGreaterThan(before.stream().filter(this::isModernised).count() + 100);
    System.out.printf(
        "%s: %d classes from the archive, modernised %d%n", jar, before.size(), after.size());
  }

  private boolean isModernised(String className) {
    return modernised.contains(className.replace('.', '/'));
  }

  /** The program's classes that come from an archive that a run of it made, without lambdas. */
  private List<String> shared(Path jar, String mainClass, String... arguments) throws IOException {
    Path archive = Files.createTempFile(directory, "classes", ".jsa");
    Program program = Program.of(directory).onlyOn(jar);
    Files.delete(archive);
    Run dumping = program.run(List.of("-XX:ArchiveClassesAtExit=" + archive), mainClass, arguments);
    assertThat(dumping.exitCode()).as(dumping.err()).isZero();
    Path log = Files.createTempFile(directory, "load", ".txt");
    Run run =
        program.run(
            List.of(
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:class+load=info:file=" + directory.relativize(log) + ":none:filecount=0"),
            mainClass,
            arguments);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("42\n");
    return Files.readAllLines(log).stream()
        .filter(line -> line.endsWith("source: shared objects file (top)"))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .filter(name -> !name.contains("$$Lambda") && !name.contains("/0x"))
        .sorted()
        .toList();
  }

  private Path modernise(Path jar) throws IOException {
    Path modern = Files.createTempFile(directory, "modern", ".jar");
    try (ProgramClasses classes = ProgramClasses.open(jar.toString());
        JarFile input = new JarFile(jar.toFile());
        JarOutputStream output = new JarOutputStream(Files.newOutputStream(modern))) {
      output.setLevel(1);
      Moderniser moderniser = new Moderniser(classes);
      for (JarEntry entry : Collections.list(input.entries())) {
        output.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream content = input.getInputStream(entry)) {
          output.write(modernise(moderniser, entry.getName(), content.readAllBytes()));
        }
        output.closeEntry();
      }
    }
    return modern;
  }

  private byte[] modernise(Moderniser moderniser, String path, byte[] content) {
    if (!path.endsWith(".class") || path.startsWith("META-INF/")) {
      return content;
    }
    String name = path.substring(0, path.length() - ".class".length());
    Modernised result = moderniser.modernise(content);
    byte[] modern = result.classFile();
    String reason = result.reason();
    if (reason != null) {
      left.put(name, reason);
    }
    if (modern == null) {
      return content;
    }
    modernised.add(name);
    return modern;
  }
}
