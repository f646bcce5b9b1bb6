package io.lazyloader.agent.optimize;

/** Why nothing was optimised, as sentences for the user. */
public final class OptimizeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whose fault it is. */
  public enum Kind {
    /** That of the command line, or of a file that it names. */
    USAGE,
    /** That of the program, which fails. */
    PROGRAM,
    /** What was to hold does not: the optimised program behaves in another way. */
    CHECK,
    /** The result can't be written. */
    WRITING
  }

  private final Kind kind;

  private OptimizeException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static OptimizeException usage(String message) {
    return new OptimizeException(Kind.USAGE, message);
  }

  static OptimizeException program(String message) {
    return new OptimizeException(Kind.PROGRAM, message);
  }

  static OptimizeException check(String message) {
    return new OptimizeException(Kind.CHECK, message);
  }

  static OptimizeException writing(String message) {
    return new OptimizeException(Kind.WRITING, message);
  }

  /** Whose fault it is. */
  public Kind kind() {
    return kind;
  }
}
