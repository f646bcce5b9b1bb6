package io.lazyloader.samples.benchmarks;

import io.lazyloader.Lazy;
import io.lazyloader.LazyLoader;
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
 * {@code LOG.isDebugEnabled()}, alone, as in {@link LogGuard}: through the proxy that {@code access
 * = MEMBER} gives to readers, and through one that was read before and is kept in an object.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MemberCall {
  private Logger kept = MemberShape.LOG;

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

  /** As the agent rewrites it. */
  static final class MemberShape {
    @Lazy(access = Lazy.Access.MEMBER)
    static final Logger LOG = LoggerFactory.getLogger("guard");

    private MemberShape() {}
  }

  /** Checks the shapes. */
  @Setup
  public void prepare() {
    Shapes.requireEager(EagerShape.class, "LOG");
    Shapes.requireValueGuarded(DeferredShape.class, "LOG");
    kept = MemberShape.LOG;
    if (!LazyLoader.isProxy(kept) || LazyLoader.isProxy(DeferredShape.LOG)) {
      throw new IllegalStateException("a read must give a proxy; does this JVM have the agent?");
    }
  }

  /** {@code static final}. */
  @Benchmark
  public boolean eager() {
    return EagerShape.LOG.isDebugEnabled();
  }

  /** Behind a volatile null check. */
  @Benchmark
  public boolean deferred() {
    return DeferredShape.LOG.isDebugEnabled();
  }

  /** Through a proxy that is read each time. */
  @Benchmark
  public boolean member() {
    return MemberShape.LOG.isDebugEnabled();
  }

  /** Through a proxy that is kept in an object. */
  @Benchmark
  public boolean kept() {
    return kept.isDebugEnabled();
  }
}
