package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.Arm;
import io.lazyloader.agent.bench.JavaArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The program linked in one way.
 *
 * @param name of the stage that it is, as reports call it
 * @param classPath its jars
 * @param modulePath its modules
 * @param archive its archive, or null
 * @param flags options of the JVM that a pass chose
 */
record Image(
    String name,
    List<Path> classPath,
    List<Path> modulePath,
    @Nullable Path archive,
    List<String> flags) {
  Image {
    classPath = List.copyOf(classPath);
    modulePath = List.copyOf(modulePath);
    flags = List.copyOf(flags);
  }

  /** The options that stand before class path and program. */
  List<String> options(TargetJdk jdk) {
    List<String> options = new ArrayList<>(flags);
    if (archive != null) {
      options.add(jdk.archiveOption(archive));
    }
    return options;
  }

  /** What {@code java} gets to run it as it is trained. */
  List<String> words(Application application, TargetJdk jdk) {
    List<String> words = new ArrayList<>(jdk.logOptions());
    words.addAll(application.words(options(jdk), classPath, modulePath, application.arguments()));
    return words;
  }

  Arm arm(Application application, TargetJdk jdk) {
    return new Arm(name, jdk.java(), JavaArguments.parse(words(application, jdk)));
  }

  /** The same with an archive, or without one if that is null. */
  Image archivedIn(@Nullable Path other) {
    return new Image(name, classPath, modulePath, other, flags);
  }

  /** The same with other options of the JVM. */
  Image with(List<String> other) {
    return new Image(name, classPath, modulePath, archive, other);
  }

  /** The same with one more option of the JVM, after which it is called. */
  Image withMore(String option) {
    List<String> more = new ArrayList<>(flags);
    more.add(option);
    return new Image(option, classPath, modulePath, archive, more);
  }

  /**
   * The same at another place, whose jars are these under a second name where the file system knows
   * such links, and copies where it does not.
   *
   * @param root gets a directory {@code lib}
   */
  Image placedIn(Path root) throws IOException {
    Path lib = root.resolve(Linker.LIBRARIES);
    return new Image(
        name,
        linked(classPath, lib),
        linked(modulePath, lib.resolve(Linker.MODULES)),
        archive,
        flags);
  }

  private static List<Path> linked(List<Path> jars, Path directory) throws IOException {
    List<Path> links = new ArrayList<>();
    for (Path jar : jars) {
      Path link = Files.createDirectories(directory).resolve(jar.getFileName());
      try {
        Files.createLink(link, jar);
      } catch (UnsupportedOperationException | IOException e) {
        Files.copy(jar, link, StandardCopyOption.COPY_ATTRIBUTES);
      }
      links.add(link);
    }
    return links;
  }

  Image named(String other) {
    return new Image(other, classPath, modulePath, archive, flags);
  }
}
