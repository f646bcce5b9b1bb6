package io.lazyloader.samples.benchmarks;

import io.lazyloader.Lazy;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A bare comparison with a number that is computed once: no value of an {@code int} can say that it
 * is pending, so a volatile flag guards the field.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IntGuard {
  private int size = 17;

  /** As written by hand. */
  static final class EagerShape {
    static final int LIMIT = Integer.getInteger("benchmarks.limit", 1000);

    private EagerShape() {}
  }

  /** As the agent rewrites it. */
  static final class DeferredShape {
    @Lazy static final int LIMIT = Integer.getInteger("benchmarks.limit", 1000);

    private DeferredShape() {}
  }

  /** A holder class: the shape for fields that a profile shows to be hot. Written by hand. */
  static final class HolderShape {
    private HolderShape() {}

    static int limit() {
      return Holder.LIMIT;
    }

    private static final class Holder {
      static final int LIMIT = Integer.getInteger("benchmarks.limit", 1000);

      private Holder() {}
    }
  }

  /** Checks the shapes. */
  @Setup
  public void prepare() {
    Shapes.requireEager(EagerShape.class, "LIMIT");
    Shapes.requireFlagGuarded(DeferredShape.class, "LIMIT");
  }

  /** Returns what the comparison says. */
  @Benchmark
  public int eager() {
    return size > EagerShape.LIMIT ? 1 : 0;
  }

  /** Returns what the comparison says. */
  @Benchmark
  public int deferred() {
    return size > DeferredShape.LIMIT ? 1 : 0;
  }

  /** Returns what the comparison says. */
  @Benchmark
  public int holder() {
    return size > HolderShape.limit() ? 1 : 0;
  }
}
