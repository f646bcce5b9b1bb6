package io.lazyloader.agent.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Runs arms in turn until it is known well enough how they differ. Each round runs each arm once;
 * the first round is not timed. One further run of each arm, which is not timed either, looks
 * inside the JVM.
 */
public final class Bench {
  private final List<Arm> arms;
  private final Settings settings;
  private final Progress progress;
  private final List<String> notes = new ArrayList<>();

  /**
   * Prepares a comparison.
   *
   * @param arms at least one; the others are compared with the first
   */
  public Bench(List<Arm> arms, Settings settings, Progress progress) {
    this.arms = new ArrayList<>(arms);
    this.settings = settings;
    this.progress = progress;
    if (settings.comparesFirstToItself()) {
      Arm first = arms.get(0);
      this.arms.add(first.named(first.name() + " again"));
    }
  }

  /**
   * Makes the comparison.
   *
   * @throws BenchException if a program fails, or can't be run
   */
  public Outcome run() throws IOException, InterruptedException {
    Workspace workspace = new Workspace();
    Launch launch = new Launch(workspace, settings.target());
    Thread atExit =
        new Thread(
            () -> {
              launch.stop();
              workspace.close();
            },
            "lazyloader-bench");
    Runtime.getRuntime().addShutdownHook(atExit);
    try (workspace) {
      return run(workspace, launch);
    } finally {
      // From here on nothing runs, and nothing is left behind.
      removeHook(atExit);
    }
  }

  static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This JVM is being ended.
    }
  }

  private Outcome run(Workspace workspace, Launch launch) throws IOException, InterruptedException {
    Schedule schedule = new Schedule(arms.size(), Settings.SEED);
    ExitCodes exitCodes = new ExitCodes(arms, settings);
    Run[] warmUps = new Run[arms.size()];
    for (int arm : schedule.next()) {
      warmUps[arm] = runOnce(launch, "warm-up", arm, /* watchesMemory= */ true);
      exitCodes.sawFirst(arm, warmUps[arm].exitCode(), workspace);
    }
    String unusual = exitCodes.judgeFirst();
    if (unusual != null) {
      progress.warn(unusual);
      addNote(unusual);
    }

    List<List<Run>> runs = new ArrayList<>();
    arms.forEach(arm -> runs.add(new ArrayList<>()));
    boolean isPrecise = false;
    for (int round = 1; round <= settings.maxRounds() && !isPrecise; round++) {
      String phase = "round " + round + " of at most " + settings.maxRounds() + mediansOf(runs);
      for (int arm : schedule.next()) {
        Run run = runOnce(launch, phase, arm, /* watchesMemory= */ false);
        exitCodes.check(arm, run.exitCode(), round, workspace);
        runs.get(arm).add(run);
      }
      isPrecise = isPrecise(runs);
    }

    List<ArmResult> results = new ArrayList<>();
    for (int arm = 0; arm < arms.size(); arm++) {
      Inside inside =
          settings.looksInside()
              ? inspect(workspace, launch, arms.get(arm), warmUps[arm].exitCode())
              : Inside.UNSEEN;
      results.add(new ArmResult(arms.get(arm), runs.get(arm), warmUps[arm], inside));
    }
    if (!settings.target().isServer()) {
      addNote(OutputComparison.note(results));
    }
    return new Outcome(settings, results, isPrecise, notes);
  }

  private Run runOnce(Launch launch, String phase, int arm, boolean watchesMemory)
      throws IOException, InterruptedException {
    Arm running = arms.get(arm);
    progress.running(phase, running.name());
    return launch.run(running.name(), running.command(), watchesMemory, pid -> {});
  }

  /**
   * Whether each shift lies in an interval that is narrow against the first arm, after so many
   * rounds that this is no accident.
   *
   * @param runs of each arm
   */
  static boolean isPrecise(List<List<Run>> runs) {
    Sample first = times(runs.get(0));
    boolean isPrecise = runs.size() > 1 && runs.get(0).size() >= Settings.MIN_ROUNDS;
    for (List<Run> other : runs.subList(1, runs.size())) {
      double halfWidth = Shift.between(first, times(other)).halfWidth();
      isPrecise &= halfWidth <= Settings.PRECISION * first.median();
    }
    return isPrecise;
  }

  private static Sample times(List<Run> runs) {
    return Sample.of(runs.stream().map(Run::seconds).toList());
  }

  private String mediansOf(List<List<Run>> runs) {
    if (runs.get(0).isEmpty()) {
      return "";
    }
    List<String> medians = new ArrayList<>();
    for (int arm = 0; arm < arms.size(); arm++) {
      double millis = times(runs.get(arm)).median() * 1e3;
      medians.add(String.format(Locale.ROOT, "%s %,.0f ms", arms.get(arm).name(), millis));
    }
    return " (" + String.join(", ", medians) + ")";
  }

  private Inside inspect(Workspace workspace, Launch launch, Arm arm, int usualCode)
      throws IOException, InterruptedException {
    progress.running("a look inside", arm.name());
    try {
      Inspection.Seen seen =
          new Inspection(workspace, launch).run(arm, settings.target().isServer());
      if (seen.exitCode() == usualCode || settings.ignoresFailure()) {
        return seen.inside();
      }
      addNote(
          arm.name()
              + " ended with exit code "
              + seen.exitCode()
              + " when its JVM was to log what it allocates and loads; so that is not known.");
    } catch (BenchException e) {
      addNote("What " + arm.name() + " allocates and loads is not known: " + e.getMessage());
    }
    return Inside.UNSEEN;
  }

  private void addNote(@Nullable String note) {
    if (note != null) {
      notes.add(note);
    }
  }
}
