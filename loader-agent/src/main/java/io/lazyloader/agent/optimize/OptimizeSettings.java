package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What to optimise for, and how.
 *
 * @param directory where the result is to be; not there yet, or empty
 * @param purpose what the program is for
 * @param exclusions what stays as it is
 * @param stripsSignatures whether signatures may be left out
 * @param mergesAnyway whether jars may become one although the program asks where its classes come
 *     from
 * @param rounds of the measurement of each pass at most; 0 to keep all passes unmeasured
 * @param target what ends a run of the program, and how long that may take
 * @param ignoresFailure whether a program is optimised whatever its exit code
 * @param overwrites whether an earlier result may be replaced
 * @param verifies whether the result must behave as the original
 * @param comparedFiles files that the program writes, and that must be the same then
 * @param comparesErrors whether the standard error stream must be the same then
 */
public record OptimizeSettings(
    Path directory,
    Purpose purpose,
    Exclusions exclusions,
    boolean stripsSignatures,
    boolean mergesAnyway,
    int rounds,
    Target target,
    boolean ignoresFailure,
    boolean overwrites,
    boolean verifies,
    List<Path> comparedFiles,
    boolean comparesErrors) {
  /** Copies the collections. */
  public OptimizeSettings {
    comparedFiles = List.copyOf(comparedFiles);
  }

  /** Whether more is to be compared than exit code, standard output and answers. */
  public boolean comparesMore() {
    return comparesErrors || !comparedFiles.isEmpty();
  }

  /** Passes not to try. */
  Set<Pass> skippedPasses() {
    return exclusions.passes();
  }
}
