package io.lazyloader.samples.jcstress;

import org.jspecify.annotations.Nullable;

/**
 * A rewritten class with a region of four deferred fields, which a flag guards: two are too wide
 * for one write (JLS 17 §17.7), and none of them can say by itself that the region is done.
 */
abstract class FlagGuardedClass extends EmittedClass {
  /** What {@link #wholeFields} says of a region that is resolved. */
  static final int ALL = 4;

  private static final long WIDE = 0x1_0000_0001L;
  private static final double REAL = Double.longBitsToDouble(0x3ff0_0001_0000_0001L);

  private int number;
  private long wide;
  private double real;
  private @Nullable Plain object;

  /** Mirrors the field of {@code AccessorWriter.resolver}, flagged. */
  private volatile boolean done;

  /** How often the initialiser ran; plain on purpose. */
  private int runs;

  FlagGuardedClass() {
    super(1);
  }

  /** Runs as part of the initialiser, before it assigns anything. */
  void before() {}

  @Override
  void run(int region) {
    runs++;
    before();
    number = 1;
    wide = WIDE;
    real = REAL;
    object = new Plain();
    done = true;
  }

  /** Mirrors {@code AccessorWriter.deferred}, flagged. */
  final int readNumber() {
    if (!done) {
      resolve(0);
    }
    return number;
  }

  /** Mirrors {@code AccessorWriter.deferred}, flagged. */
  final long readWide() {
    if (!done) {
      resolve(0);
    }
    return wide;
  }

  /** Mirrors {@code AccessorWriter.deferred}, flagged. */
  final double readReal() {
    if (!done) {
      resolve(0);
    }
    return real;
  }

  /** Mirrors {@code AccessorWriter.deferred}, flagged. */
  final @Nullable Plain readObject() {
    if (!done) {
      resolve(0);
    }
    return object;
  }

  /** Reads all fields through their accessors and counts those that have their value. */
  final int wholeFields() {
    // The last to be assigned is read first.
    int whole = Plain.check(readObject()) == Plain.WHOLE ? 1 : 0;
    whole += Double.compare(readReal(), REAL) == 0 ? 1 : 0;
    whole += readWide() == WIDE ? 1 : 0;
    whole += readNumber() == 1 ? 1 : 0;
    return whole;
  }

  /** Reads all fields as they are and counts those that have their value. */
  final int wholeFieldsUnguarded() {
    int whole = Plain.check(object) == Plain.WHOLE ? 1 : 0;
    whole += Double.compare(real, REAL) == 0 ? 1 : 0;
    whole += wide == WIDE ? 1 : 0;
    whole += number == 1 ? 1 : 0;
    return whole;
  }

  /** The fast path of the accessors alone: whether it would be taken. */
  final boolean isDone() {
    return done;
  }

  final int runs() {
    return runs;
  }
}
