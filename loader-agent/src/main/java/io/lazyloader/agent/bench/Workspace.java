package io.lazyloader.agent.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A temporary directory: what the run that goes on prints, and what its JVM logs. */
final class Workspace implements AutoCloseable {
  private static final int TAIL_LINES = 15;

  /** How much of a file is read for its last lines. */
  private static final int TAIL_BYTES = 16_384;

  private final Path directory;

  Workspace() throws IOException {
    directory = Files.createTempDirectory("lazyloader-bench");
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  Path output() {
    return file("out.txt");
  }

  Path errors() {
    return file("err.txt");
  }

  /** A digest of what the last run wrote on its standard output stream. */
  String outputDigest() throws IOException {
    return FileDigest.sha256(output());
  }

  /** The last lines of what the last run printed, each with the name of its stream. */
  String tail() {
    String text = tail("stderr", errors()) + tail("stdout", output());
    return text.isEmpty() ? "\n  (it printed nothing)" : text;
  }

  static String tail(String stream, Path file) {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(0, bytes.length() - TAIL_BYTES);
      byte[] end = new byte[(int) (bytes.length() - start)];
      bytes.seek(start);
      bytes.readFully(end);
      List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
      StringBuilder text = new StringBuilder();
      int from = Math.max(0, lines.size() - TAIL_LINES);
      if (from > 0 || start > 0) {
        text.append("\n  ").append(stream).append(": ...");
      }
      for (String line : lines.subList(from, lines.size())) {
        text.append("\n  ").append(stream).append(": ").append(line);
      }
      return text.toString();
    } catch (IOException e) {
      return "\n  " + stream + " can't be read: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      // It lies where the system cleans up.
    }
  }
}
