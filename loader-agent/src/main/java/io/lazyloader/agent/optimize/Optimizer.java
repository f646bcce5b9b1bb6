package io.lazyloader.agent.optimize;

import io.lazyloader.agent.about.About;
import io.lazyloader.agent.bench.Arm;
import io.lazyloader.agent.bench.JavaArguments;
import io.lazyloader.agent.bench.Progress;
import io.lazyloader.agent.classpath.ProgramClasses;
import io.lazyloader.agent.modernise.VerifierCheck;
import io.lazyloader.agent.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Links a program: tries one pass after the other, each on top of those that were kept before, and
 * keeps those that a measurement on the program itself shows to pay. What comes out stands in its
 * directory in whole or not at all.
 */
public final class Optimizer {
  private final OptimizeSettings settings;
  private final PlanSource planSource;
  private final Progress progress;
  private final Consumer<String> log;
  private final TargetJdk jdk = TargetJdk.current();
  private Application application;
  private Linker linker;
  private VerifierCheck verifier;
  private Trials trials;
  private @Nullable Path plan;

  /**
   * Prepares.
   *
   * @param planSource is asked for the plan unless nothing is to be deferred
   * @param progress is told what runs
   * @param log is told what came of each pass, as sentences
   */
  @SuppressWarnings("NullAway.Init")
  public Optimizer(
      OptimizeSettings settings, PlanSource planSource, Progress progress, Consumer<String> log) {
    this.settings = settings;
    this.planSource = planSource;
    this.progress = progress;
    this.log = log;
  }

  /**
   * The class path of a program, as {@code java -cp} takes it.
   *
   * @param words what {@code java} gets to run it
   * @throws OptimizeException if that names no program that can be optimised
   */
  public static String classPathOf(List<String> words) {
    Application read = ApplicationReader.read(words, null, System.getenv());
    return Application.joined(read.classPath());
  }

  /**
   * Optimises a program.
   *
   * @param words what {@code java} gets to run it
   * @param name what to call it, or null to choose
   * @param agentJar the jar that brings the run-time library
   * @return what was done
   * @throws OptimizeException if that can't be done, with the reason
   * @throws IOException if files can't be read or written
   */
  public Optimized optimize(List<String> words, @Nullable String name, Path agentJar)
      throws IOException, InterruptedException {
    application = ApplicationReader.read(words, name, System.getenv());
    application.notes().forEach(log);
    try (ResultDirectory result = ResultDirectory.begin(settings)) {
      verifier = new VerifierCheck(Path.of(jdk.java()), agentJar);
      try (Linker opened = Linker.open(application, result.work(), agentJar)) {
        linker = opened;
        begin(new Arm("plain", jdk.java(), JavaArguments.parse(words)), result.work());
        runPasses();
        Optimized optimized = finish(result);
        result.keep();
        return optimized;
      }
    }
  }

  private void begin(Arm plain, Path work) throws IOException, InterruptedException {
    progress.running("a first run", "the program as it is");
    FirstRun.check(plain, settings, log);
    if (!settings.skippedPasses().contains(Pass.DEFER)) {
      plan = planSource.plan(Files.createDirectories(work.resolve("plan")));
    }
    Image first = linker.link("plain", Linker.Choice.NONE, work.resolve("plain"));
    trials = new Trials(settings, application, jdk, work, plain, first, progress, log);
  }

  private void runPasses() throws IOException, InterruptedException {
    packAndArchive();
    flags();
    modernise();
    unseal();
    merge();
    defer();
    hints();
  }

  private void packAndArchive() throws IOException, InterruptedException {
    long packed = linker.packed();
    trials.note(
        Stage.unmeasured(
            Pass.PACK,
            packed == 0 ? Stage.Outcome.NOTHING : Stage.Outcome.KEPT,
            packed == 0
                ? "The class path has jars only."
                : count(packed, "jar was", "jars were") + " packed.",
            List.of()));
    if (isSkipped(Pass.ARCHIVE)) {
      return;
    }
    trials.tryImage(
        Pass.ARCHIVE,
        trials.best().named("archive"),
        trials.choice(),
        "Of the program as it is.",
        List.of());
  }

  private void flags() throws IOException, InterruptedException {
    if (isSkipped(Pass.FLAGS)) {
      return;
    }
    for (Flags flag :
        Flags.candidates(
            settings.purpose(), application.options(), settings.exclusions().options(), jdk)) {
      trials.tryImage(
          Pass.FLAGS,
          trials.best().withMore(flag.option()),
          trials.choice(),
          flag.option() + ": " + flag.gain() + '.',
          List.of());
    }
  }

