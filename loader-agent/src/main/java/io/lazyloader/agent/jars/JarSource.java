package io.lazyloader.agent.jars;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A jar that is read. It is looked through when it is opened: a name that leads out of it, one that
 * occurs twice and a packing that no program can read are errors then, not surprises later.
 */
public final class JarSource implements Closeable {
  /** No class file is larger than a method table of 64 KiB allows by far; no resource should be. */
  private static final long MOST_BYTES = 1L << 30;

  /**
   * DEFLATE packs no better than 1032 to 1 (zlib technical details); an honest jar never so well.
   */
  private static final long SUSPICIOUS_RATIO = 500;

  private static final long HARMLESS_BYTES = 64L << 20;

  private final Path file;
  private final ZipFile zip;
  private final List<JarItem> items = new ArrayList<>();
  private @Nullable Manifest manifest;

  private JarSource(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
  }

  /**
   * Opens a jar.
   *
   * @throws BadJarException if it is none, is damaged, or holds what no jar should
   * @throws IOException if it can't be read
   */
  public static JarSource open(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = ZipFile.builder().setPath(file).get();
    } catch (IOException | IllegalArgumentException e) {
      if (!Files.isReadable(file)) {
        throw new BadJarException(file, "can't be read.", e);
      }
      throw new BadJarException(
          file, "is no jar, or is damaged: " + e.getMessage() + ". Build or download it again.", e);
    }
    JarSource source = new JarSource(file, zip);
    try {
      source.look();
      return source;
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private void look() throws IOException {
    Set<String> names = new HashSet<>();
    for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
      String name = entry.getName();
      if (leadsOut(name)) {
        throw new BadJarException(
            file,
            "has an entry that leads out of it, "
                + name
                + ": no build tool makes such jars. Get it again from a place that you trust.");
      }
      if (!names.add(name)) {
        throw new BadJarException(
            file,
            "has two entries called "
                + name
                + ", and which of them counts depends on who reads it."
                + " Build it again without the second.");
      }
      if (!zip.canReadEntryData(entry)) {
        throw new BadJarException(
            file,
            "has an entry that Java can't read, "
                + name
                + ": it is encrypted, or packed in another way than DEFLATE. Build it again"
                + " without that.");
      }
      items.add(new JarItem(entry, this));
    }
    if (items.size() != countByJdk()) {
      throw new BadJarException(
          file, "is damaged: its directory breaks off. Build or download it again.");
    }
    JarItem found = find(JarFile.MANIFEST_NAME);
    if (found != null) {
      try {
        manifest = new Manifest(new ByteArrayInputStream(found.read()));
      } catch (IOException e) {
        throw e instanceof BadJarException
            ? e
            : new BadJarException(
                file, "has a manifest that can't be read: " + e.getMessage() + ". Build it again.");
      }
    }
  }

  /** How many entries the JDK finds; it looks at the directory more closely than others. */
  private int countByJdk() throws IOException {
    try (java.util.zip.ZipFile jar = new java.util.zip.ZipFile(file.toFile())) {
      return jar.size();
    } catch (IOException | IllegalArgumentException e) {
      throw new BadJarException(
          file, "is no jar, or is damaged: " + e.getMessage() + ". Build or download it again.", e);
    }
  }

  private static boolean leadsOut(String name) {
    if (name.isEmpty() || name.startsWith("/") || name.indexOf('\0') >= 0) {
      return true;
    }
    if (!name.contains("..")) {
      return false;
    }
    for (String part : name.replace('\\', '/').split("/", -1)) {
      if (part.equals("..")) {
        return true;
      }
    }
    return false;
  }

  /** The file that it is. */
  public Path file() {
    return file;
  }

  /** All entries, in their order. */
  public List<JarItem> items() {
    return Collections.unmodifiableList(items);
  }

  /** The entry of a name, or null. */
  public @Nullable JarItem find(String name) {
    for (JarItem item : items) {
      if (item.name().equals(name)) {
        return item;
      }
    }
    return null;
  }

  /** A copy of its manifest; an empty one if it has none. */
  public Manifest manifest() {
    return manifest == null ? new Manifest() : new Manifest(manifest);
  }

  /** Whether it says that it is a multi-release jar (JEP 238), in any case of letters. */
  public boolean isMultiRelease() {
    return Boolean.parseBoolean(
        manifest().getMainAttributes().getValue(Attributes.Name.MULTI_RELEASE));
  }

  byte[] read(ZipArchiveEntry entry) throws IOException {
    long size = entry.getSize();
    boolean isTooDense =
        size > HARMLESS_BYTES && size > SUSPICIOUS_RATIO * Math.max(1, entry.getCompressedSize());
    if (size > MOST_BYTES || isTooDense) {
      throw bomb(entry);
    }
    byte[] content;
    try (InputStream bytes = zip.getInputStream(entry)) {
      // What the directory says of its size may be a lie: no more is read than it says, and one.
      content = bytes.readNBytes((int) Math.min(MOST_BYTES, size + 1));
    } catch (IOException | RuntimeException e) {
      throw damaged(entry, String.valueOf(e.getMessage()), e);
    }
    if (content.length != size) {
      throw damaged(
          entry, "it has not the " + size + " bytes that the directory of the jar says", null);
    }
    CRC32 sum = new CRC32();
    sum.update(content);
    if (sum.getValue() != entry.getCrc()) {
      throw damaged(entry, "its check sum is wrong", null);
    }
    return content;
  }

  private BadJarException damaged(ZipArchiveEntry entry, String how, @Nullable Throwable cause) {
    String problem =
        "is damaged at " + entry.getName() + ": " + how + ". Build or download it again.";
    return cause == null
        ? new BadJarException(file, problem)
        : new BadJarException(file, problem, cause);
  }

  private BadJarException bomb(ZipArchiveEntry entry) {
    return new BadJarException(
        file,
        "has an entry of "
            + entry.getCompressedSize()
            + " bytes that would unpack to "
            + entry.getSize()
            + ", "
            + entry.getName()
            + ": that is no part of a program. Get it again from a place that you trust.");
  }

  InputStream packed(ZipArchiveEntry entry) throws IOException {
    return zip.getRawInputStream(entry);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
