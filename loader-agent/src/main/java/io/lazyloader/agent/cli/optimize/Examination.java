package io.lazyloader.agent.cli.optimize;

import io.lazyloader.agent.archive.AbsenceFinder;
import io.lazyloader.agent.archive.ArchiveContents;
import io.lazyloader.agent.archive.ArchiveKind;
import io.lazyloader.agent.archive.ArchiveLog;
import io.lazyloader.agent.archive.ArchiveLogging;
import io.lazyloader.agent.archive.ArchiveRecipe;
import io.lazyloader.agent.archive.ArchiveRequest;
import io.lazyloader.agent.archive.Evidence;
import io.lazyloader.agent.archive.LoadedClass;
import io.lazyloader.agent.archive.LoadedClasses;
import io.lazyloader.agent.archive.Mismatch;
import io.lazyloader.agent.archive.TrainingLog;
import io.lazyloader.agent.bench.JavaArguments;
import io.lazyloader.agent.bench.Target;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.optimize.Diagnosis.Counts;
import io.lazyloader.agent.cli.program.ChildJvm;
import io.lazyloader.agent.cli.program.QuietProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs a program and finds out what its JVM does with archives. */
final class Examination {
  private final JavaArguments words;
  private final Target target;
  private final Path directory;
  private final int feature = Runtime.version().feature();
  private final List<String> options;
  private final ArchiveRequest request;
  private final List<String> notes = new ArrayList<>();
  private volatile String step = "running the program";

  /**
   * Makes an examination.
   *
   * @param words what {@code java} gets
   * @param target when the program is done
   * @param directory takes logs and what is printed; the caller removes it
   */
  Examination(JavaArguments words, Target target, Path directory) {
    this.words = words;
    this.target = target;
    this.directory = directory;
    this.options = JvmOptions.all(words, System.getenv());
    this.request = ArchiveRequest.parse(options);
  }

  /**
   * Runs the program.
   *
   * @param trains whether it is run once more, to have an archive made, which tells more
   * @param ignoresFailure whether its exit code is of no interest
   * @throws CommandFailure if the program fails
   */
  Diagnosis run(boolean trains, boolean ignoresFailure) throws IOException, InterruptedException {
    Path archive = directory.resolve("archive.log");
    Path classes = directory.resolve("classes.log");
    QuietProgram program = new QuietProgram(target, directory);
    int exitCode = program.run(command(words, ArchiveLogging.ofUse(feature, archive, classes)));
    List<LoadedClass> loaded = Files.exists(classes) ? LoadedClasses.read(classes) : List.of();
    if (loaded.isEmpty() || (exitCode != 0 && !ignoresFailure)) {
      throw failed(exitCode, loaded, program.tail());
    }
    ArchiveLog log = ArchiveLog.read(archive);
    ArchiveKind kind = request.kind();
    boolean isUsed = isUsed(kind, loaded, log);
    Mismatch mismatch = isUsed || request.file() == null ? null : mismatch(log);
    if (request.file() == null && loaded.stream().noneMatch(LoadedClass::isArchived)) {
      mismatch = mismatch(log);
    }
    Evidence evidence =
        new Evidence(
            isUsed,
            log,
            isUsed ? contents() : new ArchiveContents(Set.of()),
            trains ? train(program) : null,
            JvmOptions.haveAgent(options));
    noteModules(isUsed, log);
    List<LoadedClass> absent = loaded.stream().filter(one -> !one.isArchived()).toList();
    try (AbsenceFinder finder = new AbsenceFinder(evidence, loaded, Path.of(""))) {
      return new Diagnosis(
          request,
          kind,
          isUsed,
          mismatch,
          isUsed ? changedJars(log) : List.of(),
          counts(loaded, isUsed, kind),
          AbsenceGroup.of(absent, finder::why),
          List.of(),
          notes);
    }
  }

  /**
   * With options in front of the program's: a JVM says of options that are in front of {@code
   * -Xlog} nothing in that log. One that crashes leaves nothing in the user's directory.
   */
  private List<String> command(JavaArguments program, List<String> more) {
    List<String> arguments = new ArrayList<>(more);
    arguments.add("-XX:ErrorFile=" + directory.resolve("crash.log"));
    arguments.add("-XX:-CreateCoredumpOnCrash");
    arguments.addAll(program.words());
    return ChildJvm.command(arguments);
  }

