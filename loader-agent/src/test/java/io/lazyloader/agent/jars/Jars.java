package io.lazyloader.agent.jars;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars that the JDK writes for tests. */
public final class Jars {
  /** 2020-02-02 at noon, in milliseconds since 1970. */
  static final long TIME = 1_580_644_800_000L;

  private Jars() {}

  /** Writes a jar of entries in their order, without a manifest of its own. */
  public static Path write(Path file, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        header.setTime(TIME);
        jar.putNextEntry(header);
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    }
    return file;
  }

  /** The same, with a manifest in front. */
  public static Path write(Path file, Manifest manifest, Map<String, byte[]> entries)
      throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    manifest.getMainAttributes().putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
    all.put(JarFile.MANIFEST_NAME, JarWriter.bytes(manifest));
    all.putAll(entries);
    return write(file, all);
  }

  /** A manifest of main attributes: a name, its value, the next name and so on. */
  public static Manifest manifest(String... attributes) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    for (int at = 0; at < attributes.length; at += 2) {
      manifest.getMainAttributes().putValue(attributes[at], attributes[at + 1]);
    }
    return manifest;
  }

  /** Entries of texts: a name, its text, the next name and so on. */
  public static Map<String, byte[]> texts(String... entries) {
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (int at = 0; at < entries.length; at += 2) {
      all.put(entries[at], entries[at + 1].getBytes(StandardCharsets.UTF_8));
    }
    return all;
  }
}
