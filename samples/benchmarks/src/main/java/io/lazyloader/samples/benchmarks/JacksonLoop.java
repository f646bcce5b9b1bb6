package io.lazyloader.samples.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lazyloader.Lazy;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A loop that reads ten small JSON trees with a mapper, read anew for each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JacksonLoop {
  private final String[] orders = new String[10];

  /** As written by hand. */
  static final class EagerShape {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private EagerShape() {}
  }

  /** As the agent rewrites it. */
  static final class DeferredShape {
    @Lazy static final ObjectMapper MAPPER = new ObjectMapper();

    private DeferredShape() {}
  }

  /** Fills the texts and checks the shapes. */
  @Setup
  public void prepare() {
    for (int order = 0; order < orders.length; order++) {
      orders[order] =
          "{\"id\":" + order + ",\"customer\":{\"name\":\"Ada\"},\"items\":[1,2,3],\"paid\":true}";
    }
    Shapes.requireEager(EagerShape.class, "MAPPER");
    Shapes.requireValueGuarded(DeferredShape.class, "MAPPER");
  }

  /**
   * Returns the sum of the ids.
   *
   * @throws JsonProcessingException never
   */
  @Benchmark
  public int eager() throws JsonProcessingException {
    int sum = 0;
    for (String order : orders) {
      sum += EagerShape.MAPPER.readTree(order).get("id").intValue();
    }
    return sum;
  }

  /**
   * Returns the sum of the ids.
   *
   * @throws JsonProcessingException never
   */
  @Benchmark
  public int deferred() throws JsonProcessingException {
    int sum = 0;
    for (String order : orders) {
      sum += DeferredShape.MAPPER.readTree(order).get("id").intValue();
    }
    return sum;
  }
}
