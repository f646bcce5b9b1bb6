package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Has the optimiser link programs in a directory, and runs what comes out. */
final class Optimizing {
  private static final String ARCHIVED = "source: shared objects file";

  private final Path directory;
  private final Program tool;

  Optimizing(Path directory) throws IOException {
    this.directory = directory;
    this.tool = Program.of(directory).onlyOn();
  }

  /** Runs the command; nothing is timed. */
  Run optimize(List<String> options, String... javaArguments) {
    return tool.run(
        List.of(),
        "-jar " + Program.AGENT.toAbsolutePath(),
        words(options, javaArguments).toArray(String[]::new));
  }

  /** Starts the command in a JVM with options, and leaves it to the caller. */
  Process start(List<String> jvm, List<String> options, String... javaArguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(Program.java()));
    command.addAll(jvm);
    command.addAll(List.of("-jar", Program.AGENT.toAbsolutePath().toString()));
    command.addAll(words(options, javaArguments));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("optimize.log").toFile())
        .start();
  }

  private static List<String> words(List<String> options, String... javaArguments) {
    List<String> words = new ArrayList<>(List.of("optimize", "-n", "0"));
    words.addAll(options);
    words.add("--");
    words.addAll(List.of(javaArguments));
    return words;
  }

  /** Runs a program in a JVM of this JDK. */
  Run java(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Program.java()));
    command.addAll(List.of(arguments));
    return run(directory, Map.of(), command);
  }

  Run run(Path from, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", ".txt");
    Path err = Files.createTempFile("err", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(from.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().remove("JAVA_HOME");
      builder.environment().remove("JAVA_OPTS");
      builder.environment().putAll(environment);
      int exitCode = builder.start().waitFor();
      // A character for each byte.
      return new Run(
          exitCode,
          Files.readString(out, StandardCharsets.ISO_8859_1),
          Files.readString(err, StandardCharsets.ISO_8859_1));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** The names of the classes that a result loads, each with whether they are from its archive. */
  Map<String, Boolean> loaded(Path launcher, String... arguments)
      throws IOException, InterruptedException {
    Path log = directory.resolve("loaded.txt");
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    String option = "-Xlog:class+load:file=" + log + ":none";
    Run run = run(directory, Map.of("JAVA_OPTS", option), command);
    assertThat(run.exitCode()).as(run.toString()).isZero();
    Map<String, Boolean> loaded = new TreeMap<>();
    for (String line : Files.readAllLines(log)) {
      loaded.put(line.substring(0, line.indexOf(' ')), line.contains(ARCHIVED));
    }
    return loaded;
  }

  /** The file names in a directory of a result. */
  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** What is left of what was made meanwhile. */
  List<String> leftovers() throws IOException {
    return names(directory).stream().filter(name -> name.startsWith(".lazyloader")).toList();
  }

  /** Makes a key, with which {@link #sign} signs. */
  void makeKey() throws IOException, InterruptedException {
    run("keytool", List.of("-genkeypair", "-alias", "a", "-dname", "CN=Signer", "-keyalg", "EC"));
  }

  void sign(Path jar) throws IOException, InterruptedException {
    run("jarsigner", List.of(jar.toString(), "a"));
  }

  private void run(String name, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(Program.java()).resolveSibling(name).toString());
    command.addAll(
        List.of("-keystore", directory.resolve("keys").toString(), "-storepass", "changeit"));
    command.addAll(arguments);
    Run run = run(directory, Map.of(), command);
    assertThat(run.exitCode()).as(run.toString()).isZero();
  }

  static boolean isSigned(Path jar) throws IOException {
    try (JarFile opened = new JarFile(jar.toFile())) {
      return opened.stream().anyMatch(entry -> entry.getName().endsWith(".SF"));
    }
  }

  /** A class {@code old.Old} of Java 1.4, with a branch, so that newer files need stack maps. */
  static byte[] oldClass() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V1_4, Opcodes.ACC_PUBLIC, "old/Old", null, "java/lang/Object", null);
    MethodVisitor pick =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "pick", "(I)Ljava/lang/String;", null, null);
    Label other = new Label();
    pick.visitVarInsn(Opcodes.ILOAD, 0);
    pick.visitJumpInsn(Opcodes.IFEQ, other);
    pick.visitLdcInsn("some");
    pick.visitInsn(Opcodes.ARETURN);
    pick.visitLabel(other);
    pick.visitLdcInsn("none");
    pick.visitInsn(Opcodes.ARETURN);
    pick.visitMaxs(0, 0);
    pick.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
