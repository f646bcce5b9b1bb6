package io.lazyloader.agent.cli.profile;

import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.ProfileException;
import io.lazyloader.agent.profile.ProfileReader;
import io.lazyloader.agent.profile.ProfileSum;
import io.lazyloader.agent.profile.RunIds;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Adds up profiles, and no run twice. Merged profiles go first, the largest before all, as a run
 * that one of them holds can be passed over, but not taken out of it. So files are gone through two
 * times: what is held does not grow with those of single runs.
 */
final class FleetMerge {
  /** How many files that are in already are named. */
  private static final int NAMED = 3;

  private final ProfileSum sum = new ProfileSum();
  private final boolean skipsBad;
  private final Consumer<String> complain;
  private final Map<Path, Long> mergedBefore = new TreeMap<>();
  private final Set<Path> added = new HashSet<>();
  private long merged;
  private long passedOver;
  private long alreadyIn;
  private long unsure;

  /**
   * Makes a merge of nothing.
   *
   * @param skipsBad whether files that can't be read are passed over
   * @param complain takes sentences for the user
   */
  FleetMerge(boolean skipsBad, Consumer<String> complain) {
    this.skipsBad = skipsBad;
    this.complain = complain;
  }

  /** Looks at a file the first time: whether it is a merged profile. */
  void look(Path file) {
    try {
      long runs = ProfileReader.runs(file);
      if (runs > 1) {
        mergedBefore.put(file, runs);
      }
    } catch (ProfileException e) {
      // Told when it is read.
    }
  }

  /** Adds the merged profiles, when all were looked at. */
  void addMerged() {
    List<Path> largestFirst =
        mergedBefore.entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<Path, Long> file) -> -file.getValue())
                    .thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .toList();
    for (Path file : largestFirst) {
      read(file);
    }
  }

  /** Looks at a file for the second time, and adds it. */
  void add(Path file) {
    // What was merged before is in, but what is named twice was meant twice.
    if (!mergedBefore.containsKey(file) || !added.add(file)) {
      read(file);
    }
  }

  private void read(Path file) {
    try {
      add(file, ProfileReader.read(file));
    } catch (ProfileException e) {
      CommandFailure failure = CommandFailure.of(e);
      refuse(failure.exitCode(), String.valueOf(failure.getMessage()));
    }
  }

  private void add(Path file, Profile profile) {
    RunIds ids = profile.runIds();
    int known = ids.in(sum.runIds());
    boolean areAllKnown = ids.size() > 0 && known == ids.size();
    if (areAllKnown && (ids.isCut() || known == profile.runs())) {
      if (++alreadyIn <= NAMED) {
        complain.accept("profile " + file + " is in already, and is not counted again.");
      }
      return;
    }
    if (known > 0) {
      refuse(
          ExitCode.WRONG_USAGE,
          "profile "
              + file
              + " holds runs that are in already and others that are not, and they can't be told"
              + " apart any more. Leave out this one, or what has the same runs.");
      return;
    }
    unsure += ids.areKnownTo(sum.runIds()) ? 0 : 1;
    sum.add(profile);
    merged++;
  }

  private void refuse(ExitCode exitCode, String message) {
    if (!skipsBad) {
      throw new CommandFailure(
          exitCode, message + " Nothing was written; --skip-bad passes such files over.");
    }
    passedOver++;
    complain.accept("passed over: " + message);
  }

  /** How many files were added. */
  long merged() {
    return merged;
  }

  /** How many files could not be. */
  long passedOver() {
    return passedOver;
  }

  /** How many files held only runs that were in. */
  long alreadyIn() {
    return alreadyIn;
  }

  /** How many files may hold such runs, too, which nobody can tell any more. */
  long unsure() {
    return unsure;
  }

  /** All runs that were added. */
  Profile profile() {
    return sum.profile();
  }
}
