package io.lazyloader.samples.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** An initialiser that reads its own field sees the default; everybody else sees the value. */
public final class RecursionTest {
  private RecursionTest() {}

  /** A value-guarded field. */
  @JCStressTest
  @Description("Two threads read a reference whose initialiser reads it too")
  @Outcome(
      id = "1, 1, 0, 1",
      expect = ACCEPTABLE,
      desc = "Both see the value, the initialiser saw null; one run")
  @Outcome(expect = FORBIDDEN, desc = "Anything else")
  @State
  public static class ValueGuarded extends ValueGuardedClass {
    private int seenInside = -1;

    @Override
    @Nullable Plain value() {
      seenInside = Plain.check(read());
      return new Plain();
    }

    /** Reads. */
    @Actor
    public void first(IIII_Result result) {
      result.r1 = Plain.check(read());
    }

    /** Reads. */
    @Actor
    public void second(IIII_Result result) {
      result.r2 = Plain.check(read());
    }

    /** Tells what the initialiser saw and counts. */
    @Arbiter
    public void count(IIII_Result result) {
      result.r3 = seenInside;
      result.r4 = runs();
    }
  }

  /** A flag-guarded region. */
  @JCStressTest
  @Description("Two threads read fields whose common initialiser reads them too")
  @Outcome(
      id = "4, 4, 0, 1",
      expect = ACCEPTABLE,
      desc = "Both see all values, the initialiser saw none; one run")
  @Outcome(expect = FORBIDDEN, desc = "Anything else")
  @State
  public static class FlagGuarded extends FlagGuardedClass {
    private int seenInside = -1;

    @Override
    void before() {
      seenInside = wholeFields();
    }

    /** Reads. */
    @Actor
    public void first(IIII_Result result) {
      result.r1 = wholeFields();
    }

    /** Reads. */
    @Actor
    public void second(IIII_Result result) {
      result.r2 = wholeFields();
    }

    /** Tells what the initialiser saw and counts. */
    @Arbiter
    public void count(IIII_Result result) {
      result.r3 = seenInside;
      result.r4 = runs();
    }
  }
}
