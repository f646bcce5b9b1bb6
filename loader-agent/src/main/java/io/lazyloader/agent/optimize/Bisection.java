package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.Arm;
import io.lazyloader.agent.bench.JavaArguments;
import io.lazyloader.agent.bench.Progress;
import io.lazyloader.agent.modernise.VerifierCheck;
import io.lazyloader.agent.optimize.Bisected.Culprit;
import io.lazyloader.agent.optimize.Candidates.Way;
import io.lazyloader.agent.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what makes a program behave differently when it is optimised: the first pass with which
 * it does, and of that the fewest options, classes or fields that have to stay as they were, by
 * {@linkplain DeltaDebugging delta debugging}. These are excluded, and the search goes on until the
 * program with all passes does what the original does. So all guilty ones are found, not only those
 * of the first difference, and what is excluded in the end was run.
 *
 * <p>A try that ends in a third way, or not at all, is as bad as one that differs as the first did:
 * only what the original does is good. Archives take far longer to make than all else, so there are
 * none before everything that differs without is found.
 */
public final class Bisection {
  private static final Pass LAST = Pass.DEFER;

  private final OptimizeSettings settings;
  private final PlanSource planSource;
  private final @Nullable String check;
  private final Progress progress;
  private final Consumer<String> log;
  private final Map<Way, Optional<String>> known = new HashMap<>();
  private Candidates candidates;
  private Behaviour behaviour;
  private int runs;

  /** What is run for, and how much of it is left, for the user. */
  private String phase = "";

  private String leftOver = "";

  /**
   * Prepares.
   *
   * @param settings whose directory is not used
   * @param planSource is asked for the plan unless nothing is to be deferred
   * @param check a line of the shell that tells whether a candidate is good; null to compare what
   *     it does
   * @param progress is told what runs
   * @param log is told what else is worth telling, as sentences
   */
  @SuppressWarnings("NullAway.Init")
  public Bisection(
      OptimizeSettings settings,
      PlanSource planSource,
      @Nullable String check,
      Progress progress,
      Consumer<String> log) {
    this.settings = settings;
    this.planSource = planSource;
    this.check = check;
    this.progress = progress;
    this.log = log;
  }

  /**
   * Searches.
   *
   * @param words what {@code java} gets to run the program
   * @param agentJar the jar that brings the run-time library
   * @throws OptimizeException if the program can't be optimised, or does not do the same in each
   *     run
   * @throws IOException if files can't be read or written
   */
  public Bisected find(List<String> words, Path agentJar) throws IOException, InterruptedException {
    Application application = ApplicationReader.read(words, null, System.getenv());
    application.notes().forEach(log);
    try (ScratchDirectory scratch = ScratchDirectory.make("lazyloader-bisect");
        Linker linker = Linker.open(application, scratch.path(), agentJar)) {
      TargetJdk jdk = TargetJdk.current();
      Arm plain = new Arm("plain", jdk.java(), JavaArguments.parse(words));
      progress.running("running the original", "the program as it is");
      FirstRun.check(plain, settings, log);
      behaviour = behaviour(plain, scratch.path());
      candidates =
          new Candidates(
              settings,
              application,
              linker,
              words,
              new VerifierCheck(Path.of(jdk.java()), agentJar),
              plan(scratch.path()),
              scratch.path(),
              progress,
              log);
      return search();
    }
  }

  private Behaviour behaviour(Arm plain, Path scratch) throws IOException, InterruptedException {
    progress.running("running the original twice", "the program as it is");
    if (check == null) {
      return ComparedBehaviour.of(plain.command(), Observation.Scope.of(settings));
    }
    // What the check runs is an argument file itself, and these name no others.
    List<String> command = new ArrayList<>(List.of(plain.java()));
    command.addAll(ArgumentFiles.expand(plain.arguments().words()));
    Path directory = Files.createDirectories(scratch.resolve("check"));
    return CheckedBehaviour.of(check, settings.target().timeout(), directory, command);
  }

  private Plan plan(Path scratch) throws IOException, InterruptedException {
    Plan fields = new Plan();
    if (!settings.skippedPasses().contains(Pass.DEFER)) {
      Path plan = planSource.plan(Files.createDirectories(scratch.resolve("plan")));
      if (plan != null) {
        try (InputStream content = Files.newInputStream(plan)) {
          fields.read(plan.toString(), content);
        }
      }
    }
    return fields;
  }

  private Bisected search() throws IOException, InterruptedException {
    boolean hasArchive = !settings.skippedPasses().contains(Pass.ARCHIVE);
    List<Culprit> culprits = new ArrayList<>();
    Exclusions excluded = settings.exclusions();
    phase = "running the program with all passes";
    if (difference(new Way(LAST, excluded, hasArchive)) == null) {
      return new Bisected(culprits, runs);
    }
    for (boolean isArchived : hasArchive ? new boolean[] {false, true} : new boolean[] {false}) {
      Way all = new Way(LAST, excluded, isArchived);
      while (differs(all, "with all passes")) {
        Culprit culprit = culprit(firstThatDiffers(all));
        culprits.add(culprit);
        all = all.without(Exclusions.of(culprit.pass(), culprit.items()));
        if (culprit.pass() == Pass.PACK) {
          return new Bisected(culprits, runs);
        }
      }
      excluded = all.exclusions();
    }
    return new Bisected(culprits, runs);
  }

  /** The way up to the first pass with which the program differs; with all of them it does. */
  private Way firstThatDiffers(Way all) throws IOException, InterruptedException {
    for (Pass pass : Pass.values()) {
      Way way = all.upTo(pass);
      if (candidates.changesAny(way) && differs(way, "with passes up to " + pass.label())) {
        return way;
      }
    }
    throw OptimizeException.program(
        "the program differs with all passes, and not with the same ones added one by one: it does"
            + " not do the same in each run. A command that tells good from bad decides instead:"
            + " --check CMD.");
  }

  private Culprit culprit(Way way) throws IOException, InterruptedException {
    Pass pass = way.last();
    String difference = String.valueOf(difference(way));
    List<String> items = candidates.items(way);
    // What is named of a pass has to be all that it does.
    if (items.isEmpty()
        || differs(way.without(Exclusions.of(pass, items)), "without " + pass.label())) {
      return new Culprit(pass, List.of(), 0, difference);
    }
    List<String> fewest =
        DeltaDebugging.minimise(
            items,
            part -> difference(way.without(Exclusions.of(pass, part))) == null,
            (size, left) -> {
              phase = pass.label() + ": " + size + " of " + items.size() + " suspected";
              leftOver = ", at most " + left + " more until there are fewer or smaller parts";
            });
    leftOver = "";
    return new Culprit(pass, fewest, items.size(), difference);
  }

  private boolean differs(Way way, String how) throws IOException, InterruptedException {
    phase = "running the program " + how + (way.isArchived() ? "" : ", no archive");
    return difference(way) != null;
  }

  /** What the program does otherwise if it is linked in a way; null if nothing. */
  private @Nullable String difference(Way way) throws IOException, InterruptedException {
    Optional<String> before = known.get(way);
    if (before == null) {
      runs++;
      progress.running(phase, "run " + runs + leftOver);
      before = Optional.ofNullable(behaviour.difference(candidates.command(way)));
      known.put(way, before);
    }
    return before.orElse(null);
  }
}
