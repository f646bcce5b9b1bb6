package io.lazyloader.agent.cli.profile;

import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.profile.Profile;
import java.io.File;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The classes by which the fields of a profile are judged: a mixin of commands. */
final class RecordedClassPath {
  @Option(
      names = {"-cp", "-classpath", "--class-path"},
      paramLabel = "PATH",
      description =
          "Judges the fields by these classes, as explain does. Default: those of the class path"
              + " that the profile names.")
  private @Nullable String given;

  /** Made by picocli, which sets the rest. */
  RecordedClassPath() {}

  /** Whether the user named any. */
  boolean isGiven() {
    return given != null;
  }

  /**
   * What was given, or else what a profile names; empty if none of that is on this machine.
   *
   * @throws CommandFailure if nothing of what was given is there
   */
  String of(Profile profile) {
    if (given == null) {
      return RegionVerdicts.recordedClassPath(profile);
    }
    if (Arrays.stream(given.split(File.pathSeparator, -1)).noneMatch(RecordedClassPath::exists)) {
      throw CommandFailure.usage(
          "option -cp: nothing of "
              + given
              + " exists (looked in "
              + new File("").getAbsolutePath()
              + ").");
    }
    return given;
  }

  /** Whether there is a jar, a directory, or one that {@code /*} stands behind. */
  private static boolean exists(String entry) {
    String file = entry.endsWith("*") ? entry.substring(0, entry.length() - 1) : entry;
    return entry.equals("*") || (!file.isEmpty() && new File(file).exists());
  }
}
