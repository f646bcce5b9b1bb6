package io.lazyloader.metrics;

import io.lazyloader.runtime.LazyRegions;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows start-up, and what is paid since, as Micrometer meters. All of them are read when the
 * registry is, and looking resolves nothing.
 *
 * <p>Where an application brings its own copy of this library and runs under the agent, which has
 * another, this shows what both know. No class of the agent's but public ones is used.
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
        type -> resolutions("size") + resolutions("dropped"),
        type -> Copies.resolvingMillis() * 1e6);
    resolutions(registry, "ready", type -> resolutions("later"), type -> resolutions("laterNanos"));
    TimeGauge.builder(
            "lazyloader.resolutions.worst",
            () -> Copies.max("Resolutions", "worstLaterNanos"),
            TimeUnit.NANOSECONDS)
        .description("The longest resolution after start-up")
        .tags(tags)
        .register(registry);
    overhead(registry, "premain", () -> Copies.sum("Startup", "premainCostNanos"));
    overhead(registry, "transform", () -> Copies.sum("Startup", "transformCostNanos"));
    FunctionCounter.builder(
            "lazyloader.rewritten", Copies.class, type -> Copies.sum("Startup", "rewrittenClasses"))
        .description("Classes that the agent has rewritten")
        .baseUnit(BaseUnits.CLASSES)
        .tags(tags)
        .register(registry);
  }

  private void state(MeterRegistry registry, String state, int number) {
    Gauge.builder("lazyloader.fields", () -> Copies.fieldsInState(number))
        .description("Deferred static fields, by what has become of them")
        .baseUnit("fields")
        .tags(tags)
        .tag("state", state)
        .register(registry);
  }

  private void resolutions(
      MeterRegistry registry,
      String phase,
      ToLongFunction<Class<Copies>> count,
      ToDoubleFunction<Class<Copies>> nanos) {
    FunctionTimer.builder(
            "lazyloader.resolutions", Copies.class, count, nanos, TimeUnit.NANOSECONDS)
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

  private static long resolutions(String method) {
    return (long) Copies.sum("Resolutions", method);
  }

  private static double readySeconds() {
    Long ready = Copies.readyNanos();
    if (ready == null) {
      return Double.NaN;
    }
    long since = System.nanoTime() - ready;
    return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3 - since / 1e9;
  }

  /**
   * The copies of this library whose figures belong together: the one that this class finds, and,
   * if that is another one, the agent's, which is where the system class loader looks. A web
   * application or a bundle may bring its own.
   *
   * <p>Read by reflection on public methods that take and return nothing but JDK types, as the
   * copies may also be of different versions. What one of them does not have counts as nothing.
   */
  private static final class Copies {
    private static final String RUNTIME = "io.lazyloader.runtime.";

    private Copies() {}

    /** Adds up what a static method without parameters returns in each copy. */
    static double sum(String type, String method) {
      double sum = 0;
      for (Class<?> copy : of(RUNTIME + type)) {
        sum += number(call(copy, method));
      }
      return sum;
    }

    /** Returns the greatest of what a static method without parameters returns in each copy. */
    static double max(String type, String method) {
      double max = 0;
      for (Class<?> copy : of(RUNTIME + type)) {
        max = Math.max(max, number(call(copy, method)));
      }
      return max;
    }

    /** Counts the fields in a state of {@link io.lazyloader.runtime.LazyRegions}. */
    static int fieldsInState(int state) {
      int fields = 0;
      for (Class<?> copy : of(RUNTIME + "DeferredClasses")) {
        Object names = call(copy, "fieldsInState", new Class<?>[] {int.class}, state);
        fields += names instanceof List<?> list ? list.size() : 0;
      }
      return fields;
    }

    /** When start-up was over, a value of {@link System#nanoTime}; null if it is not. */
    static @Nullable Long readyNanos() {
      for (Class<?> copy : of(RUNTIME + "Startup")) {
        if (Boolean.TRUE.equals(call(copy, "isReady"))
            && call(copy, "readyNanos") instanceof Long nanos) {
          return nanos;
        }
      }
      return null;
    }

    /** How long the resolutions took before start-up was over. */
    static double resolvingMillis() {
      double sum = 0;
      for (Class<?> copy : of("io.lazyloader.metrics.StartupSnapshot")) {
        Class<?>[] types = {boolean.class, boolean.class};
        Object snapshot = call(copy, "take", types, false, false);
        try {
          sum += snapshot == null ? 0 : number(copy.getMethod("resolvingMillis").invoke(snapshot));
        } catch (ReflectiveOperationException | LinkageError e) {
          // Another version, which does not tell.
        }
      }
      return sum;
    }

    private static List<Class<?>> of(String name) {
      List<Class<?>> copies = new ArrayList<>();
      add(copies, name, Copies.class.getClassLoader());
      add(copies, name, ClassLoader.getSystemClassLoader());
      return copies;
    }

    private static void add(List<Class<?>> copies, String name, @Nullable ClassLoader loader) {
      try {
        Class<?> found = Class.forName(name, true, loader);
        if (!copies.contains(found)) {
          copies.add(found);
        }
      } catch (ClassNotFoundException | LinkageError | SecurityException e) {
        // No agent, and no copy on the class path.
      }
    }

    private static @Nullable Object call(Class<?> copy, String method) {
      return call(copy, method, new Class<?>[0]);
    }

    private static @Nullable Object call(
        Class<?> copy, String method, Class<?>[] types, Object... arguments) {
      try {
        return copy.getMethod(method, types).invoke(null, arguments);
      } catch (ReflectiveOperationException | LinkageError e) {
        return null;
      }
    }

    private static double number(@Nullable Object value) {
      return value instanceof Number number ? number.doubleValue() : 0;
    }
  }
}
