package io.lazyloader.agent.cli;

import io.lazyloader.agent.profile.ClassProfile;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.ProfileException;
import io.lazyloader.agent.profile.ProfileReader;
import io.lazyloader.agent.profile.RegionProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    customSynopsis = "lazyloader record [-o FILE] [--ready SIGN] -- JAVA-ARGS",
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
    FileTime before = Files.exists(profile) ? Files.getLastModifiedTime(profile) : null;
    List<String> arguments = new ArrayList<>();
    // As properties: in the agent's argument, a comma would end a value.
    arguments.add("-Dlazyloader.mode=record");
    arguments.add("-Dlazyloader.profile=" + profile);
    if (ready != null) {
      arguments.add("-Dlazyloader.ready=" + ready);
    }
    arguments.add("-javaagent:" + AgentJar.find("record"));
    arguments.addAll(program);
    ForegroundProgram running = ForegroundProgram.start(arguments);
    int code = Main.PROGRAM_FAILED;
    try {
      code = tell(running.await(), profile, before);
    } finally {
      running.told(code);
    }
    return code;
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

  private int tell(int programCode, Path profile, @Nullable FileTime before) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    boolean isWritten = Files.exists(profile) && !Files.getLastModifiedTime(profile).equals(before);
    if (isWritten) {
      err.println(summary(profile));
    } else {
      err.println("lazyloader: no profile was written: the program ended before it could be.");
    }
    if (programCode != 0) {
      err.println("lazyloader: the program ended with exit code " + programCode + ".");
    }
    err.flush();
    return programCode == 0 && isWritten ? 0 : Main.PROGRAM_FAILED;
  }

  private String summary(Path file) {
    Profile profile;
    try {
      profile = ProfileReader.read(file);
    } catch (ProfileException e) {
      throw new CommandFailure(Main.PROGRAM_FAILED, String.valueOf(e.getMessage()));
    }
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
