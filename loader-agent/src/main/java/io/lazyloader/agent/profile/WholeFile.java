package io.lazyloader.agent.profile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files that appear at once and whole, or not at all: beside, and moved. Also used in a
 * recorded JVM when that ends.
 */
public final class WholeFile {
  private WholeFile() {}

  /** What is written. */
  public interface Content {
    /**
     * Writes it.
     *
     * @param out where to; closed by others
     * @throws IOException if that fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file. A pipe or device is written to as it is.
   *
   * @param file where to; its directory exists
   * @param content what to write
   * @throws IOException if it can't be written; then it is as it was
   */
  public static void write(Path file, Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      try (OutputStream out = Files.newOutputStream(file)) {
        content.writeTo(out);
      }
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    // Not by the number of the process: asking for that starts a thread pool.
    Path beside =
        target.resolveSibling(".lazyloader-" + Long.toHexString(System.nanoTime()) + ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW)) {
        content.writeTo(out);
      }
      try {
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
