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
import org.openjdk.jcstress.infra.results.III_Result;

/** However many threads read, the initialiser runs once. */
public final class ExactlyOnceTest {
  private ExactlyOnceTest() {}

  /** Two readers. */
  @JCStressTest
  @Description("Two threads read; the initialiser counts its runs")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Both see the value; one run")
  @Outcome(expect = FORBIDDEN, desc = "No value, or another number of runs")
  @State
  public static class TwoReaders extends ValueGuardedClass {
    @Override
    Plain value() {
      return new Plain();
    }

    /** Reads. */
    @Actor
    public void first(III_Result result) {
      result.r1 = Plain.check(read());
    }

    /** Reads. */
    @Actor
    public void second(III_Result result) {
      result.r2 = Plain.check(read());
    }

    /** Counts. */
    @Arbiter
    public void count(III_Result result) {
      result.r3 = runs();
    }
  }

  /** Three readers. Needs three processors. */
  @JCStressTest
  @Description("Three threads read; the initialiser counts its runs")
  @Outcome(id = "1, 1, 1, 1", expect = ACCEPTABLE, desc = "All see the value; one run")
  @Outcome(expect = FORBIDDEN, desc = "No value, or another number of runs")
  @State
  public static class ThreeReaders extends ValueGuardedClass {
    @Override
    Plain value() {
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

    /** Reads. */
    @Actor
    public void third(IIII_Result result) {
      result.r3 = Plain.check(read());
    }

    /** Counts. */
    @Arbiter
    public void count(IIII_Result result) {
      result.r4 = runs();
    }
  }

  /** Null is a value: each read takes the slow path, none runs the initialiser again. */
  @JCStressTest
  @Description("Two threads read a field whose value is null")
  @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "Both see null; one run")
  @Outcome(expect = FORBIDDEN, desc = "Another value, or another number of runs")
  @State
  public static class NullValue extends ValueGuardedClass {
    @Override
    @Nullable Plain value() {
      return null;
    }

    /** Reads twice. */
    @Actor
    public void first(III_Result result) {
      read();
      result.r1 = Plain.check(read());
    }

    /** Reads twice. */
    @Actor
    public void second(III_Result result) {
      read();
      result.r2 = Plain.check(read());
    }

    /** Counts. */
    @Arbiter
    public void count(III_Result result) {
      result.r3 = runs();
    }
  }

  /** Two readers of one region's different fields. */
  @JCStressTest
  @Description("Two threads read different fields of one region")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Both see their value; one run")
  @Outcome(expect = FORBIDDEN, desc = "No value, or another number of runs")
  @State
  public static class SharedRegion extends FlagGuardedClass {
    /** Reads the field that is assigned first. */
    @Actor
    public void first(III_Result result) {
      result.r1 = readNumber();
    }

    /** Reads the field that is assigned last. */
    @Actor
    public void second(III_Result result) {
      result.r2 = Plain.check(readObject());
    }

    /** Counts. */
    @Arbiter
    public void count(III_Result result) {
      result.r3 = runs();
    }
  }

  /** A reader that is interrupted waits on and stays interrupted. */
  @JCStressTest
  @Description("Two threads read; one of them is interrupted")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Both see the value; still interrupted")
  @Outcome(expect = FORBIDDEN, desc = "No value, or the interrupt is lost")
  @State
  public static class InterruptedReader extends ValueGuardedClass {
    @Override
    Plain value() {
      return new Plain();
    }

    /** Reads. */
    @Actor
    public void first(III_Result result) {
      result.r1 = Plain.check(read());
    }

    /** Reads while it is interrupted. */
    @Actor
    public void second(III_Result result) {
      Thread.currentThread().interrupt();
      result.r2 = Plain.check(read());
      result.r3 = Thread.interrupted() ? 1 : 0;
    }
  }
}
