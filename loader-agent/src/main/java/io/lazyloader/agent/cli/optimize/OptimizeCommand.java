package io.lazyloader.agent.cli.optimize;

import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.common.Terminal;
import io.lazyloader.agent.cli.program.AgentJar;
import io.lazyloader.agent.cli.program.ProgramArguments;
import io.lazyloader.agent.cli.program.RunProgress;
import io.lazyloader.agent.optimize.Optimized;
import io.lazyloader.agent.optimize.Optimizer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Links a program's jars once, so that it starts faster from then on. */
@Command(
    name = "optimize",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = "lazyloader optimize -o DIR [OPTIONS] -- JAVA-ARGS",
    description =
        "Links a program for a faster start: tries pass by pass, measures each on the program"
            + " itself, keeps what pays, and leaves DIR with a launcher. The original is not"
            + " touched. Arguments behind the program are those that it is trained with.",
    footer = {
      "",
      "lazyloader optimize -o fast -- -jar app.jar in.txt",
      "fast/bin/app in.txt",
      "lazyloader optimize -o fast --for server --ready port:8080 \\",
      "                    --exercise 'curl -fs localhost:8080/shop' -- -jar server.jar",
      "",
      "Exit codes: 0 fine, 1 it behaves in another way (--verify), 2 wrong usage,",
      "            3 the program failed, 4 the result could not be written"
    })
public final class OptimizeCommand implements Callable<Integer> {
  /** Before, there is no interval of 95 %. */
  private static final int FEWEST_ROUNDS = 4;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "The directory to make.")
  private @Nullable Path output;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the launcher is called (default: after the jar or main class).")
  private @Nullable String name;

  @Option(
      names = {"-n", "--rounds"},
      paramLabel = "N",
      description =
          "Timed rounds for each pass at most; 0 keeps every pass without measuring (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int rounds = 10;

  @Option(names = "--verify", description = "Fails if the result behaves in another way.")
  private boolean verifies;

  @Option(names = "--overwrite", description = "Replaces an earlier result.")
  private boolean overwrites;

  @Mixin private OptimizeOptions options = new OptimizeOptions();

  @Mixin private ProgramArguments program = new ProgramArguments();

  @Mixin private Messages messages = new Messages();

  @SuppressWarnings("NullAway.Init")
  OptimizeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    List<String> words = program.words();
    Path directory = output == null ? Path.of("optimized") : output;
    if (rounds < 0) {
      throw CommandFailure.usage("option -n: at least 0 rounds, not " + rounds + ".");
    }
    if (rounds > 0 && rounds < FEWEST_ROUNDS) {
      throw CommandFailure.usage(
          "option -n: of fewer than "
              + FEWEST_ROUNDS
              + " rounds nothing can be told from noise, so that no pass would be kept. Take more,"
              + " or 0 to keep all without measuring.");
    }
    Path agentJar = AgentJar.find("optimize");
    RunProgress progress =
        new RunProgress(messages.err(), Terminal.isErrInteractive(), messages.layout().width());
    Optimized optimized =
        LinkFailures.told(
            progress,
            directory + " can't be made",
            () ->
                new Optimizer(
                        options.settings(directory, rounds, overwrites, verifies),
                        options.planSource(words, agentJar, progress),
                        progress,
                        progress::warn)
                    .optimize(words, name, agentJar));
    optimized.text().forEach(messages.out()::println);
    messages.tell("run it: " + optimized.launcher());
    return ExitCode.FINE.number();
  }
}
