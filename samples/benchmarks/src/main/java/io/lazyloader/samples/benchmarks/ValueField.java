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

/** A lazy value in a field of an object, which no compiler can fold, against a plain field. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ValueField {
  private final Integer field = limit();
  private final LazyValue<Integer> value = LazyValue.of(ValueField::limit);
  private final LazyValue<Integer> folded = LazyValue.constant(ValueField::limit);

  private int size = 17;

  private static Integer limit() {
    return Integer.getInteger("benchmarks.limit", 1000);
  }

  /** Resolves the values. */
  @Setup
  public void prepare() {
    Shapes.requireResolved(value);
    Shapes.requireResolved(folded);
  }

  /** Returns what the comparison says. */
  @Benchmark
  public int eager() {
    return size > field ? 1 : 0;
  }

  /** Returns what the comparison says. */
  @Benchmark
  public int lazy() {
    return size > value.get() ? 1 : 0;
  }

  /** Returns what the comparison says. */
  @Benchmark
  public int constant() {
    return size > folded.get() ? 1 : 0;
  }
}
