package io.lazyloader.samples.benchmarks;

import io.lazyloader.LazyModule;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A hundred calls of a small method: direct, through a typed view, and by name. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ViewCall {
  private static final LazyModule MODULE =
      LazyModule.of("io.lazyloader.samples.benchmarks.ViewCall$Hashing");
  private static final Hash VIEW = MODULE.as(Hash.class);

  private final String[] words = new String[100];

  /** The module. */
  public static final class Hashing {
    private Hashing() {}

    /** Mixes a word into a number. */
    public static int mix(String word, int seed) {
      return 31 * seed + word.length();
    }
  }

  /** The view. */
  public interface Hash {
    /** Mixes a word into a number. */
    int mix(String word, int seed);
  }

  /** Fills the words and links the view. */
  @Setup
  public void prepare() {
    for (int word = 0; word < words.length; word++) {
      words[word] = "w".repeat(word % 7);
    }
    if (VIEW.mix("abc", 1) != 34 || !MODULE.isLoaded()) {
      throw new IllegalStateException("the view is not linked: " + VIEW);
    }
  }

  /** Returns the number. */
  @Benchmark
  public int eager() {
    int mixed = 0;
    for (String word : words) {
      mixed = Hashing.mix(word, mixed);
    }
    return mixed;
  }

  /** Returns the number. */
  @Benchmark
  public int view() {
    int mixed = 0;
    for (String word : words) {
      mixed = VIEW.mix(word, mixed);
    }
    return mixed;
  }

  /** Returns the number. */
  @Benchmark
  public int byName() {
    int mixed = 0;
    for (String word : words) {
      mixed = mixByName(word, mixed);
    }
    return mixed;
  }

  private static int mixByName(String word, int seed) {
    Object mixed = MODULE.callMethod("mix", word, seed);
    return mixed == null ? 0 : (Integer) mixed;
  }
}
