package io.lazyloader.metrics;

import io.lazyloader.runtime.DeferredClasses;
import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.Resolutions;
import io.lazyloader.runtime.Startup;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Shows start-up, and what is paid since, as Micrometer meters. All of them are read when the
 * registry is, and looking resolves nothing.
 *
 * <p>Memory and loaded classes are Micrometer's own meters, {@code JvmMemoryMetrics} and {@code
 * ClassLoaderMetrics}.
 */
public final class LazyloaderMetrics implements MeterBinder {
  private final Iterable<Tag> tags;

  /** Makes a binder whose meters have no tags but their own. */
  public LazyloaderMetrics() {
    this(List.of());
  }

  /**
   * Makes a binder.
   *
   * @param tags tags that all its meters get beside their own
   */
  public LazyloaderMetrics(Iterable<Tag> tags) {
    this.tags = tags;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    TimeGauge.builder("lazyloader.startup.ready", LazyloaderMetrics::readySeconds, TimeUnit.SECONDS)
        .description("Time from the start of the JVM until start-up was over")
        .tags(tags)
        .register(registry);
    state(registry, "pending", LazyRegions.PENDING);
    state(registry, "resolved", LazyRegions.RESOLVED);
    state(registry, "failed", LazyRegions.FAILED);
    resolutions(
        registry,
        "startup",
        type -> Resolutions.size() + Resolutions.dropped(),
        type -> LazyloaderMetrics.startupResolvingNanos());
    resolutions(registry, "ready", type -> Resolutions.later(), type -> Resolutions.laterNanos());
    TimeGauge.builder(
            "lazyloader.resolutions.worst", Resolutions::worstLaterNanos, TimeUnit.NANOSECONDS)
        .description("The longest resolution after start-up")
        .tags(tags)
        .register(registry);
    overhead(registry, "premain", Startup::premainCostNanos);
    overhead(registry, "transform", Startup::transformCostNanos);
    FunctionCounter.builder(
            "lazyloader.rewritten", Startup.class, type -> Startup.rewrittenClasses())
        .description("Classes that the agent has rewritten")
        .baseUnit(BaseUnits.CLASSES)
        .tags(tags)
        .register(registry);
  }

  private void state(MeterRegistry registry, String state, int number) {
    Gauge.builder("lazyloader.fields", () -> DeferredClasses.fieldsInState(number).size())
        .description("Deferred static fields, by what has become of them")
        .baseUnit("fields")
        .tags(tags)
        .tag("state", state)
        .register(registry);
  }

  private void resolutions(
      MeterRegistry registry,
      String phase,
      ToLongFunction<Class<Resolutions>> count,
      ToDoubleFunction<Class<Resolutions>> nanos) {
    FunctionTimer.builder(
            "lazyloader.resolutions", Resolutions.class, count, nanos, TimeUnit.NANOSECONDS)
        .description("Initialisers that ran on a first read, during start-up or once ready")
        .tags(tags)
        .tag("phase", phase)
        .register(registry);
  }

  private void overhead(MeterRegistry registry, String work, Supplier<Number> nanos) {
    TimeGauge.builder("lazyloader.overhead", nanos, TimeUnit.NANOSECONDS)
        .description("What the agent itself cost")
        .tags(tags)
        .tag("work", work)
        .register(registry);
  }

  private static double readySeconds() {
    Double millis = Times.now(true).readyMillis();
    return millis == null ? Double.NaN : millis / 1000;
  }

  private static double startupResolvingNanos() {
    return StartupSnapshot.take(false, false).resolvingMillis() * 1e6;
  }
}
