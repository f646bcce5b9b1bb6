package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.Arm;
import io.lazyloader.agent.bench.JavaArguments;
import java.nio.file.Path;
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

  Image named(String other) {
    return new Image(other, classPath, modulePath, archive, flags);
  }
}
