package io.lazyloader.samples.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.lazyloader.LazyValue;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Lazy values: seen whole, computed once, again after a failure, and never waited for forever. */
public final class LazyValueTest {
  private LazyValueTest() {}

  /** Counts how often the supplier runs. */
  abstract static class Counting {
    private int runs;

    final synchronized int run() {
      return ++runs;
    }

    final synchronized int runs() {
      return runs;
    }
  }

  /** Two readers. */
  @JCStressTest
  @Description("Two threads get a lazy value; the supplier counts its runs")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Both see the whole object; one run")
  @Outcome(expect = FORBIDDEN, desc = "Half an object, or another number of runs")
  @State
  public static class TwoReaders extends Counting {
    private final LazyValue<Plain> value =
        LazyValue.of(
            () -> {
              run();
              return new Plain();
            });

    /** Reads. */
    @Actor
    public void first(III_Result result) {
      result.r1 = Plain.check(value.get());
    }

    /** Reads. */
    @Actor
    public void second(III_Result result) {
      result.r2 = Plain.check(value.get());
    }

    /** Counts. */
    @Arbiter
    public void count(III_Result result) {
      result.r3 = runs();
    }
  }

  /** Two readers of a value that the JIT compiler folds. */
  @JCStressTest
  @Description("Two threads get a lazy value made by constant; the supplier counts its runs")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Both see the whole object; one run")
  @Outcome(expect = FORBIDDEN, desc = "Half an object, or another number of runs")
  @State
  public static class TwoReadersOfConstant extends Counting {
    private final LazyValue<Plain> value =
        LazyValue.constant(
            () -> {
              run();
              return new Plain();
            });

    /** Reads. */
    @Actor
    public void first(III_Result result) {
      result.r1 = Plain.check(value.get());
    }

    /** Reads. */
    @Actor
    public void second(III_Result result) {
      result.r2 = Plain.check(value.get());
    }

    /** Counts. */
    @Arbiter
    public void count(III_Result result) {
      result.r3 = runs();
    }
  }

  /** Null is a value. */
  @JCStressTest
  @Description("Two threads get a lazy value that is null")
  @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "Both see null; one run")
  @Outcome(expect = FORBIDDEN, desc = "Another value, or another number of runs")
  @State
  public static class NullValue extends Counting {
    private final LazyValue<@Nullable Plain> value =
        LazyValue.of(
            () -> {
              run();
              return null;
            });

    /** Reads twice. */
    @Actor
    public void first(III_Result result) {
      value.get();
      result.r1 = Plain.check(value.get());
    }

    /** Reads twice. */
    @Actor
    public void second(III_Result result) {
      value.get();
      result.r2 = Plain.check(value.get());
    }

    /** Counts. */
    @Arbiter
    public void count(III_Result result) {
      result.r3 = runs();
    }
  }

  /** A value that says that it is resolved, against its resolution. */
  @JCStressTest
  @Description("A thread asks whether a value is resolved, and reads it then, in a race")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Not resolved yet")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Resolved: the whole object")
  @Outcome(expect = FORBIDDEN, desc = "Said to be resolved, but not all there")
  @State
  public static class ResolvedState {
    private final LazyValue<Plain> value = LazyValue.of(Plain::new);

    /** Resolves. */
    @Actor
    public void resolver(II_Result result) {
      result.r1 = Plain.check(value.get());
    }

    /** Looks. */
    @Actor
    public void onlooker(II_Result result) {
      value.ifResolved(plain -> result.r2 = Plain.check(plain));
    }
  }

  /** A supplier that fails the first time. */
  @JCStressTest
  @Description("Two threads get a value whose supplier fails at its first run")
  @Outcome(
      id = {"-1, 1, 2", "1, -1, 2"},
      expect = ACCEPTABLE,
      desc = "One saw the failure, the other ran the supplier again")
  @Outcome(expect = FORBIDDEN, desc = "The failure was seen twice or by nobody")
  @State
  public static class FailsOnce extends Counting {
    private final LazyValue<Plain> value =
        LazyValue.of(
            () -> {
              if (run() == 1) {
                throw new Failure();
              }
              return new Plain();
            });

    /** Reads. */
    @Actor
    public void first(III_Result result) {
      result.r1 = read();
    }

    /** Reads. */
    @Actor
    public void second(III_Result result) {
      result.r2 = read();
    }

    /** Counts. */
    @Arbiter
    public void count(III_Result result) {
      result.r3 = runs();
    }

    private int read() {
      try {
        return Plain.check(value.get());
      } catch (Failure e) {
        return -1;
      }
    }
  }

  /** Two values that need each other, asked for from both ends. */
  @JCStressTest
  @Description("A's supplier gets B and B's gets A, on two threads")
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "Both fail: neither value can be had")
  @Outcome(expect = FORBIDDEN, desc = "A value that can't be; or no outcome, a hang")
  @State
  public static class Circle {
    private final LazyValue<Integer> a = LazyValue.of(this::computeA);
    private final LazyValue<Integer> b = LazyValue.of(this::computeB);

    private Integer computeA() {
      return b.get() + 1;
    }

    private Integer computeB() {
      return a.get() + 1;
    }

    /** Reads A. */
    @Actor
    public void first(II_Result result) {
      result.r1 = read(a);
    }

    /** Reads B. */
    @Actor
    public void second(II_Result result) {
      result.r2 = read(b);
    }

    private static int read(LazyValue<Integer> value) {
      try {
        return value.get();
      } catch (IllegalStateException e) {
        return -1;
      }
    }
  }

  /** A failure without a stack, which costs the most. */
  private static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure() {
      super("first run", null, true, false);
    }
  }
}
