package io.lazyloader.samples.benchmarks;

import io.lazyloader.Lazy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A loop that looks a hundred keys up in a registry: a static map, read anew for each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RegistryLoop {
  private final String[] keys = new String[100];

  /** As written by hand. */
  static final class EagerShape {
    static final Map<String, Integer> CODES = codes();

    private EagerShape() {}
  }

  /** As the agent rewrites it. */
  static final class DeferredShape {
    @Lazy static final Map<String, Integer> CODES = codes();

    private DeferredShape() {}
  }

  /** A holder class: the shape for fields that a profile shows to be hot. Written by hand. */
  static final class HolderShape {
    private HolderShape() {}

    static Map<String, Integer> codes() {
      return Holder.CODES;
    }

    private static final class Holder {
      static final Map<String, Integer> CODES = RegistryLoop.codes();

      private Holder() {}
    }
  }

  private static Map<String, Integer> codes() {
    Map<String, Integer> codes = new HashMap<>();
    for (int code = 0; code < 500; code++) {
      codes.put("code." + code, code);
    }
    return codes;
  }

  /** Fills the keys and checks the shapes. */
  @Setup
  public void prepare() {
    for (int key = 0; key < keys.length; key++) {
      keys[key] = "code." + key * 7 % 500;
    }
    Shapes.requireEager(EagerShape.class, "CODES");
    Shapes.requireValueGuarded(DeferredShape.class, "CODES");
  }

  /** Returns the sum of the codes. */
  @Benchmark
  public int eager() {
    int sum = 0;
    for (String key : keys) {
      Integer code = EagerShape.CODES.get(key);
      sum += code == null ? 0 : code;
    }
    return sum;
  }

  /** Returns the sum of the codes. */
  @Benchmark
  public int deferred() {
    int sum = 0;
    for (String key : keys) {
      Integer code = DeferredShape.CODES.get(key);
      sum += code == null ? 0 : code;
    }
    return sum;
  }

  /** Returns the sum of the codes. */
  @Benchmark
  public int holder() {
    int sum = 0;
    for (String key : keys) {
      Integer code = HolderShape.codes().get(key);
      sum += code == null ? 0 : code;
    }
    return sum;
  }
}
