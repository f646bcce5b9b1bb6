package io.lazyloader.agent.archive;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Looks into the files that classes were loaded from. */
final class ClassPathFiles implements AutoCloseable {
  /** JVMS 17 §4.1: {@code magic}, {@code minor_version}, {@code major_version}. */
  private static final int MAGIC = 0xcafebabe;

  private final Map<Path, ZipFile> jars = new HashMap<>();
  private final Map<Path, Boolean> signed = new HashMap<>();

  /** The file that a log names as a class's source; null if it is none. */
  static @Nullable Path file(String source) {
    try {
      if (source.startsWith("file:")) {
        return Path.of(URI.create(source));
      }
      // What -Xbootclasspath/a appends has the spelling of the option.
      Path path = source.isEmpty() ? null : Path.of(source);
      return path != null && Files.exists(path) ? path : null;
    } catch (IllegalArgumentException e) {
      return e instanceof InvalidPathException || !source.startsWith("file:")
          ? null
          : Path.of(source.substring("file:".length()));
    }
  }

  /** Whether HotSpot takes a jar for signed: its manifest has digests of entries. */
  boolean isSigned(Path jar) {
    return signed.computeIfAbsent(jar, this::hasDigests);
  }

  private boolean hasDigests(Path jar) {
    try {
      ZipFile open = open(jar);
      ZipEntry manifest = open.getEntry(JarFile.MANIFEST_NAME);
      if (manifest == null) {
        return false;
      }
      try (InputStream bytes = open.getInputStream(manifest)) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        bytes.transferTo(all);
        return all.toString(StandardCharsets.UTF_8).contains("-Digest:");
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** The version of a class file in a jar; 0 if it is not there. */
  int version(Path jar, String className) {
    try {
      ZipFile open = open(jar);
      ZipEntry entry = open.getEntry(className.replace('.', '/') + ".class");
      if (entry == null) {
        return 0;
      }
      try (DataInputStream bytes = new DataInputStream(open.getInputStream(entry))) {
        if (bytes.readInt() != MAGIC) {
          return 0;
        }
        bytes.readUnsignedShort();
        return bytes.readUnsignedShort();
      }
    } catch (IOException e) {
      return 0;
    }
  }

  private ZipFile open(Path jar) throws IOException {
    ZipFile open = jars.get(jar);
    if (open == null) {
      open = new ZipFile(jar.toFile());
      jars.put(jar, open);
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    for (ZipFile jar : jars.values()) {
      jar.close();
    }
  }
}
