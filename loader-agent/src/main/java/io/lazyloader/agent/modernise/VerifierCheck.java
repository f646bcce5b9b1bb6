package io.lazyloader.agent.modernise;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Asks a JVM which classes its verifier accepts by their stack maps.
 *
 * <p>Of a class of version 50 whose stack maps don't fit, HotSpot asks its old verifier instead,
 * and says so only in its log (JVMS 17 §4.10 allows that; the option that turned it off is gone in
 * 17). Its archives leave such a class out. So here a class is accepted that was linked, and of
 * which the log says nothing.
 *
 * <p>A class of an older version counts as accepted if the old verifier takes it: so the check
 * tells of originals, too, whether they could be used.
 */
public final class VerifierCheck {
  /** What precedes a class's name in the log, tags class and init, in JDK 17 to 25. */
  private static final String FAIL_OVER = "Fail over class verification to old verifier for: ";

  /** A class of which the log must tell that, or it tells nothing at all. */
  private static final String CONTROL = "io/lazyloader/agent/modernise/WithoutStackMap";

  /** Where a JVM takes options from that could switch verification off, or add agents. */
  private static final List<String> OPTIONS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private final Path java;
  private final Path own;

  /**
   * Creates a check by a certain JVM.
   *
   * @param java the executable, {@code bin/java} of a HotSpot JVM of JDK 17 or later
   * @param own the jar or directory that this class is in, which joins the program's class path as
   *     its end
   */
  public VerifierCheck(Path java, Path own) {
    this.java = java;
    this.own = own;
  }

  /**
   * Creates a check by a JVM like this one.
   *
   * @return the check
   */
  public static VerifierCheck byThisJvm() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    try {
      return new VerifierCheck(
          java,
          Path.of(VerifierCheck.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Links classes of a program, without initialising them, and returns those of which that failed,
   * or was done by the old verifier. A class that needs others that are not there to be linked is
   * among them, as nothing is proven of it.
   *
   * @param classPath jars and directories, as the program would have them
   * @param names internal names of classes on it
   * @return by internal name, why the class wasn't accepted, in the order of the names; nothing for
   *     those that were
   * @throws IOException if the JVM can't be started or doesn't tell which verifier it used
   * @throws InterruptedException if the thread is interrupted; the JVM is ended then
   */
  public Map<String, String> rejections(List<Path> classPath, Collection<String> names)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("verifier-check");
    try {
      Path control = directory.resolve(CONTROL + ".class");
      Files.createDirectories(control.getParent());
      Files.write(control, withoutStackMap());
      List<String> asked = new ArrayList<>();
      asked.add(binaryName(CONTROL));
      names.forEach(name -> asked.add(binaryName(name)));
      Files.write(directory.resolve("names.txt"), asked);
      int exitCode = run(directory, classPath);
      return read(directory, names, exitCode);
    } finally {
      delete(directory);
    }
  }

  private int run(Path directory, List<Path> classPath) throws IOException, InterruptedException {
    List<String> entries = new ArrayList<>();
    classPath.forEach(entry -> entries.add(entry.toAbsolutePath().toString()));
    entries.add(own.toAbsolutePath().toString());
    entries.add(directory.toString());
    ProcessBuilder builder =
        new ProcessBuilder(
            java.toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xlog:class+init=info:file=log.txt:none:filecount=0",
            "-cp",
            String.join(File.pathSeparator, entries),
            LinkMain.class.getName(),
            "names.txt",
            "results.txt");
    builder.environment().keySet().removeAll(OPTIONS);
    Process process =
        builder
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output.txt").toFile())
            .start();
    try {
      return process.waitFor();
    } finally {
      // Only an interrupted wait leaves it alive.
      process.destroyForcibly().waitFor();
    }
  }

  private Map<String, String> read(Path directory, Collection<String> names, int exitCode)
      throws IOException {
    Map<String, String> results = new HashMap<>();
    for (String line : lines(directory.resolve("results.txt"))) {
      int tab = line.indexOf('\t');
      results.put(line.substring(0, Math.max(tab, 0)), line.substring(tab + 1));
    }
    Set<String> failedOver = new HashSet<>();
    for (String line : lines(directory.resolve("log.txt"))) {
      int at = line.indexOf(FAIL_OVER);
      if (at >= 0) {
        failedOver.add(line.substring(at + FAIL_OVER.length()).strip());
      }
    }
    if (!failedOver.contains(binaryName(CONTROL))) {
      throw new IOException(
          java
              + " does not tell which verifier it uses, and ended with exit code "
              + exitCode
              + ": "
              + String.join("; ", lines(directory.resolve("output.txt"))));
    }
    Map<String, String> rejections = new LinkedHashMap<>();
    for (String name : names) {
      String binaryName = binaryName(name);
      String result = results.getOrDefault(binaryName, "the JVM ended before it was linked");
      if (failedOver.contains(binaryName)) {
        rejections.put(name, "only the old verifier accepts it");
      } else if (!result.equals(LinkMain.LINKED)) {
        rejections.put(name, result);
      }
    }
    return rejections;
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file)
        ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList()
        : List.of();
  }

  private static String binaryName(String internalName) {
    return internalName.replace('/', '.');
  }

  /** A class of version 50 with a branch but no stack map, as only the old verifier takes it. */
  private static byte[] withoutStackMap() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_6, Opcodes.ACC_SUPER, CONTROL, null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "branch", "(I)V", null, null);
    Label target = new Label();
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitJumpInsn(Opcodes.IFEQ, target);
    method.visitLabel(target);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(1, 1);
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void delete(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> walked = Files.walk(directory)) {
      files = new ArrayList<>(walked.toList());
    }
    Collections.reverse(files);
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
