package io.lazyloader.agent.jars;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a jar: its name, its place in time, and where its bytes are. Immutable; may be read
 * by several threads.
 */
public final class JarItem {
  private static final String CLASS_SUFFIX = ".class";

  private final String name;
  private final ZipArchiveEntry header;
  private final @Nullable JarSource source;
  private final byte @Nullable [] content;

  /** An entry of a jar that is open. */
  JarItem(ZipArchiveEntry header, JarSource source) {
    this(header.getName(), header, source, null);
  }

  private JarItem(
      String name, ZipArchiveEntry header, @Nullable JarSource source, byte @Nullable [] content) {
    this.name = name;
    this.header = header;
    this.source = source;
    this.content = content;
  }

  /**
   * A new entry.
   *
   * @param name as jars have it, with slashes
   * @param content what it holds, not copied
   * @param millis when it was last changed, in milliseconds since 1970
   */
  public static JarItem of(String name, byte[] content, long millis) {
    ZipArchiveEntry header = new ZipArchiveEntry(name);
    header.setTime(millis);
    header.setMethod(ZipArchiveEntry.DEFLATED);
    return new JarItem(name, header, null, content);
  }

  /**
   * A new entry with the time that all new ones have, {@link JarWriter#LAST_MODIFIED} as a clock
   * shows it in UTC: jars hold times of the clock, and are to be the same wherever they are made.
   *
   * @param content what it holds, not copied
   */
  public static JarItem of(String name, byte[] content) {
    LocalDateTime time =
        LocalDateTime.ofInstant(JarWriter.LAST_MODIFIED.toInstant(), ZoneOffset.UTC);
    return of(name, content, time.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli());
  }

  /** The same entry with other bytes. */
  public JarItem with(byte[] other) {
    return new JarItem(name, header, null, other);
  }

  /** The same entry under another name. */
  public JarItem named(String other) {
    return new JarItem(other, header, source, content);
  }

  /** As jars have it: with slashes, and one at the end if it is a directory. */
  public String name() {
    return name;
  }

  public boolean isDirectory() {
    return name.endsWith("/");
  }

  /** Whether it is called as class files are. */
  public boolean isClass() {
    return name.endsWith(CLASS_SUFFIX);
  }

  /** The internal name of the class that it is called after, as in {@code java/lang/Object}. */
  public String className() {
    return name.substring(0, name.length() - CLASS_SUFFIX.length());
  }

  /** Whether its bytes are those of a jar, so that they can be copied as they are packed. */
  boolean isUnchanged() {
    return content == null && source != null && name.equals(header.getName());
  }

  ZipArchiveEntry header() {
    return header;
  }

  /**
   * Reads its bytes.
   *
   * @throws BadJarException if the jar is damaged there, or would unpack to more than is credible
   * @throws IOException if the jar can't be read
   */
  public byte[] read() throws IOException {
    if (content != null) {
      return content.clone();
    }
    return source == null ? new byte[0] : source.read(header);
  }

  /** The bytes as they are packed; only if it is {@linkplain #isUnchanged() unchanged}. */
  InputStream packed() throws IOException {
    if (source == null) {
      throw new IllegalStateException(name + " is in no jar");
    }
    return source.packed(header);
  }
}
