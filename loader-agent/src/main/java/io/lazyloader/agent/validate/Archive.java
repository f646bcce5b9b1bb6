package io.lazyloader.agent.validate;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The files of a jar or of a directory, by names with slashes. */
abstract class Archive implements Closeable {
  private final Path path;

  private Archive(Path path) {
    this.path = path;
  }

  /**
   * Opens a jar or a directory.
   *
   * @throws IOException if it is neither, or is damaged
   */
  static Archive open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return new Directory(path);
    }
    return new Jar(path, new ZipFile(path.toFile()));
  }

  Path path() {
    return path;
  }

  /** All files, in the order of the jar; a name may be there twice. */
  abstract List<String> names() throws IOException;

  /** Reads a file; null if there is none of that name. */
  abstract byte @Nullable [] read(String name) throws IOException;

  private static final class Jar extends Archive {
    private final ZipFile zip;

    Jar(Path path, ZipFile zip) {
      super(path);
      this.zip = zip;
    }

    @Override
    List<String> names() {
      List<String> names = new ArrayList<>();
      for (ZipEntry entry : zip.stream().toList()) {
        if (!entry.isDirectory()) {
          names.add(entry.getName());
        }
      }
      return names;
    }

    @Override
    byte @Nullable [] read(String name) throws IOException {
      ZipEntry entry = zip.getEntry(name);
      if (entry == null || entry.isDirectory()) {
        return null;
      }
      try (InputStream content = zip.getInputStream(entry)) {
        return content.readAllBytes();
      } catch (RuntimeException e) {
        // The JDK checks sizes and offsets of damaged jars in several ways.
        throw new IOException(e.toString(), e);
      }
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }

  private static final class Directory extends Archive {
    private final Path root;

    Directory(Path root) {
      super(root);
      this.root = root;
    }

    @Override
    List<String> names() throws IOException {
      try (Stream<Path> files = Files.walk(root)) {
        return files
            .filter(Files::isRegularFile)
            .map(file -> root.relativize(file).toString().replace('\\', '/'))
            .sorted()
            .toList();
      }
    }

    @Override
    byte @Nullable [] read(String name) throws IOException {
      Path file = root.resolve(name).normalize();
      return file.startsWith(root.normalize()) && Files.isRegularFile(file)
          ? Files.readAllBytes(file)
          : null;
    }

    @Override
    public void close() {}
  }
}
