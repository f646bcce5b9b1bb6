package io.lazyloader.samples.benchmarks;

import io.lazyloader.LazyValue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A bare comparison with a number that a lazy value in a {@code static final} field holds: all that
 * is measured is how the number is come by.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ValueGuard {
  private static final Integer FIELD = limit();
  private static final LazyValue<Integer> CONSTANT = LazyValue.constant(ValueGuard::limit);
  private static final LazyValue<Integer> LAZY = LazyValue.of(ValueGuard::limit);

  private int size = 17;

  private static Integer limit() {
    return Integer.getInteger("benchmarks.limit", 1000);
  }

  /** Resolves the values. */
  @Setup
  public void prepare() {
    Shapes.requireResolved(CONSTANT);
    Shapes.requireResolved(LAZY);
  }

  /** Returns what the comparison says. */
  @Benchmark
  public int eager() {
    return size > FIELD ? 1 : 0;
  }

  /** Returns what the comparison says. */
  @Benchmark
  public int constant() {
    return size > CONSTANT.get() ? 1 : 0;
  }

  /** Returns what the comparison says. */
  @Benchmark
  public int lazy() {
    return size > LAZY.get() ? 1 : 0;
  }
}
