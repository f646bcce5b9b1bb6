package io.lazyloader.agent.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a JVM is told to make an archive of an application, and to use it.
 *
 * @param kind what is made
 * @param training options for the run that is watched; it makes the archive at its end, unless
 *     {@code assembly} says how that is done
 * @param assembly options for a JVM that makes the archive from what was recorded and runs nothing
 *     of the program, though it gets the same class path; empty if the training run makes it
 * @param use options for runs that use it
 */
public record ArchiveRecipe(
    ArchiveKind kind, List<String> training, List<String> assembly, List<String> use) {
  /** The first with AOT caches (JEP 483), made in two steps. */
  private static final int AOT_CACHE = 24;

  /** The first that makes one in one step (JEP 514). */
  private static final int ONE_STEP = 25;

  /** What says which archive to use or make, and must not be said twice. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:SharedArchiveFile=",
          "-XX:ArchiveClassesAtExit=",
          "-XX:SharedClassListFile=",
          "-XX:DumpLoadedClassList=",
          "-XX:AOTCache=",
          "-XX:AOTCacheOutput=",
          "-XX:AOTMode=",
          "-XX:AOTConfiguration=",
          "-XX:+AutoCreateSharedArchive",
          "-XX:-AutoCreateSharedArchive",
          "-Xshare:");

  /** Copies the lists. */
  public ArchiveRecipe {
    training = List.copyOf(training);
    assembly = List.copyOf(assembly);
    use = List.copyOf(use);
  }

  /**
   * The kind that starts a program fastest on a JDK: an AOT cache from JDK 24 on, else a dynamic
   * archive.
   *
   * @param feature the JDK's feature version, 17 or later
   * @param file of the archive
   */
  public static ArchiveRecipe best(int feature, Path file) {
    return feature < AOT_CACHE ? dynamic(file) : aotCache(feature, file);
  }

  /** A dynamic archive, which every JDK from 13 on makes. */
  public static ArchiveRecipe dynamic(Path file) {
    return new ArchiveRecipe(
        ArchiveKind.DYNAMIC,
        List.of("-XX:ArchiveClassesAtExit=" + file),
        List.of(),
        List.of("-XX:SharedArchiveFile=" + file));
  }

  private static ArchiveRecipe aotCache(int feature, Path file) {
    List<String> use = List.of("-XX:AOTCache=" + file);
    if (feature >= ONE_STEP) {
      return new ArchiveRecipe(
          ArchiveKind.AOT_CACHE, List.of("-XX:AOTCacheOutput=" + file), List.of(), use);
    }
    String configuration = "-XX:AOTConfiguration=" + file + ".config";
    return new ArchiveRecipe(
        ArchiveKind.AOT_CACHE,
        List.of("-XX:AOTMode=record", configuration),
        List.of("-XX:AOTMode=create", configuration, "-XX:AOTCache=" + file),
        use);
  }

  /** Whether an option says which archive to use or make. */
  public static boolean isArchiveOption(String option) {
    return OPTIONS.stream().anyMatch(option::startsWith);
  }

  /** Leaves out what says which archive to use or make. */
  public static List<String> without(List<String> options) {
    List<String> others = new ArrayList<>();
    for (String option : options) {
      if (!isArchiveOption(option)) {
        others.add(option);
      }
    }
    return others;
  }
}
