package io.lazyloader.samples.benchmarks;

import io.lazyloader.Lazy;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A loop that matches a hundred strings against a compiled pattern, read anew for each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PatternLoop {
  private static final String DATE = "(\\d{4})-(\\d{2})-(\\d{2})";

  private final String[] lines = new String[100];

  /** As written by hand. */
  static final class EagerShape {
    static final Pattern DATES = Pattern.compile(DATE);

    private EagerShape() {}
  }

  /** As the agent rewrites it. */
  static final class DeferredShape {
    @Lazy static final Pattern DATES = Pattern.compile(DATE);

    private DeferredShape() {}
  }

  /** Fills the lines and checks the shapes. */
  @Setup
  public void prepare() {
    for (int line = 0; line < lines.length; line++) {
      lines[line] = line % 2 == 0 ? "20" + (10 + line % 80) + "-05-17" : "no date in line " + line;
    }
    Shapes.requireEager(EagerShape.class, "DATES");
    Shapes.requireValueGuarded(DeferredShape.class, "DATES");
  }

  /** Returns the number of dates. */
  @Benchmark
  public int eager() {
    int dates = 0;
    for (String line : lines) {
      if (EagerShape.DATES.matcher(line).matches()) {
        dates++;
      }
    }
    return dates;
  }

  /** Returns the number of dates. */
  @Benchmark
  public int deferred() {
    int dates = 0;
    for (String line : lines) {
      if (DeferredShape.DATES.matcher(line).matches()) {
        dates++;
      }
    }
    return dates;
  }
}
