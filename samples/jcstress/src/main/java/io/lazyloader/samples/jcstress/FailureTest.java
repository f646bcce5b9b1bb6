package io.lazyloader.samples.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.io.IOException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** A failed initialiser fails once for its resolver and for ever after for everybody. */
public final class FailureTest {
  private FailureTest() {}

  /** What a read threw, as a digit. */
  private static int readAndTell(ValueGuardedClass sample) {
    try {
      sample.read();
      return 0;
    } catch (ExceptionInInitializerError e) {
      return e.getCause() instanceof IOException ? 1 : -1;
    } catch (NoClassDefFoundError e) {
      return e.getCause() != null ? 2 : -2;
    } catch (AssertionError e) {
      return 3;
    }
  }

  /** An exception. */
  @JCStressTest
  @Description("Two threads read a field whose initialiser throws an exception")
  @Outcome(
      id = {"1, 2, 1", "2, 1, 1"},
      expect = ACCEPTABLE,
      desc = "The resolver gets ExceptionInInitializerError, the other NoClassDefFoundError")
  @Outcome(expect = FORBIDDEN, desc = "Another combination, no error, or another number of runs")
  @State
  public static class ThrownException extends ValueGuardedClass {
    @Override
    Plain value() throws IOException {
      throw new IOException("no value");
    }

    /** Reads. */
    @Actor
    public void first(III_Result result) {
      result.r1 = readAndTell(this);
    }

    /** Reads. */
    @Actor
    public void second(III_Result result) {
      result.r2 = readAndTell(this);
    }

    /** Counts. */
    @Arbiter
    public void count(III_Result result) {
      result.r3 = runs();
    }
  }

  /** An error. */
  @JCStressTest
  @Description("Two threads read a field whose initialiser throws an error")
  @Outcome(
      id = {"3, 2, 1", "2, 3, 1"},
      expect = ACCEPTABLE,
      desc = "The resolver gets the error itself, the other NoClassDefFoundError")
  @Outcome(expect = FORBIDDEN, desc = "Another combination, no error, or another number of runs")
  @State
  public static class ThrownError extends ValueGuardedClass {
    @Override
    Plain value() {
      throw new AssertionError("no value");
    }

    /** Reads. */
    @Actor
    public void first(III_Result result) {
      result.r1 = readAndTell(this);
    }

    /** Reads. */
    @Actor
    public void second(III_Result result) {
      result.r2 = readAndTell(this);
    }

    /** Counts. */
    @Arbiter
    public void count(III_Result result) {
      result.r3 = runs();
    }
  }

  /** Fields that were assigned before the initialiser failed stay out of reach. */
  @JCStressTest
  @Description("Two threads read fields of a region that assigns one of them and then fails")
  @Outcome(
      id = {"1, 2", "2, 1"},
      expect = ACCEPTABLE,
      desc = "One error of each kind, and no value")
  @Outcome(expect = FORBIDDEN, desc = "Another combination, or a value of a failed region")
  @State
  public static class HalfRun extends EmittedClass {
    private int field;
    private volatile boolean done;

    /** A class with one region. */
    public HalfRun() {
      super(1);
    }

    @Override
    void run(int region) throws IOException {
      field = 7;
      if (field == 7) {
        throw new IOException("half-way");
      }
      done = true;
    }

    /** Mirrors {@code AccessorWriter.deferred}, flagged. */
    private int read() {
      if (!done) {
        resolve(0);
      }
      return field;
    }

    private int readAndTellHere() {
      try {
        return read();
      } catch (ExceptionInInitializerError e) {
        return 1;
      } catch (NoClassDefFoundError e) {
        return 2;
      }
    }

    /** Reads. */
    @Actor
    public void first(II_Result result) {
      result.r1 = readAndTellHere();
    }

    /** Reads. */
    @Actor
    public void second(II_Result result) {
      result.r2 = readAndTellHere();
    }
  }
}
