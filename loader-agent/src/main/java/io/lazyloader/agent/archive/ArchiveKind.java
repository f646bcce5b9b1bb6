package io.lazyloader.agent.archive;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The kinds of archives that HotSpot maps. */
public enum ArchiveKind {
  /** Comes with the JDK (JEP 341); has nothing of an application. */
  JDK_DEFAULT("the JDK's default archive"),

  /** Of an application, in place of the JDK's ({@code -Xshare:dump}, JEP 310). */
  STATIC("a static AppCDS archive"),

  /** Of an application, on top of the JDK's or of a static one (JEP 350). */
  DYNAMIC("a dynamic AppCDS archive"),

  /** Of an application, in place of the JDK's, with linked classes and profiles (JEP 483, 515). */
  AOT_CACHE("an AOT cache");

  /** HotSpot's {@code cds.h}: what a static archive, and an AOT cache, begins with. */
  private static final int STATIC_MAGIC = 0xf00baba2;

  /** The same of a dynamic archive. */
  private static final int DYNAMIC_MAGIC = 0xf00baba8;

  private final String words;

  ArchiveKind(String words) {
    this.words = words;
  }

  /** What it is called, with its article. */
  public String words() {
    return words;
  }

  /**
   * Tells by its first bytes what a file is. A static archive and an AOT cache begin alike, and are
   * both called static.
   *
   * @return null if it is no archive, or can't be read
   */
  public static @Nullable ArchiveKind of(Path file) {
    try (DataInputStream bytes = new DataInputStream(Files.newInputStream(file))) {
      int magic = bytes.readInt();
      // Archives are written in the byte order of the machine.
      return of(magic) != null ? of(magic) : of(Integer.reverseBytes(magic));
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable ArchiveKind of(int magic) {
    return switch (magic) {
      case STATIC_MAGIC -> STATIC;
      case DYNAMIC_MAGIC -> DYNAMIC;
      default -> null;
    };
  }
}
