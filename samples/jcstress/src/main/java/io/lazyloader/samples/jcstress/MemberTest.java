package io.lazyloader.samples.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Fields whose readers get a proxy: one proxy, and one run of the initialiser at the first call.
 */
public final class MemberTest {
  private MemberTest() {}

  /** Two first readers. */
  @JCStressTest
  @Description("Two threads read a field for the first time; each may make a proxy")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "Both get the same proxy, as later readers do")
  @Outcome(expect = FORBIDDEN, desc = "Two proxies of one field")
  @State
  public static class OneProxy extends MemberClass {
    private @Nullable IntSupplier seenByFirst;
    private @Nullable IntSupplier seenBySecond;

    /** Reads. */
    @Actor
    public void first() {
      seenByFirst = readOfLibrary();
    }

    /** Reads. */
    @Actor
    public void second() {
      seenBySecond = readOfLibrary();
    }

    /** Compares. */
    @Arbiter
    public void compare(I_Result result) {
      IntSupplier later = readOfLibrary();
      result.r1 = later == seenByFirst && later == seenBySecond ? 1 : 0;
    }
  }

  /** Two first callers. */
  @JCStressTest
  @Description("Two threads call a method on the proxy; the initialiser counts its runs")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Both calls reach the whole value; one run")
  @Outcome(expect = FORBIDDEN, desc = "A half-built value, or another number of runs")
  @State
  public static class FirstCalls extends MemberClass {
    /** Calls. */
    @Actor
    public void first(III_Result result) {
      result.r1 = call();
    }

    /** Calls. */
    @Actor
    public void second(III_Result result) {
      result.r2 = call();
    }

    /** Counts. */
    @Arbiter
    public void count(III_Result result) {
      result.r3 = runs();
    }
  }
}
