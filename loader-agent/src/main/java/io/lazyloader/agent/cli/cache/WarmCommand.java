package io.lazyloader.agent.cli.cache;

import io.lazyloader.agent.Options;
import io.lazyloader.agent.cache.CacheCounts;
import io.lazyloader.agent.cache.CacheDirectory;
import io.lazyloader.agent.cache.CacheFile;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.program.AgentOptions;
import io.lazyloader.agent.cli.program.ForegroundProgram;
import io.lazyloader.agent.cli.program.ProgramArguments;
import io.lazyloader.agent.cli.program.ProgramEnd;
import io.lazyloader.agent.cli.program.WhenReady;
import io.lazyloader.agent.report.Amounts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a program until the agent has learnt all of it that it can. */
@Command(
    name = "warm",
    mixinStandardHelpOptions = true,
    customSynopsis = "lazyloader warm [OPTIONS] -- JAVA-ARGS",
    description =
        "Fills the agent's cache: runs a program and learns at its end, so that the next start does"
            + " no work on bytecode.",
    footer = {
      "",
      "lazyloader warm -- -jar app.jar",
      "lazyloader warm --cache /app/cache --ready port:8080 --stop-when-ready -- -jar server.jar",
      "java -javaagent:loader-agent.jar=mode=all,cache=/app/cache -jar server.jar",
      "",
      "Exit codes: 0 fine, 1 nothing was learnt, 2 wrong usage, 3 the program failed"
    })
public final class WarmCommand implements Callable<Integer> {
  @Option(
      names = {"-n", "--runs"},
      paramLabel = "RUNS",
      description =
          "How often to run it: the second and third run show what start-up reads anyway"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "3")
  private int runs = 3;

  /** Enough to judge some ten thousand classes on a slow machine. */
  private static final long LEARNING_SECONDS = 600;

  @Mixin private CacheOption cache = new CacheOption();

  @Mixin private WhenReady whenReady = new WhenReady();

  @Mixin private AgentOptions agent = new AgentOptions();

  @Mixin private ProgramArguments program = new ProgramArguments();

  @Mixin private Messages messages = new Messages();

  /** Whether the user wants no more of it. */
  private boolean isStopped;

  @SuppressWarnings("NullAway.Init")
  WarmCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path ready = Files.createTempFile("lazyloader-warm", ".json");
    try {
      return warm(ready).number();
    } finally {
      Files.deleteIfExists(ready);
    }
  }

  private ExitCode warm(Path ready) throws IOException, InterruptedException {
    if (runs < 1) {
      throw CommandFailure.usage("option -n: at least one run, not " + runs + ".");
    }
    List<String> words = program.words();
    Map<String, String> options = AgentOptions.withMode(agent.given());
    File directory = cache.directory();
    options.put("cache", directory.getPath());
    options.put("learn", "exit");
    options.put("metrics", ready.toString());
    options.put("format", "json");
    options.putIfAbsent("quiet", "true");
    whenReady.addTo(options);
    String problem = Options.problemIn(options);
    if (problem != null) {
      throw CommandFailure.usage(problem + ".");
    }
    long began = System.currentTimeMillis();
    ExitCode code = ExitCode.FINE;
    for (int run = 1; run <= runs && !isStopped; run++) {
      Files.write(ready, new byte[0]);
      // What it was that went wrong, if it does so each time, is no reason not to learn.
      code = run(options, words, ready);
    }
    ExitCode learnt = tell(directory, began);
    return code == ExitCode.FINE ? learnt : code;
  }

  private ExitCode run(Map<String, String> options, List<String> words, Path ready)
      throws InterruptedException {
    ForegroundProgram running = ForegroundProgram.start("warm", options, words, true);
    running.waitsForEnd(LEARNING_SECONDS);
    ExitCode code = ExitCode.PROGRAM_FAILED;
    try {
      ProgramEnd end = running.await(whenReady, () -> ready.toFile().length() > 0);
      isStopped = end.wasSignalled();
      String sentence = end.sentence();
      if (sentence != null) {
        messages.tell(sentence);
      }
      code = end.isFine() ? ExitCode.FINE : ExitCode.PROGRAM_FAILED;
    } finally {
      running.told(code);
    }
    return code;
  }

  private ExitCode tell(File directory, long began) {
    List<File> all = new CacheDirectory(directory).list();
    // File systems keep times in steps.
    if (all.isEmpty() || all.get(0).lastModified() < began - 2_000) {
      messages.tell(
          "nothing was learnt: no cache was written to "
              + directory
              + "; see what the agent says"
              + " with -O quiet=false.");
      return ExitCode.CHECK_FAILED;
    }
    File file = all.get(0);
    try {
      CacheFile content = CacheFile.open(file);
      CacheCounts counts = content.counts();
      messages.tell(
          "learnt: "
              + Amounts.counted(counts.nothing(), "class is", "classes are")
              + " passed over, "
              + Amounts.counted(counts.defers(), "has", "have")
              + " fields that may be deferred ("
              + file
              + ", "
              + Amounts.bytes(file.length())
              + ").");
      messages.tell(ProfitText.of(content.header()) + ".");
      return ExitCode.FINE;
    } catch (IOException e) {
      messages.tell(file + " can't be used: " + e.getMessage() + ".");
      return ExitCode.CHECK_FAILED;
    }
  }
}
