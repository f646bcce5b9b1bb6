package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.Progress;
import io.lazyloader.agent.classpath.ProgramClasses;
import io.lazyloader.agent.modernise.VerifierCheck;
import io.lazyloader.agent.plan.FieldName;
import io.lazyloader.agent.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Links a program with all passes up to one, without measuring any: what a {@link Bisection} runs.
 * Each image takes the place of the one before. Woven classes are not held to the verifier here, as
 * the optimiser does: where one is not valid, its fields are found.
 */
final class Candidates {
  private final OptimizeSettings settings;
  private final Application application;
  private final Linker linker;
  private final TargetJdk jdk;
  private final VerifierCheck verifier;
  private final Plan plan;
  private final Path work;
  private final List<String> originalWords;
  private final Progress progress;
  private final Consumer<String> log;
  private @Nullable Modernising modernising;
  private @Nullable Boolean asksForOrigins;

  /**
   * One way to link it.
   *
   * @param last the last pass that is done
   * @param exclusions what is left out
   * @param isArchived whether there is an archive, if {@code last} comes to that
   */
  record Way(Pass last, Exclusions exclusions, boolean isArchived) {
    boolean has(Pass pass) {
      return pass.compareTo(last) <= 0
          && !exclusions.passes().contains(pass)
          && (pass != Pass.ARCHIVE || isArchived);
    }

    Way without(Exclusions more) {
      return new Way(last, exclusions.and(more), isArchived);
    }

    Way upTo(Pass other) {
      return new Way(other, exclusions, isArchived);
    }
  }

  /**
   * Prepares.
   *
   * @param linker has the program open
   * @param originalWords what {@code java} gets to run the program as it is
   * @param verifier sees whether modernised classes can be linked
   * @param plan what is to be deferred
   * @param work where to put images
   */
  Candidates(
      OptimizeSettings settings,
      Application application,
      Linker linker,
      List<String> originalWords,
      VerifierCheck verifier,
      Plan plan,
      Path work,
      Progress progress,
      Consumer<String> log) {
    this.settings = settings;
    this.application = application;
    this.linker = linker;
    this.jdk = TargetJdk.current();
    this.originalWords = List.copyOf(originalWords);
    this.verifier = verifier;
    this.plan = plan;
    this.work = work;
    this.progress = progress;
    this.log = log;
  }

  /** Links it in a way; returns the command that runs it, with the executable first. */
  List<String> command(Way way) throws IOException, InterruptedException {
    Linker.Choice choice = beforeDeferring(way);
    if (way.has(Pass.DEFER)) {
      Weaving.Result woven = weave(choice, way.exclusions());
      choice = woven.fields() == 0 ? choice : choice.changing(woven.changes()).withLibrary();
    }
    Image image = link("candidate", choice).with(flags(way));
    if (way.has(Pass.ARCHIVE)) {
      Path archive = work.resolve("candidate").resolve(jdk.archiveName());
      ArchiveMaker maker = new ArchiveMaker(application, jdk, settings.target(), work);
      // Where none can be made, the optimiser goes on without, too.
      image = image.archivedIn(maker.make(image, archive).archive());
    }
    return image.arm(application, jdk).command();
  }

  /** Whether the last pass of a way does anything. */
  boolean changesAny(Way way) throws IOException, InterruptedException {
    return switch (way.last()) {
      case PACK -> true;
      case ARCHIVE -> way.has(Pass.ARCHIVE);
      case UNSEAL -> way.has(Pass.UNSEAL) && settings.stripsSignatures();
      case MERGE -> way.has(Pass.MERGE) && mayMerge();
      case FLAGS, MODERNISE, DEFER -> !items(way).isEmpty();
      case HINTS -> false;
    };
  }

  /**
   * What a pass changes, as {@link Exclusions#of} takes it; empty of one that is done as a whole.
   *
   * @param way that comes to the pass
   */
  List<String> items(Way way) throws IOException, InterruptedException {
    if (!way.has(way.last())) {
      return List.of();
    }
    return switch (way.last()) {
      case FLAGS -> flags(way);
      case MODERNISE -> modernising().without(way.exclusions().classes()).names();
      case DEFER -> {
        List<String> fields = new ArrayList<>();
        weave(beforeDeferring(way), way.exclusions())
            .deferred()
            .forEach(
                (owner, names) -> names.forEach(name -> fields.add(FieldName.of(owner, name))));
        yield fields;
      }
      case PACK, ARCHIVE, UNSEAL, MERGE, HINTS -> List.of();
    };
  }

  private List<String> flags(Way way) {
    return !way.has(Pass.FLAGS)
        ? List.of()
        : Flags.candidates(
                settings.purpose(), application.options(), way.exclusions().options(), jdk)
            .stream()
            .map(Flags::option)
            .toList();
  }

  private Linker.Choice beforeDeferring(Way way) throws IOException, InterruptedException {
    Linker.Choice choice = Linker.Choice.NONE;
    if (way.has(Pass.MODERNISE)) {
      choice = choice.changing(modernising().without(way.exclusions().classes()).changes());
    }
    if (way.has(Pass.UNSEAL) && settings.stripsSignatures()) {
      choice = choice.unsealing();
    }
    return way.has(Pass.MERGE) && mayMerge() ? choice.merging() : choice;
  }

  /** What is modernised if nothing is excluded. */
  private Modernising modernising() throws IOException, InterruptedException {
    if (modernising == null) {
      try (ProgramClasses classes = ProgramClasses.open(linker.originalClassPath())) {
        Linker.Choice none = Linker.Choice.NONE;
        Modernising old =
            Modernising.of(linker.parts(), linker.staysSigned(none), classes, ClassChanges.NONE);
        boolean isAccepted = old.count() == 0;
        while (!isAccepted) {
          progress.running("verifying old classes", "modernise");
          isAccepted = old.accepts(verifier, link("modernised", none.changing(old.changes())));
        }
        modernising = old;
      }
    }
    return modernising;
  }

  private boolean mayMerge() throws IOException, InterruptedException {
    if (linker.parts().size() == 1) {
      return false;
    }
    if (asksForOrigins == null) {
      progress.running("watching who asks where classes come from", "the program as it is");
      OriginQuestions.Answer answer =
          settings.mergesAnyway()
              ? new OriginQuestions.Answer(List.of(), "")
              : OriginQuestions.watch(jdk, originalWords, settings.target());
      asksForOrigins = !answer.questions().isEmpty() || !answer.problem().isEmpty();
      if (asksForOrigins) {
        log.accept(
            "jars are not merged, as the program asks where its classes come from, or as that is"
                + " not known; --merge-anyway takes no notice.");
      }
    }
    return !asksForOrigins;
  }

  private Weaving.Result weave(Linker.Choice choice, Exclusions exclusions) throws IOException {
    return Weaving.weave(
        linker.parts(), linker.staysSigned(choice), choice.changes(), plan, exclusions);
  }

  private Image link(String name, Linker.Choice choice) throws IOException {
    Path root = work.resolve(name);
    Directories.delete(root);
    return linker.link(name, choice, Files.createDirectories(root));
  }
}
