package io.lazyloader.samples.suites;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the agent is told to do in a run. */
enum Mode {
  STRICT("mode=all,safety=strict"),
  BALANCED("mode=all,safety=balanced"),
  AGGRESSIVE("mode=all,safety=aggressive"),
  /** What a plan made for the program names, and nothing else. */
  PLANNED("mode=normal"),
  RECORDED("mode=record"),
  NONE("mode=none");

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
          case PLANNED -> ",plan=" + plan(program) + metrics(directory);
          default -> metrics(directory);
        };
    return options + files + ",quiet" + (more.isEmpty() ? "" : "," + more);
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
