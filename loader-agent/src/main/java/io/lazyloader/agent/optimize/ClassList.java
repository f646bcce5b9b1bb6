package io.lazyloader.agent.optimize;

import io.lazyloader.agent.jars.JarItem;
import io.lazyloader.agent.jars.JarSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a JVM lists of the classes that it loads ({@code -XX:DumpLoadedClassList}), and what it
 * dumps an AppCDS archive from: a class a line, and a line for each lambda and method reference,
 * with the class that has it.
 */
final class ClassList {
  private static final String LAMBDA = "@lambda-proxy ";

  private ClassList() {}

  /**
   * Takes out the lambdas of signed classes: no archive has those classes, and JDK 17 crashes on
   * their lambdas when it dumps ({@code
   * SystemDictionaryShared::adjust_lambda_proxy_class_dictionary}).
   *
   * @param file is written anew
   */
  static void dropSignedLambdas(Path file, List<Path> classPath) throws IOException {
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
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.stream().filter(line -> !signed.contains(lambdaClass(line))).toList());
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
