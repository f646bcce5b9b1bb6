package io.lazyloader.agent.cli.optimize;

import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.common.OutputFile;
import io.lazyloader.agent.cli.common.Terminal;
import io.lazyloader.agent.cli.program.AgentJar;
import io.lazyloader.agent.cli.program.ProgramArguments;
import io.lazyloader.agent.cli.program.RunProgress;
import io.lazyloader.agent.optimize.Bisected;
import io.lazyloader.agent.optimize.Bisection;
import io.lazyloader.agent.optimize.OptimizeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds what makes an optimised program behave differently, and has it left out. */
@Command(
    name = "bisect",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "lazyloader bisect [OPTIONS] -- JAVA-ARGS",
    description =
        "Finds the passes, fields, classes and options that make a program behave differently when"
            + " it is optimised, and writes a file by which optimize leaves them out. It has to be"
            + " given the options that optimize is given.",
    footer = {
      "",
      "lazyloader bisect -o app.lazyexclude --safety aggressive -- -jar app.jar in.txt",
      "lazyloader bisect --check '\"$LAZYLOADER_CANDIDATE\" | grep -q done' \\",
      "                  -- -jar app.jar in.txt",
      "",
      "Exit codes: 0 fine, 1 the optimised program behaves differently,",
      "            2 wrong usage, 3 the program failed, or does not repeat itself,",
      "            4 a file could not be written"
    })
public final class BisectCommand implements Callable<Integer> {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write what to leave out (default: ${DEFAULT-VALUE}).",
      defaultValue = "app.lazyexclude")
  private Path output = Path.of("app.lazyexclude");

  @Option(
      names = "--check",
      paramLabel = "CMD",
      description =
          "What sh -c runs to tell good (exit code 0) from bad (any other), instead of a"
              + " comparison; $LAZYLOADER_CANDIDATE is a script that runs the program.")
  private @Nullable String check;

  @Mixin private OptimizeOptions options = new OptimizeOptions();

  @Mixin private ProgramArguments program = new ProgramArguments();

  @Mixin private Messages messages = new Messages();

  @SuppressWarnings("NullAway.Init")
  BisectCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> words = program.words();
    OutputFile file = new OutputFile("-o", output);
    file.checkPlace();
    Path agentJar = AgentJar.find("bisect");
    RunProgress progress =
        new RunProgress(messages.err(), Terminal.isErrInteractive(), messages.layout().width());
    Bisected found =
        LinkFailures.told(
            progress, "the program can't be linked", () -> find(words, agentJar, progress));
    BisectText text = BisectText.of(found, options.excluded(), words, options.policy());
    text.write(messages.out(), messages.layout());
    if (found.culprits().isEmpty()) {
      return ExitCode.FINE.number();
    }
    if (!found.isHopeless()) {
      file.write(text::writeFile);
      messages.tell(
          "wrote " + output + "; leave out what it names: lazyloader optimize --exclude " + output);
    }
    return ExitCode.CHECK_FAILED.number();
  }

  private Bisected find(List<String> words, Path agentJar, RunProgress progress)
      throws IOException, InterruptedException {
    OptimizeSettings settings =
        options.settings(
            Path.of(""), /* rounds= */ 0, /* overwrites= */ false, /* verifies= */ false);
    if (check != null && settings.comparesMore()) {
      throw CommandFailure.usage(
          "--compare and --compare-stderr compare, and --check CMD decides instead; give one.");
    }
    return new Bisection(
            settings,
            options.planSource(words, agentJar, progress),
            check,
            progress,
            progress::warn)
        .find(words, agentJar);
  }
}
