package io.lazyloader.agent.optimize;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the result is to be. What is needed meanwhile stands beside it. If it is not {@linkplain
 * #keep kept}, nothing is left; an earlier result that it takes the place of comes back.
 */
final class ResultDirectory implements Closeable {
  /** The file by which an earlier result is known. */
  static final String REPORT = "optimize.json";

  private final Path directory;
  private final Path work;
  private final Thread atExit = new Thread(this::clean, "lazyloader-clean");
  private @Nullable Path earlier;
  private boolean isPlaced;
  private volatile boolean isKept;

  private ResultDirectory(Path directory, Path work) {
    this.directory = directory;
    this.work = work;
  }

  /**
   * Looks whether a result may be put there.
   *
   * @throws OptimizeException if not
   */
  static ResultDirectory begin(OptimizeSettings settings) throws IOException {
    Path directory = settings.directory().toAbsolutePath().normalize();
    Path parent = directory.getParent();
    if (parent == null) {
      throw OptimizeException.usage("option -o: " + directory + " can't be a result.");
    }
    if (!Files.isDirectory(parent)) {
      throw OptimizeException.usage(
          "option -o: there is no directory " + parent + "; make it first.");
    }
    // Links resolved, as the launcher finds its place, and older JDKs an archive in no other.
    parent = parent.toRealPath();
    directory = parent.resolve(directory.getFileName());
    if (Files.exists(directory)) {
      checkReplaceable(directory, settings.overwrites());
    }
    Path work;
    try {
      work = Files.createTempDirectory(parent, ".lazyloader-optimize-");
    } catch (IOException e) {
      throw OptimizeException.writing(
          "option -o: nothing can be written in "
              + parent
              + " ("
              + e.getClass().getSimpleName()
              + ").");
    }
    ResultDirectory result = new ResultDirectory(directory, work);
    Runtime.getRuntime().addShutdownHook(result.atExit);
    return result;
  }

  private static void checkReplaceable(Path directory, boolean overwrites) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw OptimizeException.usage("option -o: " + directory + " is a file; name a directory.");
    }
    try (Stream<Path> files = Files.list(directory)) {
      if (files.findAny().isEmpty()) {
        return;
      }
    }
    if (!Files.exists(directory.resolve(REPORT))) {
      throw OptimizeException.usage(
          "option -o: " + directory + " is not empty, and holds no result of ours. Name another.");
    }
    if (!overwrites) {
      throw OptimizeException.usage(
          "option -o: " + directory + " holds a result already; --overwrite replaces it.");
    }
  }

  /** A directory for what is needed meanwhile. */
  Path work() {
    return work;
  }

  /** Makes room for the result, and returns where it goes. */
  Path place() throws IOException {
    if (Files.exists(directory)) {
      Path aside = work.resolve("earlier");
      Files.move(directory, aside);
      earlier = aside;
    }
    isPlaced = true;
    return Files.createDirectory(directory);
  }

  /** Says that the result is whole. */
  void keep() {
    isKept = true;
  }

  @Override
  public void close() {
    clean();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This JVM is being ended.
    }
  }

  private synchronized void clean() {
    try {
      Path before = earlier;
      if (isPlaced && !isKept) {
        Directories.delete(directory);
        if (before != null && Files.exists(before)) {
          Files.move(before, directory);
        }
      }
      Directories.delete(work);
    } catch (IOException e) {
      // What can't be deleted stays.
    }
  }
}
