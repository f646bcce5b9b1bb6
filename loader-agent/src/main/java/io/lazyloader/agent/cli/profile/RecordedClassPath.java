package io.lazyloader.agent.cli.profile;

import io.lazyloader.agent.profile.Profile;
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

  /** What was given, or else what a profile names; empty if none of that is on this machine. */
  String of(Profile profile) {
    return given == null ? RegionVerdicts.recordedClassPath(profile) : given;
  }
}
