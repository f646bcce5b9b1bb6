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

/**
 * Initialisers that need each other never hang, on however many threads: where class initialisation
 * would wait for ever, one read sees the default value instead, as a recursive one does.
 */
public final class CircleTest {
  private CircleTest() {}

  /** Fields whose initialisers each read the next one; each value tells whether it saw it. */
  abstract static class Circle extends EmittedClass {
    /** A value whose initialiser saw the next field's value. */
    static final Integer SAW = 2;

    /** A value whose initialiser saw null in the next field. */
    static final Integer MISSED = 1;

    private final int size;
    private int runs;

    private volatile @Nullable Integer a;
    private volatile @Nullable Integer b;
    private volatile @Nullable Integer c;

    Circle(int size) {
      super(size);
      this.size = size;
    }

    @Override
    void run(int region) {
      Integer value = read((region + 1) % size) == null ? MISSED : SAW;
      synchronized (this) {
        runs++;
      }
      switch (region) {
        case 0 -> a = value;
        case 1 -> b = value;
        default -> c = value;
      }
    }

    /** Mirrors {@code AccessorWriter.deferred}, not flagged. */
    final @Nullable Integer read(int region) {
      Integer value = field(region);
      if (value != null) {
        return value;
      }
      resolve(region);
      return field(region);
    }

    /** Reads a field; 0 stands for null. */
    final int number(int region) {
      Integer value = read(region);
      return value == null ? 0 : value;
    }

    private @Nullable Integer field(int region) {
      return switch (region) {
        case 0 -> a;
        case 1 -> b;
        default -> c;
      };
    }

    final synchronized int runs() {
      return runs;
    }
  }

  /** Two threads that enter a circle of two at both ends. */
  @JCStressTest
  @Description("A's initialiser reads B and B's reads A, on two threads")
  @Outcome(
      id = {"1, 2, 2", "2, 1, 2"},
      expect = ACCEPTABLE,
      desc = "One initialiser saw null, the other the value; each ran once")
  @Outcome(expect = FORBIDDEN, desc = "A reader sees null, or the circle was cut twice")
  @State
  public static class TwoRegions extends Circle {
    /** A circle of two. */
    public TwoRegions() {
      super(2);
    }

    /** Reads A. */
    @Actor
    public void first(III_Result result) {
      result.r1 = number(0);
    }

    /** Reads B. */
    @Actor
    public void second(III_Result result) {
      result.r2 = number(1);
    }

    /** Counts. */
    @Arbiter
    public void count(III_Result result) {
      result.r3 = runs();
    }
  }

  /** Two threads that enter a circle of three; C is entered only from B, which so sees it. */
  @JCStressTest
  @Description("A's initialiser reads B, B's reads C and C's reads A, on two threads")
  @Outcome(
      id = {"1, 2, 2, 3", "2, 2, 1, 3"},
      expect = ACCEPTABLE,
      desc = "One initialiser saw null, the others the value; each ran once")
  @Outcome(expect = FORBIDDEN, desc = "A reader sees null, or the circle was cut twice")
  @State
  public static class ThreeRegions extends Circle {
    /** A circle of three. */
    public ThreeRegions() {
      super(3);
    }

    /** Reads A. */
    @Actor
    public void first(IIII_Result result) {
      result.r1 = number(0);
    }

    /** Reads B. */
    @Actor
    public void second(IIII_Result result) {
      result.r2 = number(1);
    }

    /** Reads C and counts. */
    @Arbiter
    public void count(IIII_Result result) {
      result.r3 = number(2);
      result.r4 = runs();
    }
  }

  /** Three threads that enter a circle of three. Needs three processors. */
  @JCStressTest
  @Description("A's initialiser reads B, B's reads C and C's reads A, on three threads")
  @Outcome(
      id = {"1, 2, 2, 3", "2, 1, 2, 3", "2, 2, 1, 3"},
      expect = ACCEPTABLE,
      desc = "One initialiser saw null, the others the value; each ran once")
  @Outcome(expect = FORBIDDEN, desc = "A reader sees null, or the circle was cut twice")
  @State
  public static class ThreeThreads extends Circle {
    /** A circle of three. */
    public ThreeThreads() {
      super(3);
    }

    /** Reads A. */
    @Actor
    public void first(IIII_Result result) {
      result.r1 = number(0);
    }

    /** Reads B. */
    @Actor
    public void second(IIII_Result result) {
      result.r2 = number(1);
    }

    /** Reads C. */
    @Actor
    public void third(IIII_Result result) {
      result.r3 = number(2);
    }

    /** Counts. */
    @Arbiter
    public void count(IIII_Result result) {
      result.r4 = runs();
    }
  }

  /** A flag-guarded field that a cut circle reads shows all that its initialiser wrote so far. */
  @JCStressTest
  @Description("A read that cuts a circle sees all of what the waiting thread has written")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Every read sees a whole object")
  @Outcome(expect = FORBIDDEN, desc = "A read sees null or a half-built object")
  @State
  public static class CutRead extends EmittedClass {
    private @Nullable Plain a;
    private @Nullable Plain b;
    private volatile boolean doneA;
    private volatile boolean doneB;
    private int seenInside = Plain.WHOLE;

    /** Two regions that assign first and read the other afterwards. */
    public CutRead() {
      super(2);
    }

    @Override
    void run(int region) {
      if (region == 0) {
        a = new Plain();
        look(readB());
        doneA = true;
      } else {
        b = new Plain();
        look(readA());
        doneB = true;
      }
    }

    private void look(@Nullable Plain other) {
      int seen = Plain.check(other);
      if (seen != Plain.WHOLE) {
        seenInside = seen;
      }
    }

    /** Mirrors {@code AccessorWriter.deferred}, flagged. */
    private @Nullable Plain readA() {
      if (!doneA) {
        resolve(0);
      }
      return a;
    }

    /** Mirrors {@code AccessorWriter.deferred}, flagged. */
    private @Nullable Plain readB() {
      if (!doneB) {
        resolve(1);
      }
      return b;
    }

    /** Reads A. */
    @Actor
    public void first(III_Result result) {
      result.r1 = Plain.check(readA());
    }

    /** Reads B. */
    @Actor
    public void second(III_Result result) {
      result.r2 = Plain.check(readB());
    }

    /** Tells what the initialisers saw of each other. */
    @Arbiter
    public void tell(III_Result result) {
      result.r3 = seenInside;
    }
  }
}
