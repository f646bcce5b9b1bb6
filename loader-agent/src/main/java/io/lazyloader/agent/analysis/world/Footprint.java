package io.lazyloader.agent.analysis.world;

import io.lazyloader.agent.analysis.Limits;

/**
 * What things cost an initialiser, of its {@link Limits}. Bytes are those that the analysing JVM
 * takes to hold a value, rounded up: a simulated object needs more of them than a real one.
 */
public final class Footprint {
  /** How many bytes of what one initialiser made are kept for others to look at. */
  public static final long MAX_KEPT = 1 << 20;

  /** Characters that the analysing JVM copies or compares while it interprets one instruction. */
  private static final int CHARACTERS_A_STEP = 16;

  private static final int OBJECT = 56;
  private static final int SLOT = 24;
  private static final int ARRAY = 64;
  private static final int STRING = 64;

  private Footprint() {}

  public static long instance(int fields) {
    return OBJECT + (long) SLOT * fields;
  }

  /** An array, given its descriptor. */
  public static long array(String descriptor, long length) {
    int element =
        switch (descriptor.charAt(1)) {
          case 'Z', 'B' -> 1;
          case 'C', 'S' -> 2;
          case 'I', 'F' -> 4;
          default -> 8;
        };
    return ARRAY + element * length;
  }

  public static long text(long length) {
    return STRING + 2 * length;
  }

  /** The calls that lead to an instruction, kept as a reason. */
  public static long places(int calls) {
    return OBJECT + 160L * calls;
  }

  /** The declaration of a class. */
  static long type(int fields, int methods) {
    return 500 + 200L * fields + 400L * methods;
  }

  /** The instructions of a method. */
  static long code(int instructions) {
    return 300 + 40L * instructions;
  }

  /** How many steps it counts for to go over so many characters. */
  public static long steps(long characters) {
    return characters / CHARACTERS_A_STEP;
  }
}