  private void modernise() throws IOException, InterruptedException {
    if (isSkipped(Pass.MODERNISE)) {
      return;
    }
    try (ProgramClasses classes = ProgramClasses.open(linker.originalClassPath())) {
      Modernising old =
          Modernising.of(
                  linker.parts(),
                  linker.staysSigned(trials.choice()),
                  classes,
                  trials.choice().changes())
              .without(settings.exclusions().classes());
      Linker.Choice modern = trials.choice();
      Image candidate = trials.best();
      for (boolean isAccepted = false; old.count() > 0 && !isAccepted; ) {
        modern = trials.choice().changing(old.changes());
        candidate = link(Pass.MODERNISE, modern);
        progress.running("verifying old classes", candidate.name());
        isAccepted = old.accepts(verifier, candidate);
      }
      if (old.count() == 0) {
        trials.note(
            Stage.unmeasured(
                Pass.MODERNISE,
                Stage.Outcome.NOTHING,
                "No class file is too old that could be newer.",
                old.notes()));
        return;
      }
      trials.tryImage(
          Pass.MODERNISE,
          candidate,
          modern,
          count(old.count(), "old class has", "old classes have") + " stack maps now.",
          old.notes());
    }
  }

  private void unseal() throws IOException, InterruptedException {
    if (isSkipped(Pass.UNSEAL)) {
      return;
    }
    List<String> notes = new ArrayList<>();
    long signed = 0;
    for (Part part : linker.parts()) {
      Signatures signatures = part.signatures();
      if (signatures != null && signatures.isOfProvider()) {
        notes.add(part + " keeps its signature: it brings a provider of cryptography.");
      } else if (signatures != null) {
        signed++;
        notes.add(part + " is signed by " + String.join(" and ", signatures.signers()) + '.');
      }
    }
    if (signed == 0) {
      trials.note(
          Stage.unmeasured(
              Pass.UNSEAL, Stage.Outcome.NOTHING, "No jar is signed that need be.", notes));
      return;
    }
    Linker.Choice unsealed = trials.choice().unsealing();
    Image candidate = link(Pass.UNSEAL, unsealed);
    trials.tryImage(
        Pass.UNSEAL,
        candidate,
        unsealed,
        count(signed, "jar is", "jars are")
            + " signed; "
            + (signed == 1 ? "its signature" : "their signatures")
            + " verified.",
        notes);
  }

  private void merge() throws IOException, InterruptedException {
    if (isSkipped(Pass.MERGE)) {
      return;
    }
    Linker.Choice merged = trials.choice().merging();
    Grouping.Result grouping = linker.grouping(merged);
    int jars = linker.parts().size();
    if (grouping.jars() == jars) {
      trials.note(
          Stage.unmeasured(
              Pass.MERGE,
              Stage.Outcome.NOTHING,
              jars == 1 ? "There is one jar." : "No two jars can be one.",
              grouping.notes()));
      return;
    }
    if (!settings.mergesAnyway() && tellsOrigins()) {
      return;
    }
    Image candidate = link(Pass.MERGE, merged);
    trials.tryImage(
        Pass.MERGE,
        candidate,
        merged,
        count(jars, "jar", "jars") + " became " + candidate.classPath().size() + '.',
        grouping.notes());
  }

  /** Whether the program asks where its classes come from, which would be answered otherwise. */
  private boolean tellsOrigins() throws IOException, InterruptedException {
    progress.running("watching who asks where classes come from", "the program as it is");
    OriginQuestions.Answer answer =
        OriginQuestions.watch(jdk, trials.plain().arguments().words(), settings.target());
    if (answer.questions().isEmpty() && answer.problem().isEmpty()) {
      return false;
    }
    trials.report(
        Stage.unmeasured(
            Pass.MERGE,
            Stage.Outcome.LEFT_OUT,
            answer.problem().isEmpty()
                ? "The program asks where its classes come from; --merge-anyway takes no notice."
                : "Whether the program asks where its classes come from is not known, as "
                    + answer.problem()
                    + "; --merge-anyway takes no notice.",
            answer.questions()));
    return true;
  }

