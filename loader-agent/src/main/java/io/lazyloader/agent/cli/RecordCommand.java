package io.lazyloader.agent.cli;

import io.lazyloader.agent.Options;
import io.lazyloader.agent.profile.ClassProfile;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.ProfileException;
import io.lazyloader.agent.profile.ProfileSum;
import io.lazyloader.agent.profile.ProfileWriter;
import io.lazyloader.agent.profile.RegionProfile;
import io.lazyloader.agent.report.Amounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a program once and records what its static initialisers cost and who reads them. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    customSynopsis = "lazyloader record [OPTIONS] -- JAVA-ARGS",
    description =
        "A training run: runs a program eagerly and records the cost, the trigger and the readers of"
            + " each static initialiser.",
    footer = {
      "",
      "lazyloader record -o app.lazyprofile -- -jar app.jar",
      "lazyloader report app.lazyprofile",
      "lazyloader record --ready port:8080 --exercise 'curl -fs localhost:8080/shop' \\",
      "                  --stop-when-ready -- -jar server.jar",
      "",
      "Exit codes: 0 fine, 1 --exercise failed, 2 wrong usage, 3 the program failed,",
      "            4 the profile could not be written"
    })
final class RecordCommand implements Callable<Integer> {
  /** No exit code: there is another run to come. */
  private static final int GO_ON = -1;

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

  @Mixin private WhenReady whenReady = new WhenReady();

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
    Map<String, String> options = new LinkedHashMap<>();
    options.put("mode", "record");
    options.put("profile", profile.toString());
    whenReady.addTo(options);
    check(options);
    ProfileSum sum = new ProfileSum();
    for (int run = 1; run <= runs; run++) {
      int code = record(program, options, sum, run == runs);
      if (code != GO_ON) {
        return code;
      }
    }
    return 0;
  }

  /** Finds all that is wrong before the program runs. */
  private void check(Map<String, String> options) {
    if (runs < 1) {
      throw new CommandFailure(Main.USAGE, "option -n: at least one run, not " + runs + ".");
    }
    String problem = Options.problemIn(options);
    if (problem != null) {
      throw new CommandFailure(Main.USAGE, problem + ".");
    }
    String unstoppable = whenReady.problemOfRecording();
    if (unstoppable != null) {
      throw new CommandFailure(Main.USAGE, unstoppable);
    }
    OutputFile file = new OutputFile("-o", output);
    file.checkPlace();
    if (Files.exists(output) && !Files.isRegularFile(output)) {
      throw new CommandFailure(
          Main.USAGE, "option -o: " + output + " is no file that can be read again; name one.");
    }
    file.probe();
  }

  /**
   * Runs the program once; after the last run, or if there is none to follow, the profile holds all
   * of them.
   *
   * @return the exit code; {@link #GO_ON} if there is none yet
   */
  private int record(
      List<String> program, Map<String, String> options, ProfileSum sum, boolean isLast)
      throws IOException, InterruptedException {
    RecordedFile file = new RecordedFile(output.toAbsolutePath());
    ForegroundProgram running = ForegroundProgram.start("record", options, program, true);
    int code = Main.PROGRAM_FAILED;
    try {
      ProgramEnd end = running.await(whenReady, file::isReady);
      boolean ends =
          isLast
              || !end.isFine()
              || end.wasSignalled()
              || (end.normalSignal() != null && !end.wasStopped());
      boolean isWritten = file.isWritten();
      if (isWritten) {
        sum.add(file.read());
        if (ends && sum.runs() > 1) {
          ProfileWriter.write(sum.profile(), output);
        }
      } else {
        file.removeEmpty();
      }
      code = tell(end, running.exerciseCode(), isWritten, ends ? sum : null);
    } catch (ProfileException e) {
      CommandFailure failure = CommandFailure.of(e);
      code = failure.exitCode();
      throw failure;
    } finally {
      running.told(code);
    }
    return code;
  }

  private int tell(ProgramEnd end, int exerciseCode, boolean isWritten, @Nullable ProfileSum last) {
    String problem = isWritten ? null : problem();
    if (problem != null) {
      complain(problem);
    } else if (!isWritten) {
      complain("no profile was written: the program ended before it could be.");
    } else if (last != null) {
      complain(summary(last.profile()));
    }
    if (exerciseCode != 0) {
      complain("the command of --exercise ended with exit code " + exerciseCode + ".");
    }
    String sentence = end.sentence();
    if (sentence != null) {
      complain(sentence);
    }
    if (problem != null) {
      return Main.NOT_WRITTEN;
    }
    if (!end.isFine() || !isWritten) {
      return Main.PROGRAM_FAILED;
    }
    if (exerciseCode != 0) {
      return Main.CHECK_FAILED;
    }
    return last == null ? GO_ON : 0;
  }

  /** Why no profile can be written now, though it could before; null if it can. */
  private @Nullable String problem() {
    try {
      new OutputFile("-o", output).probe();
      return null;
    } catch (CommandFailure e) {
      return e.getMessage();
    }
  }

  private void complain(String message) {
    spec.commandLine().getErr().println("lazyloader: " + message);
    spec.commandLine().getErr().flush();
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
        "recorded %s with static initialisers; of %s that could be deferred %s never"
            + " read.%nlazyloader: to see them: lazyloader report %s",
        Amounts.counted(profile.classes().size(), "class", "classes"),
        Amounts.counted(regions, "region", "regions"),
        Amounts.counted(neverRead, "was", "were"),
        output);
  }
}
