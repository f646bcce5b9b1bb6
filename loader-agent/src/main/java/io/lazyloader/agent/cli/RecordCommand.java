package io.lazyloader.agent.cli;

import io.lazyloader.agent.profile.ClassProfile;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.ProfileReader;
import io.lazyloader.agent.profile.ProfileSum;
import io.lazyloader.agent.profile.ProfileWriter;
import io.lazyloader.agent.profile.RegionProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a program once and records what its static initialisers cost and who reads them. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    customSynopsis = "lazyloader record [-o FILE] [-n RUNS] [--ready SIGN] -- JAVA-ARGS",
    description =
        "A training run: runs a program eagerly and records the cost, the trigger and the readers of"
            + " each static initialiser.",
    footer = {
      "",
      "lazyloader record -o app.lazyprofile -- -jar app.jar",
      "lazyloader report app.lazyprofile",
      "",
      "Exit codes: 0 fine, 2 wrong usage, 3 the program failed"
    })
final class RecordCommand implements Callable<Integer> {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The profile to write (default: ${DEFAULT-VALUE}).",
      defaultValue = "app.lazyprofile")
  private Path output = Path.of("app.lazyprofile");

  @Option(
      names = {"-n", "--runs"},
      paramLabel = "RUNS",
      description = "How often to run it; the profile holds all runs (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int runs = 1;

  @Option(
      names = "--ready",
      paramLabel = "SIGN",
      description = "What ends start-up: main, call, spring, idle:MS, port:N or log:REGEX.")
  private @Nullable String ready;

  @Parameters(
      arity = "0..*",
      paramLabel = "JAVA-ARGS",
      description = "What java gets: options, the main class or -jar, and its arguments.")
  private List<String> afterDelimiter = new ArrayList<>();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  RecordCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> program = ProgramArguments.of(spec, afterDelimiter);
    Path profile = output.toAbsolutePath();
    checkOutput(profile);
    if (runs < 1) {
      throw new CommandFailure(Main.USAGE, "option -n: at least one run, not " + runs + ".");
    }
    ProfileSum sum = new ProfileSum();
    for (int run = 0; run < runs; run++) {
      int code = record(program, profile, sum, run + 1 == runs);
      if (code != 0) {
        return code;
      }
    }
    return 0;
  }

  /** Runs the program once; after the last run, the profile holds all of them. */
  private int record(List<String> program, Path profile, ProfileSum sum, boolean isLast)
      throws IOException, InterruptedException {
    FileTime before = Files.exists(profile) ? Files.getLastModifiedTime(profile) : null;
    Map<String, String> options = new LinkedHashMap<>();
    options.put("mode", "record");
    options.put("profile", profile.toString());
    if (ready != null) {
      options.put("ready", ready);
    }
    ForegroundProgram running = ForegroundProgram.start("record", options, program);
    int code = Main.PROGRAM_FAILED;
    try {
      int programCode = running.await();
      boolean isWritten = hasContent(profile) && !Files.getLastModifiedTime(profile).equals(before);
      if (isWritten) {
        sum.add(ProfileReader.read(profile));
        if (isLast && runs > 1) {
          ProfileWriter.write(sum.profile(), profile);
        }
      }
      if (before == null && !isWritten) {
        // The recorder opens it early.
        Files.deleteIfExists(profile);
      }
      code = tell(programCode, isWritten, isLast ? sum : null);
    } finally {
      running.told(code);
    }
    return code;
  }

  private static boolean hasContent(Path file) throws IOException {
    return Files.exists(file) && (!Files.isRegularFile(file) || Files.size(file) > 0);
  }

  private void checkOutput(Path profile) {
    Path directory = profile.getParent();
    if (Files.isDirectory(profile)) {
      throw new CommandFailure(
          Main.USAGE, "option -o: " + output + " is a directory; name a file in it.");
    }
    if (directory == null || !Files.isDirectory(directory)) {
      throw new CommandFailure(
          Main.USAGE, "option -o: there is no directory " + directory + "; make it first.");
    }
  }

  private int tell(int programCode, boolean isWritten, @Nullable ProfileSum last) {
    PrintWriter err = spec.commandLine().getErr();
    if (!isWritten) {
      err.println("lazyloader: no profile was written: the program ended before it could be.");
    } else if (last != null || programCode != 0) {
      err.println(last == null ? "lazyloader: wrote " + output + '.' : summary(last.profile()));
    }
    if (programCode != 0) {
      err.println("lazyloader: the program ended with exit code " + programCode + ".");
    }
    err.flush();
    return programCode == 0 && isWritten ? 0 : Main.PROGRAM_FAILED;
  }

  private String summary(Profile profile) {
    int regions = 0;
    int neverRead = 0;
    for (ClassProfile recorded : profile.classes().values()) {
      for (RegionProfile region : recorded.regions()) {
        regions++;
        neverRead += region.isNeverRead() ? 1 : 0;
      }
    }
    return String.format(
        Locale.ROOT,
        "lazyloader: recorded %,d classes with static initialisers; of %,d regions that could be"
            + " deferred %,d were never read.%nlazyloader: to see them: lazyloader report %s",
        profile.classes().size(),
        regions,
        neverRead,
        output);
  }
}