  private void defer() throws IOException, InterruptedException {
    if (isSkipped(Pass.DEFER)) {
      return;
    }
    Plan fields = new Plan();
    if (plan != null) {
      try (InputStream content = Files.newInputStream(plan)) {
        fields.read(plan.toString(), content);
      }
    }
    Weaving.Result woven =
        Weaving.weave(
            linker.parts(),
            linker.staysSigned(trials.choice()),
            trials.choice().changes(),
            fields,
            settings.exclusions());
    if (woven.fields() == 0) {
      trials.note(
          Stage.unmeasured(
              Pass.DEFER,
              Stage.Outcome.NOTHING,
              "No field is marked, and the plan names none that may be deferred.",
              woven.notes()));
      return;
    }
    Linker.Choice deferring = trials.choice().changing(woven.changes()).withLibrary();
    Image candidate = link(Pass.DEFER, deferring);
    Map<String, String> rejected = rejected(woven.names(), candidate);
    rejected.putAll(woven.unproven());
    if (!rejected.isEmpty()) {
      List<String> notes = new ArrayList<>();
      rejected.forEach((name, why) -> notes.add(name.replace('/', '.') + ": " + why));
      trials.report(
          Stage.unmeasured(
              Pass.DEFER,
              Stage.Outcome.LEFT_OUT,
              "Woven classes are not valid, or not proven to be what they were; "
                  + About.pleaseReport()
                  + '.',
              notes));
      return;
    }
    trials.tryImage(
        Pass.DEFER,
        candidate,
        deferring,
        count(woven.fields(), "field is", "fields are")
            + " deferred; "
            + count(woven.names().size(), "class was", "classes were")
            + " rewritten.",
        woven.notes());
  }

  private void hints() throws IOException, InterruptedException {
    if (isSkipped(Pass.HINTS)) {
      return;
    }
    progress.running("looking for hints", "the program as it is now");
    Set<String> loaded =
        Hints.loadedClasses(
            trials.arm(trials.best()), jdk, settings.target(), trials.stageDirectory("hints"));
    List<Hint> hints = new Hints(linker.parts(), application.options()).of(loaded);
    if (hints.isEmpty()) {
      trials.note(
          Stage.unmeasured(
              Pass.HINTS,
              Stage.Outcome.NOTHING,
              "The program uses no library of which a switch is known that would help.",
              List.of()));
    }
    for (Hint hint : hints) {
      trials.propose(
          Pass.HINTS,
          trials.best().withMore(hint.option()),
          hint.option() + ": " + hint.gain() + '.',
          List.of("See " + hint.source()));
    }
  }

  /** The classes that a JVM links as they were, and does not link as they are woven. */
  private Map<String, String> rejected(Set<String> names, Image candidate)
      throws IOException, InterruptedException {
    progress.running("verifying woven classes", candidate.name());
    Map<String, String> rejected = new TreeMap<>(verifier.rejections(candidate.classPath(), names));
    if (!rejected.isEmpty()) {
      rejected
          .keySet()
          .removeAll(verifier.rejections(trials.best().classPath(), rejected.keySet()).keySet());
    }
    return rejected;
  }

  private Image link(Pass pass, Linker.Choice linked) throws IOException {
    Path directory = trials.stageDirectory(pass.label());
    Directories.delete(directory);
    Image image = linker.link(pass.label(), linked, trials.stageDirectory(pass.label()));
    return image.with(trials.best().flags());
  }

  private Optimized finish(ResultDirectory result) throws IOException, InterruptedException {
    Path root = result.place();
    Image image = trials.best().placedIn(root).named("optimised").archivedIn(null);
    Image placed = trials.archived(image, root.resolve(jdk.archiveName()));
    new Launchers(application, jdk, placed, root).write();
    if (settings.verifies()) {
      progress.running("comparing", "original and result");
      Verification.check(settings, trials.plain(), trials.arm(placed), log);
    }
    Optimized optimized =
        new Optimized(application, jdk, placed, trials.stages(), trials.measured(placed), root);
    OptimizeReports.write(optimized, linker.parts(), plan);
    return optimized;
  }

  private boolean isSkipped(Pass pass) {
    boolean isSkipped = settings.skippedPasses().contains(pass);
    if (isSkipped) {
      trials.note(Stage.unmeasured(pass, Stage.Outcome.SKIPPED, "As --skip says.", List.of()));
    }
    return isSkipped;
  }

  private static String count(long number, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
  }
}
