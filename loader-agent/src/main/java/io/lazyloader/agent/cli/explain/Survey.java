package io.lazyloader.agent.cli.explain;

import io.lazyloader.agent.classpath.ClassLocation;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.verdict.ClassReport;
import io.lazyloader.agent.cli.verdict.Explainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Judges many classes on all processors, each once, and counts. */
final class Survey {
  /** More than one evaluation takes at its worst. */
  private static final long MEMORY_A_THREAD = 96 << 20;

  private final Explainer explainer;
  private final Explainer.FieldFilter selection;
  private final List<ClassLocation> classes;
  private final AtomicInteger next = new AtomicInteger();

  Survey(Explainer explainer, Explainer.FieldFilter selection, List<ClassLocation> classes) {
    this.explainer = explainer;
    this.selection = selection;
    this.classes = List.copyOf(classes);
  }

  /** How many classes are done, or under way; on any thread. */
  int done() {
    return Math.min(next.get(), classes.size());
  }

  /** Judges them. May be called once. */
  SurveyCounts run() {
    Runtime runtime = Runtime.getRuntime();
    long byMemory = Math.max(1, runtime.maxMemory() / MEMORY_A_THREAD);
    int threads = (int) Math.min(runtime.availableProcessors(), byMemory);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<SurveyCounts>> parts = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        parts.add(executor.submit(this::judgeSome));
      }
      SurveyCounts sum = new SurveyCounts();
      for (Future<SurveyCounts> part : parts) {
        sum.add(await(part));
      }
      return sum;
    } finally {
      executor.shutdownNow();
    }
  }

  private SurveyCounts judgeSome() {
    SurveyCounts tally = new SurveyCounts();
    for (int at = next.getAndIncrement(); at < classes.size(); at = next.getAndIncrement()) {
      ClassLocation location = classes.get(at);
      try {
        ClassReport report = explainer.explain(location, selection);
        if (selection == Explainer.EVERYTHING || !report.fields().isEmpty()) {
          tally.add(at, report);
        }
      } catch (IOException e) {
        tally.addUnreadable(
            at,
            "class "
                + location.internalName().replace('/', '.')
                + " in "
                + location.entry()
                + " is passed over: "
                + e.getMessage());
      }
    }
    return tally;
  }

  private static SurveyCounts await(Future<SurveyCounts> part) {
    try {
      return part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.PROGRAM_FAILED, "interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OutOfMemoryError) {
        throw new CommandFailure(
            ExitCode.PROGRAM_FAILED, "out of memory; run it with more, as in java -Xmx2g -jar ...");
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
