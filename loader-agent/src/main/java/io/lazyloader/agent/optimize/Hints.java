package io.lazyloader.agent.optimize;

import io.lazyloader.agent.archive.ArchiveLogging;
import io.lazyloader.agent.archive.LoadedClass;
import io.lazyloader.agent.archive.LoadedClasses;
import io.lazyloader.agent.bench.Arm;
import io.lazyloader.agent.bench.OneRun;
import io.lazyloader.agent.bench.Target;
import io.lazyloader.agent.jars.JarItem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pass <i>hints</i>: finds the switches of libraries that matter in a run of the program. */
final class Hints {
  private final List<Part> parts;
  private final List<String> options;

  /**
   * Prepares.
   *
   * @param options of the JVM, as the user chose them
   */
  Hints(List<Part> parts, List<String> options) {
    this.parts = parts;
    this.options = options;
  }

  /** The hints whose classes a run loads, but for those that its library or user has settled. */
  List<Hint> of(Set<String> loadedClasses) throws IOException {
    List<Hint> hints = new ArrayList<>();
    for (Hint hint : Hint.known()) {
      if (loadedClasses.contains(hint.seen())
          && !hint.isSetBy(options)
          && hint.concerns(version(hint.module()))) {
        hints.add(hint);
      }
    }
    return hints;
  }

  /** As Maven notes it in the jars that it builds, and as it stays in jars that are shaded. */
  private @Nullable String version(@Nullable String module) throws IOException {
    if (module == null) {
      return null;
    }
    String name = "META-INF/maven/" + module.replace(':', '/') + "/pom.properties";
    for (Part part : parts) {
      JarItem item = part.source().find(name);
      if (item != null) {
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(item.read()));
        return properties.getProperty("version");
      }
    }
    return null;
  }

  /**
   * Runs a program, and tells which classes it loads.
   *
   * @param directory takes logs
   */
  static Set<String> loadedClasses(Arm arm, TargetJdk jdk, Target target, Path directory)
      throws IOException, InterruptedException {
    Path log = directory.resolve("classes.log");
    List<String> logging =
        ArchiveLogging.ofUse(jdk.feature(), directory.resolve("archive.log"), log);
    Arm logged = new Arm(arm.name(), arm.java(), arm.arguments().with(logging));
    OneRun.of("looking for hints", logged.command(), target);
    return Files.exists(log)
        ? LoadedClasses.read(log).stream().map(LoadedClass::name).collect(Collectors.toSet())
        : Set.of();
  }
}
