package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.Arm;
import io.lazyloader.agent.bench.Bench;
import io.lazyloader.agent.bench.BenchException;
import io.lazyloader.agent.bench.Outcome;
import io.lazyloader.agent.bench.Progress;
import io.lazyloader.agent.bench.Settings;
import io.lazyloader.agent.bench.Shift;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way from the program as it was to its best image: each pass proposes one, and what pays in a
 * measurement against the best so far is the best from then on.
 */
final class Trials {
  private final OptimizeSettings settings;
  private final Application application;
  private final TargetJdk jdk;
  private final ArchiveMaker archives;
  private final Path work;
  private final Progress progress;
  private final Consumer<String> log;
  private final List<Stage> stages = new ArrayList<>();

  /** The program as it was, and after each pass that was kept. */
  private final List<Arm> arms = new ArrayList<>();

  private Image best;
  private Linker.Choice choice = Linker.Choice.NONE;

  /**
   * Begins.
   *
   * @param work where to put what is needed meanwhile
   * @param plain the program as the user runs it
   * @param first the program linked without any pass
   * @param log is told what came of each pass, as sentences
   */
  Trials(
      OptimizeSettings settings,
      Application application,
      TargetJdk jdk,
      Path work,
      Arm plain,
      Image first,
      Progress progress,
      Consumer<String> log) {
    this.settings = settings;
    this.application = application;
    this.jdk = jdk;
    this.work = work;
    this.archives = new ArchiveMaker(application, jdk, settings.target(), work);
    this.progress = progress;
    this.log = log;
    this.best = first;
    arms.add(plain);
  }

  /** The best image so far, and what it was linked with. */
  Image best() {
    return best;
  }

  Linker.Choice choice() {
    return choice;
  }

  /** The program as the user runs it. */
  Arm plain() {
    return arms.get(0);
  }

  List<Stage> stages() {
    return List.copyOf(stages);
  }

  /** Trains a candidate, compares it with the best, and makes it the best if that pays. */
  void tryImage(Pass pass, Image candidate, Linker.Choice linked, String did, List<String> notes)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(notes);
    Image trained = candidate;
    // Whoever measures nothing needs only the last archive.
    if (settings.rounds() > 0 && !settings.skippedPasses().contains(Pass.ARCHIVE)) {
      progress.running("training an archive", candidate.name());
      Path file = stageDirectory(candidate.name()).resolve(jdk.archiveName());
      ArchiveMaker.Made made = archives.make(candidate, file);
      if (made.archive() == null) {
        all.add("There is no archive: " + made.problem());
        if (pass == Pass.ARCHIVE) {
          report(withoutArchive(made, notes));
          return;
        }
      }
      trained = candidate.archivedIn(made.archive());
    }
    judge(pass, trained, linked, did, all);
  }

  private static Stage withoutArchive(ArchiveMaker.Made made, List<String> notes) {
    String why = "The JVM made none: " + made.problem();
    return Stage.unmeasured(Pass.ARCHIVE, Stage.Outcome.LEFT_OUT, why, notes);
  }

  /**
   * Compares a candidate with the best, and proposes it if that pays; what the user has to know of
   * first, no trial takes.
   */
  void propose(Pass pass, Image candidate, String did, List<String> notes)
      throws IOException, InterruptedException {
    report(measured(pass, candidate, did, notes, Stage.Outcome.PROPOSED));
  }

  private void judge(
      Pass pass, Image candidate, Linker.Choice linked, String did, List<String> notes)
      throws IOException, InterruptedException {
    boolean needsConsent = pass == Pass.UNSEAL && !settings.stripsSignatures();
    Stage stage =
        measured(
            pass,
            candidate,
            did,
            notes,
            needsConsent ? Stage.Outcome.PROPOSED : Stage.Outcome.KEPT);
    report(stage);
    if (stage.outcome() == Stage.Outcome.KEPT) {
      best = candidate;
      choice = linked;
      arms.add(arm(candidate));
    }
  }

  /**
   * What a measurement of a candidate against the best says.
   *
   * @param ifItPays what becomes of it then, or if nothing is measured
   */
  private Stage measured(
      Pass pass, Image candidate, String did, List<String> notes, Stage.Outcome ifItPays)
      throws IOException, InterruptedException {
    if (settings.rounds() == 0) {
      return Stage.unmeasured(pass, ifItPays, did, notes);
    }
    Arm current = arms.get(arms.size() - 1);
    try {
      Outcome outcome = compare(List.of(current, arm(candidate)), settings.rounds(), false);
      Shift shift = outcome.summaries().get(1).shift();
      List<String> all = new ArrayList<>(notes);
      all.addAll(outcome.notes());
      boolean pays = shift != null && shift.isDetectable() && shift.estimate() < 0;
      return new Stage(
          pass,
          pays ? ifItPays : Stage.Outcome.LEFT_OUT,
          did,
          all,
          outcome.summaries().get(0).medianSeconds(),
          shift);
    } catch (BenchException e) {
      return Stage.unmeasured(
          pass,
          Stage.Outcome.LEFT_OUT,
          did + " The program fails with it: " + e.getMessage(),
          notes);
    }
  }

  Arm arm(Image image) {
    return image.arm(application, jdk);
  }

  private Outcome compare(List<Arm> compared, int rounds, boolean looksInside)
      throws IOException, InterruptedException {
    return new Bench(
            compared, new Settings(settings.target(), rounds, false, false, looksInside), progress)
        .run();
  }

  /** Notes what came of a pass, and tells it. */
  void report(Stage stage) {
    stages.add(stage);
    log.accept(StageText.line(stage));
  }

  /** Notes that a pass was not tried. */
  void note(Stage stage) {
    stages.add(stage);
  }

  /**
   * Has an archive made of the image at its last place; without one if that fails, which is told.
   */
  Image archived(Image placed, Path archive) throws IOException, InterruptedException {
    boolean isWanted =
        settings.rounds() > 0
            ? best.archive() != null
            : !settings.skippedPasses().contains(Pass.ARCHIVE);
    if (!isWanted) {
      return placed;
    }
    progress.running("training the archive", placed.name());
    ArchiveMaker.Made made = archives.make(placed, archive);
    if (made.archive() == null) {
      log.accept("The result has no archive: " + made.problem());
      stages.replaceAll(
          stage -> stage.pass() == Pass.ARCHIVE ? withoutArchive(made, stage.notes()) : stage);
    }
    return placed.archivedIn(made.archive());
  }

  /** The way from before to after, measured once more as a whole; null if nothing is measured. */
  @Nullable Outcome measured(Image placed) throws IOException, InterruptedException {
    if (settings.rounds() == 0) {
      return null;
    }
    List<Arm> way = new ArrayList<>(arms.size() > 1 ? arms.subList(0, arms.size() - 1) : arms);
    way.add(arm(placed));
    return compare(way, settings.rounds(), /* looksInside= */ true);
  }

  /** A directory for a stage. */
  Path stageDirectory(String stage) throws IOException {
    return Files.createDirectories(work.resolve(stage.replaceAll("[^\\w-]", "_")));
  }
}
