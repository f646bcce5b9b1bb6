package io.lazyloader.agent.jars;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Writes a jar. An entry that another jar has is copied as it is packed there, with its time and
 * extra fields; what is new is packed. The same entries give the same bytes.
 */
public final class JarWriter implements Closeable {
  /**
   * When each jar that is written was last changed: a time long past and the same for all, as
   * Gradle has it, so that copies of a directory tell by it whether they are faithful.
   */
  public static final FileTime LAST_MODIFIED = FileTime.fromMillis(318_211_200_000L);

  private final Path file;
  private final ZipArchiveOutputStream out;
  private final Set<String> names = new HashSet<>();

  /**
   * Begins a jar.
   *
   * @param file not there yet
   * @throws IOException if it can't be written
   */
  public JarWriter(Path file) throws IOException {
    this.file = file;
    this.out = new ZipArchiveOutputStream(BufferedChannel.create(file));
    out.setUseZip64(Zip64Mode.AsNeeded);
    out.setCreateUnicodeExtraFields(ZipArchiveOutputStream.UnicodeExtraFieldPolicy.NEVER);
  }

  /** The file that is written. */
  public Path file() {
    return file;
  }

  /** Whether there is an entry of that name already. */
  public boolean has(String name) {
    return names.contains(name);
  }

  /**
   * Adds an entry.
   *
   * @throws IllegalArgumentException if there is one of that name
   * @throws IOException if it can't be read or written
   */
  public void add(JarItem item) throws IOException {
    if (!names.add(item.name())) {
      throw new IllegalArgumentException(item.name() + " is there already");
    }
    if (item.isUnchanged()) {
      try (InputStream packed = item.packed()) {
        out.addRawArchiveEntry(new ZipArchiveEntry(item.header()), packed);
      }
      return;
    }
    byte[] content = item.read();
    ZipArchiveEntry header = new ZipArchiveEntry(item.name());
    ZipArchiveEntry before = item.header();
    header.setTime(before.getTime());
    header.setMethod(
        before.getMethod() == ZipArchiveEntry.STORED || item.isDirectory()
            ? ZipArchiveEntry.STORED
            : ZipArchiveEntry.DEFLATED);
    header.setSize(content.length);
    CRC32 sum = new CRC32();
    sum.update(content);
    header.setCrc(sum.getValue());
    out.putArchiveEntry(header);
    out.write(content);
    out.closeArchiveEntry();
  }

  /** The bytes of a manifest as a jar holds them. */
  public static byte[] bytes(Manifest manifest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    manifest.write(bytes);
    return bytes.toByteArray();
  }

  /** Ends the jar. */
  @Override
  public void close() throws IOException {
    out.close();
    Files.setLastModifiedTime(file, LAST_MODIFIED);
  }
}
