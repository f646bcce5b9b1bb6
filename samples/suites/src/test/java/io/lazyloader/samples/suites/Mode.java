package io.lazyloader.samples.suites;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the agent is told to do in a run. */
enum Mode {
  STRICT("mode=all,safety=strict"),
  BALANCED("mode=all,safety=balanced"),
  AGGRESSIVE("mode=all,safety=aggressive"),
  /** What {@link #LESSONS} starts before have learnt. */
  LEARNT("mode=all,safety=strict,learn=exit"),
  /** What a plan made for the program names, and nothing else. */
  PLANNED("mode=normal"),
  RECORDED("mode=record"),
  NONE("mode=none");

  /** So many starts it takes to judge, to rehearse, and to see which fields each start reads. */
  private static final int LESSONS = 2;

  private final String options;

  Mode(String options) {
    this.options = options;
  }

  /** Those that the property {@code programs.modes} lists, separated by commas. */
  static List<Mode> chosen() {
    return Arrays.stream(System.getProperty("programs.modes").split(",", -1))
        .map(name -> valueOf(name.toUpperCase(Locale.ROOT)))
        .toList();
  }

  /** Options of the agent for a program, whose files go into the directory. */
  String options(Program program, Path directory, String more) {
    String files =
        switch (this) {
          case RECORDED -> ",profile=" + directory.resolve("app.lazyprofile");
          case LEARNT -> ",cache=" + directory.resolve("cache") + metrics(directory);
          case PLANNED -> ",plan=" + plan(program) + metrics(directory);
          default -> metrics(directory);
        };
    return options + files + ",quiet" + (more.isEmpty() ? "" : "," + more);
  }

  /** Forgets what earlier campaigns have learnt; returns how many starts are to learn. */
  int beginLessons(Path directory) throws IOException {
    if (this != LEARNT) {
      return 0;
    }
    Child.freshDirectory(directory.resolve("cache"));
    return LESSONS;
  }

  Path metricsFile(Path directory) {
    return directory.resolve("metrics-" + this + ".json");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private String metrics(Path directory) {
    return ",format=json,metrics=" + metricsFile(directory);
  }

  private static Path plan(Program program) {
    return Path.of(System.getProperty("programs.plans"))
        .toAbsolutePath()
        .resolve(program.name() + ".lazyplan");
  }
}
