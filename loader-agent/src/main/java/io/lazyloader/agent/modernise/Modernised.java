package io.lazyloader.agent.modernise;

import org.jspecify.annotations.Nullable;

/** What became of a class file. */
public final class Modernised {
  /** The kinds of results. */
  public enum Outcome {
    /** There is a class file of version 50 in its place. */
    MODERNISED,

    /** It has version 50 or a later one as it is. */
    RECENT,

    /** It stays as it is, for a reason. */
    LEFT
  }

  private static final Modernised RECENT = new Modernised(Outcome.RECENT, null, null);

  private final Outcome outcome;
  private final byte @Nullable [] classFile;
  private final @Nullable String reason;

  private Modernised(Outcome outcome, byte @Nullable [] classFile, @Nullable String reason) {
    this.outcome = outcome;
    this.classFile = classFile;
    this.reason = reason;
  }

  static Modernised to(byte[] classFile) {
    return new Modernised(Outcome.MODERNISED, classFile, null);
  }

  static Modernised recent() {
    return RECENT;
  }

  static Modernised left(String reason) {
    return new Modernised(Outcome.LEFT, null, reason);
  }

  /**
   * Returns the kind of result.
   *
   * @return one of three
   */
  public Outcome outcome() {
    return outcome;
  }

  /**
   * Returns the new class file.
   *
   * @return its bytes, not copied; null unless the class was modernised
   */
  public byte @Nullable [] classFile() {
    return classFile;
  }

  /**
   * Returns why the class file stays as it is.
   *
   * @return the end of a sentence about the class, without a full stop, as in {@code it needs
   *     org/acme/Missing, which is not there}; null unless the class was left
   */
  public @Nullable String reason() {
    return reason;
  }
}
