package io.lazyloader.agent.optimize;

import io.lazyloader.agent.about.About;
import io.lazyloader.agent.bench.Arm;
import io.lazyloader.agent.bench.Bench;
import io.lazyloader.agent.bench.BenchException;
import io.lazyloader.agent.bench.JavaArguments;
import io.lazyloader.agent.bench.Outcome;
import io.lazyloader.agent.bench.Progress;
import io.lazyloader.agent.bench.Settings;
import io.lazyloader.agent.bench.Shift;
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
  private final Progress progress;
  private final Consumer<String> log;
  private final TargetJdk jdk = TargetJdk.current();
  private final List<Stage> stages = new ArrayList<>();

  /** The program as it was, and after each pass that was kept. */
  private final List<Arm> arms = new ArrayList<>();

  private Application application;
  private Linker linker;
  private Path work;
  private ArchiveMaker archives;
  private VerifierCheck verifier;

  /** The best so far. */
  private Image best;

  private Linker.Choice choice = Linker.Choice.NONE;

  /**
   * Prepares.
   *
   * @param progress is told what runs
   * @param log is told what came of each pass, as sentences
   */
  @SuppressWarnings("NullAway.Init")
  public Optimizer(OptimizeSettings settings, Progress progress, Consumer<String> log) {
    this.settings = settings;
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
      work = result.work();
      verifier = new VerifierCheck(Path.of(jdk.java()), agentJar);
      archives = new ArchiveMaker(application, jdk, settings.target(), work);
      try (Linker opened = Linker.open(application, work, agentJar)) {
        linker = opened;
        arms.add(new Arm("plain", jdk.java(), JavaArguments.parse(words)));
        best = linker.link("plain", choice, stageDirectory("plain"));
        runPasses();
        Optimized optimized = finish(result);
        result.keep();
        return optimized;
      }
    }
  }

  private void runPasses() throws IOException, InterruptedException {
    packAndArchive();
    flags();
    modernise();
    unseal();
    merge();
    defer();
  }

  private void packAndArchive() throws IOException, InterruptedException {
    long packed = linker.packed();
    stages.add(
        stage(
            Pass.PACK,
            packed == 0 ? Stage.Outcome.NOTHING : Stage.Outcome.KEPT,
            packed == 0
                ? "The class path has jars only."
                : count(packed, "jar was", "jars were") + " packed."));
    if (isSkipped(Pass.ARCHIVE)) {
      return;
    }
    tryImage(Pass.ARCHIVE, best.named("archive"), choice, "Of the program as it is.", List.of());
  }

  private void flags() throws IOException, InterruptedException {
    if (isSkipped(Pass.FLAGS)) {
      return;
    }
    for (Flags flag : Flags.candidates(settings.purpose(), application.options())) {
      List<String> flags = new ArrayList<>(best.flags());
      flags.add(flag.option());
      Image candidate =
          new Image(flag.option(), best.classPath(), best.modulePath(), best.archive(), flags);
      tryImage(Pass.FLAGS, candidate, choice, flag.option() + ": " + flag.gain() + '.', List.of());
    }
  }

  private void modernise() throws IOException, InterruptedException {
    if (isSkipped(Pass.MODERNISE)) {
      return;
    }
    try (ProgramClasses classes = ProgramClasses.open(linker.originalClassPath())) {
      Modernising old =
          Modernising.of(linker.parts(), linker.staysSigned(choice), classes, choice.changes());
      Linker.Choice modern = choice;
      Image candidate = best;
      for (boolean isAccepted = false; old.count() > 0 && !isAccepted; ) {
        modern = choice.changing(old.changes());
        candidate = link(Pass.MODERNISE, modern);
        progress.running("verifying old classes", candidate.name());
        isAccepted = old.accepts(verifier, candidate);
      }
      if (old.count() == 0) {
        stages.add(
            new Stage(
                Pass.MODERNISE,
                Stage.Outcome.NOTHING,
                "No class file is too old that could be newer.",
                old.notes(),
                0,
                null));
        return;
      }
      tryImage(
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
      stages.add(
          new Stage(
              Pass.UNSEAL,
              Stage.Outcome.NOTHING,
              "No jar is signed that need be.",
              notes,
              0,
              null));
      return;
    }
    Linker.Choice unsealed = choice.unsealing();
    Image candidate = link(Pass.UNSEAL, unsealed);
    tryImage(
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
    Linker.Choice merged = choice.merging();
    Grouping.Result grouping = linker.grouping(merged);
    int jars = linker.parts().size();
    if (grouping.groups().size() == jars) {
      stages.add(
          new Stage(
              Pass.MERGE,
              Stage.Outcome.NOTHING,
              jars == 1 ? "There is one jar." : "No two jars can be one.",
              grouping.notes(),
              0,
              null));
      return;
    }
    if (!settings.mergesAnyway() && tellsOrigins()) {
      return;
    }
    Image candidate = link(Pass.MERGE, merged);
    tryImage(
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
        OriginQuestions.watch(jdk, arms.get(0).arguments().words(), settings.target());
    if (answer.questions().isEmpty() && answer.problem().isEmpty()) {
      return false;
    }
    report(
        new Stage(
            Pass.MERGE,
            Stage.Outcome.LEFT_OUT,
            answer.problem().isEmpty()
                ? "The program asks where its classes come from; --merge-anyway takes no notice."
                : "Whether the program asks where its classes come from is not known, as "
                    + answer.problem()
                    + "; --merge-anyway takes no notice.",
            answer.questions(),
            0,
            null));
    return true;
  }

  private void defer() throws IOException, InterruptedException {
    if (isSkipped(Pass.DEFER)) {
      return;
    }
    Plan plan = new Plan();
    Path file = settings.plan();
    if (file != null) {
      try (InputStream content = Files.newInputStream(file)) {
        plan.read(file.toString(), content);
      }
    }
    Weaving.Result woven =
        Weaving.weave(
            linker.parts(),
            linker.staysSigned(choice),
            choice.changes(),
            plan,
            settings.skippedClasses());
    if (woven.fields() == 0) {
      stages.add(
          new Stage(
              Pass.DEFER,
              Stage.Outcome.NOTHING,
              "No field is marked, and the plan names none that may be deferred.",
              woven.notes(),
              0,
              null));
      return;
    }
    Linker.Choice deferring = choice.changing(woven.changes()).withLibrary();
    Image candidate = link(Pass.DEFER, deferring);
    Map<String, String> rejected = rejected(woven.names(), candidate);
    rejected.putAll(woven.unproven());
    if (!rejected.isEmpty()) {
      List<String> notes = new ArrayList<>();
      rejected.forEach((name, why) -> notes.add(name.replace('/', '.') + ": " + why));
      report(
          new Stage(
              Pass.DEFER,
              Stage.Outcome.LEFT_OUT,
              "Woven classes are not valid, or not proven to be what they were; "
                  + About.pleaseReport()
                  + '.',
              notes,
              0,
              null));
      return;
    }
    tryImage(
        Pass.DEFER,
        candidate,
        deferring,
        count(woven.fields(), "field is", "fields are")
            + " deferred; "
            + count(woven.names().size(), "class was", "classes were")
            + " rewritten.",
        woven.notes());
  }

  /** The classes that a JVM links as they were, and does not link as they are woven. */
  private Map<String, String> rejected(Set<String> names, Image candidate)
      throws IOException, InterruptedException {
    progress.running("verifying woven classes", candidate.name());
    Map<String, String> rejected = new TreeMap<>(verifier.rejections(candidate.classPath(), names));
    if (!rejected.isEmpty()) {
      rejected
          .keySet()
          .removeAll(verifier.rejections(best.classPath(), rejected.keySet()).keySet());
    }
    return rejected;
  }

  private Image link(Pass pass, Linker.Choice linked) throws IOException {
    Path directory = stageDirectory(pass.label());
    Directories.delete(directory);
    Image image = linker.link(pass.label(), linked, stageDirectory(pass.label()));
    return new Image(pass.label(), image.classPath(), image.modulePath(), null, best.flags());
  }

  /** Trains a candidate, compares it with the best, and makes it the best if that pays. */
  private void tryImage(
      Pass pass, Image candidate, Linker.Choice linked, String did, List<String> notes)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(notes);
    Image trained = candidate;
    if (!settings.skippedPasses().contains(Pass.ARCHIVE)) {
      progress.running("training an archive", candidate.name());
      Path file = stageDirectory(candidate.name()).resolve(jdk.archiveName());
      ArchiveMaker.Made made = archives.make(candidate, file);
      if (made.archive() == null) {
        all.add("There is no archive: " + made.problem());
        if (pass == Pass.ARCHIVE) {
          report(new Stage(pass, Stage.Outcome.LEFT_OUT, "The JVM made none.", all, 0, null));
          return;
        }
      }
      trained =
          new Image(
              candidate.name(),
              candidate.classPath(),
              candidate.modulePath(),
              made.archive(),
              candidate.flags());
    }
    judge(pass, trained, linked, did, all);
  }

  private void judge(
      Pass pass, Image candidate, Linker.Choice linked, String did, List<String> notes)
      throws IOException, InterruptedException {
    Shift shift = null;
    double before = 0;
    boolean isKept = true;
    String problem = "";
    if (settings.rounds() > 0) {
      Arm current = arms.get(arms.size() - 1);
      try {
        Outcome outcome = compare(List.of(current, arm(candidate)), settings.rounds(), false);
        shift = outcome.summaries().get(1).shift();
        before = outcome.summaries().get(0).medianSeconds();
        notes.addAll(outcome.notes());
        isKept = shift != null && shift.isDetectable() && shift.estimate() < 0;
      } catch (BenchException e) {
        isKept = false;
        problem = " The program fails with it: " + e.getMessage();
      }
    }
    boolean isProposed = isKept && pass == Pass.UNSEAL && !settings.stripsSignatures();
    Stage.Outcome outcome =
        isProposed ? Stage.Outcome.PROPOSED : isKept ? Stage.Outcome.KEPT : Stage.Outcome.LEFT_OUT;
    report(new Stage(pass, outcome, did + problem, notes, before, shift));
    if (outcome == Stage.Outcome.KEPT) {
      best = candidate;
      choice = linked;
      arms.add(arm(candidate));
    }
  }

  private Arm arm(Image image) {
    return image.arm(application, jdk);
  }

  private Outcome compare(List<Arm> compared, int rounds, boolean looksInside)
      throws IOException, InterruptedException {
    return new Bench(
            compared, new Settings(settings.target(), rounds, false, false, looksInside), progress)
        .run();
  }

  private void report(Stage stage) {
    stages.add(stage);
    log.accept(StageText.line(stage));
  }

  private Optimized finish(ResultDirectory result) throws IOException, InterruptedException {
    Path root = result.place();
    Image image = linker.link("optimised", choice, root);
    Image placed =
        new Image("optimised", image.classPath(), image.modulePath(), null, best.flags());
    if (best.archive() != null) {
      progress.running("training the archive", placed.name());
      ArchiveMaker.Made made = archives.make(placed, root.resolve(jdk.archiveName()));
      placed =
          new Image(
              placed.name(),
              placed.classPath(),
              placed.modulePath(),
              made.archive(),
              placed.flags());
      if (made.archive() == null) {
        log.accept("The result has no archive: " + made.problem());
      }
    }
    new Launchers(application, jdk, placed, root).write();
    if (settings.verifies()) {
      verify(placed);
    }
    Optimized optimized =
        new Optimized(application, jdk, placed, List.copyOf(stages), measured(placed), root);
    OptimizeReports.write(optimized, linker.parts(), settings);
    return optimized;
  }

  private void verify(Image placed) throws IOException, InterruptedException {
    progress.running("comparing", "original and result");
    Verification.Result result =
        new Verification(settings.target(), settings.comparedFiles(), settings.comparesErrors())
            .compare(command(arms.get(0)), command(arm(placed)));
    result.notes().forEach(log);
    if (!result.differences().isEmpty()) {
      throw OptimizeException.check(
          "the result does not do what the original does, and was not kept.\n"
              + String.join("\n", result.differences())
              + "\nTo find the pass that does it: --skip PASS.");
    }
  }

  private static List<String> command(Arm arm) {
    List<String> command = new ArrayList<>(List.of(arm.java()));
    command.addAll(arm.arguments().words());
    return command;
  }

  /** The way from before to after, measured once more as a whole; null if nothing is measured. */
  private @Nullable Outcome measured(Image placed) throws IOException, InterruptedException {
    if (settings.rounds() == 0) {
      return null;
    }
    List<Arm> way = new ArrayList<>(arms.size() > 1 ? arms.subList(0, arms.size() - 1) : arms);
    way.add(arm(placed));
    return compare(way, settings.rounds(), /* looksInside= */ true);
  }

  private Path stageDirectory(String stage) throws IOException {
    return Files.createDirectories(work.resolve(stage.replaceAll("[^\\w-]", "_")));
  }

  private boolean isSkipped(Pass pass) {
    boolean isSkipped = settings.skippedPasses().contains(pass);
    if (isSkipped) {
      stages.add(stage(pass, Stage.Outcome.SKIPPED, "As --skip says."));
    }
    return isSkipped;
  }

  private static Stage stage(Pass pass, Stage.Outcome outcome, String did) {
    return new Stage(pass, outcome, did, List.of(), 0, null);
  }

  private static String count(long number, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
  }
}
