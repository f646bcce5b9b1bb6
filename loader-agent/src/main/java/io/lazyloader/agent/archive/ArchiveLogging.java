package io.lazyloader.agent.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Options that have a JVM log (JEP 158) what the readers of this package read. */
public final class ArchiveLogging {
  /** The first with the tag {@code aot}; others refuse to start with it. */
  private static final int AOT_TAG = 24;

  private static final String ALL_IN_ONE_FILE = ":filecount=0";

  private ArchiveLogging() {}

  /**
   * Logs what {@link ArchiveLog} and {@link LoadedClasses} read.
   *
   * @param feature the JDK's feature version
   * @param archive the file that takes what is said of archives
   * @param classes the file that takes the loaded classes
   */
  public static List<String> ofUse(int feature, Path archive, Path classes) {
    return List.of(
        "-Xlog:cds=info,cds+dynamic=info,class+path=info"
            + (feature >= AOT_TAG ? ",aot=info" : "")
            + ":file="
            + archive
            + ":level,tags"
            + ALL_IN_ONE_FILE,
        "-Xlog:class+load=debug:file=" + classes + ":none" + ALL_IN_ONE_FILE);
  }

  /**
   * Logs what {@link TrainingLog} reads. A JVM that the first one starts to assemble an AOT cache
   * writes the same file anew, so that the first one's is found in {@code FILE.0}.
   *
   * @param feature the JDK's feature version
   * @param log the file that takes it
   */
  public static List<String> ofTraining(int feature, Path log) {
    List<String> selections = new ArrayList<>(List.of("cds=debug", "cds+dynamic=debug"));
    if (feature >= AOT_TAG) {
      selections.add("aot=debug");
    }
    return List.of("-Xlog:" + String.join(",", selections) + ":file=" + log + ":none");
  }

  /** Prints what an archive has, and ends; {@link ArchiveContents} reads that. */
  public static List<String> ofContents() {
    return List.of("-XX:+PrintSharedArchiveAndExit");
  }
}