  private CommandFailure failed(int exitCode, List<LoadedClass> loaded, String tail) {
    Path file = request.file();
    String hint = "";
    if (loaded.isEmpty() && file != null && Files.exists(file)) {
      hint =
          " No class was loaded, so that it may be for the archive "
              + file
              + (request.kind() == null ? ", which is none" : "")
              + ": JDK 17 crashes on damaged ones. Delete it, or make it again.";
    }
    return new CommandFailure(
        ExitCode.PROGRAM_FAILED,
        "the program ended with exit code "
            + exitCode
            + (hint.isEmpty() ? " (--ignore-failure looks all the same)" : "")
            + '.'
            + hint
            + tail);
  }

  private boolean isUsed(@Nullable ArchiveKind kind, List<LoadedClass> loaded, ArchiveLog log) {
    Path file = request.file();
    if (file == null || kind == null) {
      return false;
    }
    if (kind == ArchiveKind.DYNAMIC) {
      return loaded.stream().anyMatch(LoadedClass::isFromTop);
    }
    return log.opened().contains(file.toString())
        && loaded.stream().anyMatch(LoadedClass::isArchived);
  }

  private @Nullable Mismatch mismatch(ArchiveLog log) {
    String off = request.switchedOff();
    if (off != null) {
      return new Mismatch(Mismatch.Kind.SWITCHED_OFF, off, "");
    }
    Mismatch cause = log.cause();
    Path file = request.file();
    if (cause == null && file != null && request.kind() == null) {
      boolean isThere = Files.exists(file);
      return new Mismatch(isThere ? Mismatch.Kind.DAMAGED : Mismatch.Kind.MISSING, "", "");
    }
    return cause;
  }

  private static Counts counts(
      List<LoadedClass> loaded, boolean isUsed, @Nullable ArchiveKind kind) {
    long archived = loaded.stream().filter(LoadedClass::isArchived).count();
    long top = loaded.stream().filter(LoadedClass::isFromTop).count();
    // A static archive and an AOT cache have the JDK's classes, too.
    long ofApplication = !isUsed ? 0 : kind == ArchiveKind.DYNAMIC ? top : archived;
    return new Counts(loaded.size(), archived - ofApplication, ofApplication);
  }

  /** What is under way, as the start of a sentence; on any thread. */
  String step() {
    return step;
  }

  /** What the archives hold; unknown if the JVM does not print it. */
  private ArchiveContents contents() throws IOException, InterruptedException {
    step = "having the JVM list what the archive holds";
    Path printed = Files.createDirectory(directory.resolve("contents"));
    QuietProgram program = new QuietProgram(new Target(0, null, target.timeout()), printed);
    program.run(command(words, ArchiveLogging.ofContents()));
    return ArchiveContents.read(program.output());
  }

  /** Has an archive made of the same run; what comes of it is thrown away. */
  private TrainingLog train(QuietProgram program) throws IOException, InterruptedException {
    step = "having an archive made of another run";
    Path log = directory.resolve("training.log");
    ArchiveRecipe recipe = ArchiveRecipe.best(feature, directory.resolve("trained"));
    JavaArguments trained =
        new JavaArguments(
            ArchiveRecipe.without(words.options()), words.program(), words.arguments());
    List<String> more = new ArrayList<>(recipe.training());
    more.addAll(ArchiveLogging.ofTraining(feature, log));
    int exitCode = program.run(command(trained, more));
    if (!recipe.assembly().isEmpty()) {
      List<String> assembly = new ArrayList<>(recipe.assembly());
      assembly.addAll(ArchiveLogging.ofTraining(feature, directory.resolve("assembly.log")));
      program.run(command(trained, assembly));
    }
    if (!Files.exists(directory.resolve("trained"))) {
      notes.add(
          "No archive came of the training run, which ended with exit code "
              + exitCode
              + "; what the JVM said until then is told.");
    }
    return TrainingLog.read(
        List.of(log, directory.resolve("training.log.0"), directory.resolve("assembly.log")));
  }

  private void noteModules(boolean isUsed, ArchiveLog log) {
    for (Mismatch mismatch : log.mismatches()) {
      boolean isModules =
          mismatch.kind() == Mismatch.Kind.MODULES || mismatch.kind() == Mismatch.Kind.AGENT;
      if (isUsed && isModules) {
        notes.add(
            "The archived module graph is not used, which costs some milliseconds: "
                + mismatch.detail()
                + ".");
      }
    }
  }

  /** Jars that changed and were not compared with what the archive was made of. */
  private List<String> changedJars(ArchiveLog log) throws IOException {
    Path file = request.file();
    if (log.checksClassPath() || file == null) {
      return List.of();
    }
    List<String> changed = new ArrayList<>();
    for (String element : log.classPath()) {
      Path jar = Path.of(element);
      if (!Files.exists(jar)
          || Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(file)) > 0) {
        changed.add(element);
      }
    }
    return changed;
  }
}
