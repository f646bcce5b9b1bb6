package io.lazyloader.agent.optimize;

import io.lazyloader.agent.jars.JarItem;
import io.lazyloader.agent.jars.JarSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a JVM lists of the classes that it loads ({@code -XX:DumpLoadedClassList}), and what it
 * dumps an AppCDS archive from: a class a line, and lines for lambdas, method references and method
 * handles. Some of those crash JDK 17 (17.0.15).
 */
final class ClassList {
  private static final String LAMBDA = "@lambda-proxy ";

  /** What the dump makes for method handles, as in {@code BoundMethodHandle$Species_LI}. */
  private static final String SPECIES = "[SPECIES_RESOLVE]";

  private ClassList() {}

  /**
   * Takes out what a JVM crashes on. Lambdas of signed classes: no archive has those classes, and
   * the dump looks for them ({@code SystemDictionaryShared::adjust_lambda_proxy_class_dictionary}).
   * Classes that the dump makes for method handles: no file has them, and a JVM with an agent looks
   * for the file when it takes them from the archive ({@code check_shared_class_file_load_hook});
   * without them, they are made anew.
   *
   * @param file is written anew
   */
  static void keepUsable(Path file, List<Path> classPath) throws IOException {
    Set<String> signed = signedClasses(classPath);
    // Names are not always valid UTF-8; as Latin-1 each byte stays as it is.
    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    Files.write(
        file,
        lines.stream()
            .filter(line -> !line.contains(SPECIES) && !signed.contains(lambdaClass(line)))
            .toList(),
        StandardCharsets.ISO_8859_1);
  }

  private static Set<String> signedClasses(List<Path> classPath) throws IOException {
    Set<String> signed = new HashSet<>();
    for (Path jar : classPath) {
      try (JarSource source = JarSource.open(jar)) {
        if (source.items().stream().anyMatch(Signatures::isPart)) {
          source.items().stream()
              .filter(JarItem::isClass)
              .forEach(item -> signed.add(item.className()));
        }
      }
    }
    return signed;
  }

  /** The class whose lambda a line lists; empty if it lists something else. */
  private static String lambdaClass(String line) {
    if (!line.startsWith(LAMBDA)) {
      return "";
    }
    int end = line.indexOf(' ', LAMBDA.length());
    return line.substring(LAMBDA.length(), end < 0 ? line.length() : end);
  }
}
