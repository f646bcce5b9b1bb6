package io.lazyloader.agent.cli.optimize;

import io.lazyloader.agent.archive.ArchiveKind;
import io.lazyloader.agent.archive.ArchiveRequest;
import io.lazyloader.agent.archive.Mismatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of the archives of one run.
 *
 * @param request what the options ask for
 * @param kind of the application's archive; null if there is none, or it is none
 * @param isUsed whether that is used
 * @param mismatch why it is not; null if it is, or none is asked for
 * @param changedJars jars that are newer than the archive although that is used, whose classes are
 *     therefore old
 * @param counts the loaded classes
 * @param groups those that came from no archive, by reason
 * @param problems sentences on what is not as the optimiser left it
 * @param notes what else is worth knowing, in sentences
 */
record Diagnosis(
    ArchiveRequest request,
    @Nullable ArchiveKind kind,
    boolean isUsed,
    @Nullable Mismatch mismatch,
    List<String> changedJars,
    Counts counts,
    List<AbsenceGroup> groups,
    List<String> problems,
    List<String> notes) {
  /** Copies the lists. */
  Diagnosis {
    changedJars = List.copyOf(changedJars);
    groups = List.copyOf(groups);
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /**
   * Numbers of loaded classes, each as often as it was loaded.
   *
   * @param all of them
   * @param fromJdk those from the JDK's default archive
   * @param fromApplication those from the application's
   */
  record Counts(long all, long fromJdk, long fromApplication) {
    long archived() {
      return fromJdk + fromApplication;
    }

    long others() {
      return all - archived();
    }
  }

  /** The same of a program that the optimiser linked. */
  Diagnosis of(List<String> linkedProblems) {
    return new Diagnosis(
        request, kind, isUsed, mismatch, changedJars, counts, groups, linkedProblems, notes);
  }

  /** Whether the application's archive does what it is for, with what it was made of. */
  boolean isFine() {
    return isUsed && changedJars.isEmpty() && problems.isEmpty();
  }
}
