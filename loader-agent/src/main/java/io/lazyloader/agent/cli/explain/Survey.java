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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Judges many classes on all processors, each once, and counts. */
final class Survey {
  private static final long PROGRESS_MILLIS = 250;

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

  /**
   * Judges them. May be called once.
   *
   * @param progress told now and then how many classes are done
   */
  SurveyCounts run(IntConsumer progress) {
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
        sum.add(await(part, progress));
      }
      progress.accept(classes.size());
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

  private SurveyCounts await(Future<SurveyCounts> part, IntConsumer progress) {
    try {
      while (true) {
        try {
          return part.get(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          progress.accept(Math.min(next.get(), classes.size()));
        }
      }
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
