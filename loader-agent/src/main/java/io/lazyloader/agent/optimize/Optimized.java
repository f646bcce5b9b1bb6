package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.ArmSummary;
import io.lazyloader.agent.bench.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an optimisation came to. */
public final class Optimized {
  private final Application application;
  private final TargetJdk jdk;
  private final Image image;
  private final List<Stage> stages;
  private final @Nullable Outcome measured;
  private final Path root;

  Optimized(
      Application application,
      TargetJdk jdk,
      Image image,
      List<Stage> stages,
      @Nullable Outcome measured,
      Path root) {
    this.application = application;
    this.jdk = jdk;
    this.image = image;
    this.stages = stages;
    this.measured = measured;
    this.root = root;
  }

  Application application() {
    return application;
  }

  TargetJdk jdk() {
    return jdk;
  }

  Image image() {
    return image;
  }

  List<Stage> stages() {
    return stages;
  }

  Path root() {
    return root;
  }

  /** The launcher for POSIX shells. */
  public Path launcher() {
    return root.resolve("bin").resolve(application.name());
  }

  /** The program before, after each pass that was kept, and at the end; empty if not measured. */
  public List<ArmSummary> way() {
    return measured == null ? List.of() : measured.summaries();
  }

  /** What there is to say beside the figures. */
  List<String> measurementNotes() {
    return measured == null ? List.of() : measured.notes();
  }

  /** The readable report, line by line. */
  public List<String> text() {
    return OptimizeText.lines(this);
  }
}
