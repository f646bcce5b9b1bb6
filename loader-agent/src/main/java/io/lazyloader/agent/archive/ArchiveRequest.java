package io.lazyloader.agent.archive;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the options of a JVM ask for.
 *
 * @param file of the application's archive, the last if several are named; null if none is
 * @param isAotCache whether that is to be an AOT cache
 * @param switchedOff the option that switches archives off, or null
 * @param isMade whether this run makes the archive, or may do so, at its end
 */
public record ArchiveRequest(
    @Nullable Path file, boolean isAotCache, @Nullable String switchedOff, boolean isMade) {
  private static final String SHARED = "-XX:SharedArchiveFile=";
  private static final String AOT = "-XX:AOTCache=";

  /**
   * Reads options.
   *
   * @param options in their order, those of the environment first
   */
  public static ArchiveRequest parse(List<String> options) {
    Path file = null;
    boolean isAotCache = false;
    String switchedOff = null;
    boolean isMade = false;
    for (String option : options) {
      if (option.startsWith(SHARED)) {
        file = top(option.substring(SHARED.length()));
        isAotCache = false;
      } else if (option.startsWith(AOT)) {
        file = Path.of(option.substring(AOT.length()));
        isAotCache = true;
      } else if (option.equals("-Xshare:off") || option.equals("-XX:AOTMode=off")) {
        switchedOff = option;
      } else if (option.equals("-Xshare:auto") || option.equals("-Xshare:on")) {
        switchedOff = null;
      }
      isMade |=
          option.startsWith("-XX:ArchiveClassesAtExit=")
              || option.startsWith("-XX:AOTCacheOutput=")
              || option.equals("-XX:AOTMode=record")
              || option.equals("-XX:+AutoCreateSharedArchive");
    }
    return new ArchiveRequest(file, isAotCache, switchedOff, isMade);
  }

  /** Of a static archive and a dynamic one on top of it (JEP 350), the latter. */
  private static Path top(String files) {
    return Path.of(files.substring(files.lastIndexOf(File.pathSeparatorChar) + 1));
  }

  /** The kind of what is asked for; null if it is no archive, or none is asked for. */
  public @Nullable ArchiveKind kind() {
    if (file == null) {
      return null;
    }
    ArchiveKind kind = ArchiveKind.of(file);
    return kind == ArchiveKind.STATIC && isAotCache ? ArchiveKind.AOT_CACHE : kind;
  }
}
