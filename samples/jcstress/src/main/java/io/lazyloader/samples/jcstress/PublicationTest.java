package io.lazyloader.samples.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** No reader sees a value that is not all there. */
public final class PublicationTest {
  private PublicationTest() {}

  /** Two readers of a value-guarded field. */
  @JCStressTest
  @Description("Two threads read a field that its value guards")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Both see the whole object")
  @Outcome(expect = FORBIDDEN, desc = "A reader sees null or a half-built object")
  @State
  public static class ValueGuarded extends ValueGuardedClass {
    @Override
    Plain value() {
      return new Plain();
    }

    /** Reads. */
    @Actor
    public void first(II_Result result) {
      result.r1 = Plain.check(read());
    }

    /** Reads. */
    @Actor
    public void second(II_Result result) {
      result.r2 = Plain.check(read());
    }
  }

  /** The fast path of a value-guarded field against its resolution. */
  @JCStressTest
  @Description("A thread takes the fast path of a value-guarded field while another resolves it")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Pending: a reader would wait")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Resolved: the whole object")
  @Outcome(expect = FORBIDDEN, desc = "A reader sees a half-built object")
  @State
  public static class ValueGuardedFastPath extends ValueGuardedClass {
    @Override
    Plain value() {
      return new Plain();
    }

    /** Resolves. */
    @Actor
    public void resolver(II_Result result) {
      result.r1 = Plain.check(read());
    }

    /** Looks. */
    @Actor
    public void onlooker(II_Result result) {
      result.r2 = Plain.check(peek());
    }
  }

  /** Two readers of a flag-guarded region. */
  @JCStressTest
  @Description("Two threads read an int, a long, a double and an object that one flag guards")
  @Outcome(id = "4, 4", expect = ACCEPTABLE, desc = "Both see all four values")
  @Outcome(expect = FORBIDDEN, desc = "A reader sees a default or torn value, or half an object")
  @State
  public static class FlagGuarded extends FlagGuardedClass {
    /** Reads. */
    @Actor
    public void first(II_Result result) {
      result.r1 = wholeFields();
    }

    /** Reads. */
    @Actor
    public void second(II_Result result) {
      result.r2 = wholeFields();
    }
  }

  /** The fast path of a flag-guarded region against its resolution. */
  @JCStressTest
  @Description("A thread takes the fast path of a flag-guarded region while another resolves it")
  @Outcome(id = "4, -1", expect = ACCEPTABLE, desc = "Pending: a reader would wait")
  @Outcome(id = "4, 4", expect = ACCEPTABLE, desc = "Resolved: all four values")
  @Outcome(expect = FORBIDDEN, desc = "The flag is set, but not all values are there")
  @State
  public static class FlagGuardedFastPath extends FlagGuardedClass {
    /** Resolves. */
    @Actor
    public void resolver(II_Result result) {
      result.r1 = wholeFields();
    }

    /** Looks. */
    @Actor
    public void onlooker(II_Result result) {
      result.r2 = isDone() ? wholeFieldsUnguarded() : -1;
    }
  }

  /** Introspection against resolution. */
  @JCStressTest
  @Description("A thread asks whether a region is resolved while another resolves it")
  @Outcome(id = "4, -1", expect = ACCEPTABLE, desc = "Not resolved yet")
  @Outcome(id = "4, 4", expect = ACCEPTABLE, desc = "Resolved: all four values")
  @Outcome(expect = FORBIDDEN, desc = "Said to be resolved, but not all values are there")
  @State
  public static class ResolvedState extends FlagGuardedClass {
    /** Resolves. */
    @Actor
    public void resolver(II_Result result) {
      result.r1 = wholeFields();
    }

    /** Asks. */
    @Actor
    public void onlooker(II_Result result) {
      result.r2 = isResolved(0) ? wholeFieldsUnguarded() : -1;
    }
  }

  /** What the tests above would report if the guard were not volatile: shows that they can. */
  @JCStressTest
  @Description("Control: the fast path of a guard that is not volatile")
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "Pending")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "The whole object")
  @Outcome(id = "-1", expect = ACCEPTABLE_INTERESTING, desc = "A half-built object")
  @State
  public static class ControlWithoutVolatile {
    private @Nullable Plain field;

    /** Resolves. */
    @Actor
    public void resolver() {
      field = new Plain();
    }

    /** Looks. */
    @Actor
    public void onlooker(I_Result result) {
      result.r1 = Plain.check(field);
    }
  }
}
