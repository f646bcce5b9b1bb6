package io.lazyloader.agent.cli.optimize;

import io.lazyloader.agent.bench.JavaArguments;
import io.lazyloader.agent.bench.Target;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.common.Patience;
import io.lazyloader.agent.cli.program.ProgramArguments;
import io.lazyloader.agent.cli.program.RunTarget;
import io.lazyloader.agent.optimize.ArgumentFiles;
import io.lazyloader.agent.optimize.LinkedProgram;
import io.lazyloader.agent.optimize.OptimizeException;
import io.lazyloader.agent.optimize.ScratchDirectory;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells whether a program's JVM uses an archive of classes, and which classes are not from it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    customSynopsis = {
      "lazyloader doctor [OPTIONS] -- JAVA-ARGS",
      "       lazyloader doctor [OPTIONS] DIR [-- ARGUMENTS]"
    },
    description =
        "Runs a program and tells whether its JVM uses a CDS archive or AOT cache, if not why, and"
            + " why some classes do not come from it. Of DIR, which optimize left, it tells first"
            + " what is not as it was; without ARGUMENTS it runs as it was trained.",
    footer = {
      "",
      "lazyloader doctor -- -XX:SharedArchiveFile=app.jsa -jar app.jar",
      "lazyloader doctor --expect-archive --ready port:8080 -- -XX:AOTCache=app.aot -jar app.jar",
      "lazyloader doctor --expect-archive fast",
      "",
      "Exit codes: 0 fine, 1 a check failed (--expect-archive), 2 wrong usage,",
      "            3 the program failed"
    })
public final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--train",
      description =
          "Also has an archive made of the same run, in a temporary directory, and reads what the"
              + " JVM leaves out of it, and why.")
  private boolean trains;

  @Option(
      names = "--expect-archive",
      description =
          "Ends with 1 if no archive of the application is used, or one with old classes.")
  private boolean expectsArchive;

  @Option(
      names = {"-i", "--ignore-failure"},
      description = "Looks at programs whatever their exit code.")
  private boolean ignoresFailure;

  @Option(names = "--json", description = "Writes the answer as JSON.")
  private boolean isJson;

  @Mixin private RunTarget target = new RunTarget();

  @Mixin private ProgramArguments program = new ProgramArguments();

  @Mixin private Messages messages = new Messages();

  @SuppressWarnings("NullAway.Init")
  DoctorCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Diagnosis diagnosis = program.before().isEmpty() ? examine(program.words()) : examine(linked());
    if (isJson) {
      DoctorJson.write(diagnosis, messages.out());
    } else {
      new DoctorText(messages.out(), messages.layout()).write(diagnosis);
    }
    boolean isFine = !expectsArchive || diagnosis.isFine();
    return (isFine ? ExitCode.FINE : ExitCode.CHECK_FAILED).number();
  }

  private LinkedProgram linked() throws IOException {
    List<String> names = program.before();
    if (names.size() > 1) {
      throw CommandFailure.usage(
          "one DIR stands before --, and what the program gets comes after; '"
              + names.get(1)
              + "' is too much.");
    }
    try {
      return LinkedProgram.read(Path.of(names.get(0)));
    } catch (OptimizeException | InvalidPathException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private Diagnosis examine(LinkedProgram linked) throws IOException, InterruptedException {
    List<String> problems = linked.problems();
    List<String> given = program.hasDelimiter() ? program.after() : linked.arguments();
    try {
      return examine(linked.words(given)).of(problems);
    } catch (CommandFailure e) {
      problems.forEach(messages::tell);
      throw e;
    }
  }

  @SuppressWarnings("try") // Only to be closed.
  private Diagnosis examine(List<String> words) throws IOException, InterruptedException {
    Target ends = target.target();
    try (ScratchDirectory scratch = ScratchDirectory.make("lazyloader-doctor")) {
      Examination examination = new Examination(heard(words), ends, scratch.path());
      try (Patience waiting = messages.patience(examination::step)) {
        return examination.run(trains, ignoresFailure);
      }
    }
  }

  /** With argument files in full, and without what would silence the JVM's log, which is read. */
  private static JavaArguments heard(List<String> words) {
    JavaArguments arguments;
    try {
      arguments = JavaArguments.parse(ArgumentFiles.expand(words));
    } catch (OptimizeException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
    List<String> options =
        arguments.options().stream().filter(option -> !option.equals("-Xlog:disable")).toList();
    return new JavaArguments(options, arguments.program(), arguments.arguments());
  }
}
