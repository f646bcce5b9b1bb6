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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bare guard, {@code if (LOG.isDebugEnabled())}, and nothing else: the case in which the read of
 * the field weighs most.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogGuard {

  /** As written by hand. */
  static final class EagerShape {
    static final Logger LOG = LoggerFactory.getLogger("guard");

    private EagerShape() {}
  }

  /** As the agent rewrites it. */
  static final class DeferredShape {
    @Lazy static final Logger LOG = LoggerFactory.getLogger("guard");

    private DeferredShape() {}
  }

  /** A holder class: the shape for fields that a profile shows to be hot. Written by hand. */
  static final class HolderShape {
    private HolderShape() {}

    static Logger log() {
      return Holder.LOG;
    }

    private static final class Holder {
      static final Logger LOG = LoggerFactory.getLogger("guard");

      private Holder() {}
    }
  }

  /** Checks the shapes. */
  @Setup
  public void prepare() {
    Shapes.requireEager(EagerShape.class, "LOG");
    Shapes.requireValueGuarded(DeferredShape.class, "LOG");
    if (EagerShape.LOG.isDebugEnabled()) {
      throw new IllegalStateException("the guard must be closed; see logback.xml");
    }
  }

  /** Returns what the guard says. */
  @Benchmark
  public int eager() {
    return EagerShape.LOG.isDebugEnabled() ? 1 : 0;
  }

  /** Returns what the guard says. */
  @Benchmark
  public int deferred() {
    return DeferredShape.LOG.isDebugEnabled() ? 1 : 0;
  }

  /** Returns what the guard says. */
  @Benchmark
  public int holder() {
    return HolderShape.log().isDebugEnabled() ? 1 : 0;
  }
}
