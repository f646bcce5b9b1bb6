package io.lazyloader.agent.cli.profile;

import io.lazyloader.agent.Options;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.common.OutputFile;
import io.lazyloader.agent.cli.common.Patience;
import io.lazyloader.agent.cli.program.ForegroundProgram;
import io.lazyloader.agent.cli.program.ProgramArguments;
import io.lazyloader.agent.cli.program.ProgramEnd;
import io.lazyloader.agent.cli.program.WhenReady;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
public final class RecordCommand implements Callable<Integer> {
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

  @Mixin private ProgramArguments program = new ProgramArguments();

  @Mixin private Messages messages = new Messages();

  @SuppressWarnings("NullAway.Init")
  RecordCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> words = program.words();
    Path profile = output.toAbsolutePath();
    Map<String, String> options = new LinkedHashMap<>();
    options.put("mode", "record");
    options.put("profile", profile.toString());
    whenReady.addTo(options);
    check(options);
    ProfileSum sum = new ProfileSum();
    for (int run = 1; run <= runs; run++) {
      if (runs > 1) {
        messages.tell("run " + run + " of " + runs);
      }
      ExitCode code = record(words, options, sum, run == runs);
      if (code != null) {
        return code.number();
      }
    }
    return ExitCode.FINE.number();
  }

  /** Finds all that is wrong before the program runs. */
  private void check(Map<String, String> options) {
    if (runs < 1) {
      throw CommandFailure.usage("option -n: at least one run, not " + runs + ".");
    }
    String problem = Options.problemIn(options);
    if (problem != null) {
      throw CommandFailure.usage(problem + ".");
    }
    String unstoppable = whenReady.problemOfRecording();
    if (unstoppable != null) {
      throw CommandFailure.usage(unstoppable);
    }
    OutputFile file = new OutputFile("-o", output);
    file.checkPlace();
    if (Files.exists(output) && !Files.isRegularFile(output)) {
      throw CommandFailure.usage(
          "option -o: " + output + " is no file that can be read again; name one.");
    }
    file.probe();
  }

  /**
   * Runs the program once; after the last run, or if there is none to follow, the profile holds all
   * of them.
   *
   * @return the exit code; null if there is none yet, as another run is to come
   */
  private @Nullable ExitCode record(
      List<String> words, Map<String, String> options, ProfileSum sum, boolean isLast)
      throws IOException, InterruptedException {
    RecordedFile file = new RecordedFile(output.toAbsolutePath());
    ForegroundProgram running = ForegroundProgram.start("record", options, words, true);
    ExitCode code = ExitCode.PROGRAM_FAILED;
    try {
      ProgramEnd end = running.await(whenReady, file::isReady);
      boolean ends =
          isLast
              || !end.isFine()
              || end.wasSignalled()
              || (end.normalSignal() != null && !end.wasStopped());
      boolean isWritten = file.isWritten();
      if (isWritten) {
        add(file, sum, ends);
      } else {
        file.removeEmpty();
      }
      code = tell(end, running.exerciseCode(), isWritten, ends ? sum : null);
    } catch (ProfileException e) {
      CommandFailure failure = CommandFailure.of(e);
      code = failure.exitCode();
      throw failure;
    } finally {
      running.told(code == null ? ExitCode.FINE : code);
    }
    return code;
  }

  @SuppressWarnings("try") // Only to be closed.
  private void add(RecordedFile file, ProfileSum sum, boolean ends) throws ProfileException {
    try (Patience waiting = messages.patience("reading what was recorded")) {
      sum.add(file.read());
      if (ends && sum.runs() > 1) {
        ProfileWriter.write(sum.profile(), output);
      }
    }
  }

  private @Nullable ExitCode tell(
      ProgramEnd end, int exerciseCode, boolean isWritten, @Nullable ProfileSum last) {
    String problem = isWritten ? null : problem();
    if (problem != null) {
      messages.tell(problem);
    } else if (!isWritten) {
      messages.tell("no profile was written: the program ended before it could be.");
    } else if (last != null) {
      messages.tell(summary(last.profile()));
    }
    if (exerciseCode != 0) {
      messages.tell("the command of --exercise ended with exit code " + exerciseCode + ".");
    }
    String sentence = end.sentence();
    if (sentence != null) {
      messages.tell(sentence);
    }
    if (problem != null) {
      return ExitCode.NOT_WRITTEN;
    }
    if (!end.isFine() || !isWritten) {
      return ExitCode.PROGRAM_FAILED;
    }
    if (exerciseCode != 0) {
      return ExitCode.CHECK_FAILED;
    }
    return last == null ? null : ExitCode.FINE;
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
