package io.lazyloader.agent.analysis.machine;

import static org.objectweb.asm.Opcodes.*;

import org.jspecify.annotations.Nullable;

/** Arithmetic, conversions and comparisons (JVMS 17 §2.11.3, §2.11.4). */
final class Arithmetic {
  private Arithmetic() {}

  static @Nullable Object constant(int opcode) {
    return switch (opcode) {
      case ACONST_NULL -> null;
      case LCONST_0 -> 0L;
      case LCONST_1 -> 1L;
      case FCONST_0 -> 0f;
      case FCONST_1 -> 1f;
      case FCONST_2 -> 2f;
      case DCONST_0 -> 0d;
      case DCONST_1 -> 1d;
      default -> opcode - ICONST_0;
    };
  }

  /** Compares by one of six conditions, in the order of the opcodes: ==, !=, <, >=, >, <=. */
  static boolean compare(int condition, int left, int right) {
    return switch (condition) {
      case 0 -> left == right;
      case 1 -> left != right;
      case 2 -> left < right;
      case 3 -> left >= right;
      case 4 -> left > right;
      default -> left <= right;
    };
  }

  static boolean isUnary(int opcode) {
    return (opcode >= INEG && opcode <= DNEG) || (opcode >= I2L && opcode <= I2S);
  }

  /** Whether an operation fails for a divisor that is zero. */
  static boolean divides(int opcode) {
    return opcode == IDIV || opcode == IREM || opcode == LDIV || opcode == LREM;
  }

  static boolean dividesByZero(int opcode, Object divisor) {
    return switch (opcode) {
      case IDIV, IREM -> (Integer) divisor == 0;
      case LDIV, LREM -> (Long) divisor == 0;
      default -> false;
    };
  }

  /** The type of an operation's result, as a descriptor. */
  static String resultType(int opcode) {
    if (opcode >= LCMP) {
      return "I";
    }
    if (opcode >= I2L) {
      return switch (opcode) {
        case I2L, F2L, D2L -> "J";
        case I2F, L2F, D2F -> "F";
        case I2D, L2D, F2D -> "D";
        default -> "I";
      };
    }
    if (opcode >= ISHL) {
      return (opcode - ISHL) % 2 == 0 ? "I" : "J";
    }
    return switch ((opcode - IADD) % 4) {
      case 0 -> "I";
      case 1 -> "J";
      case 2 -> "F";
      default -> "D";
    };
  }

  static Object calculate(int opcode, Object left, Object right) {
    if (isUnary(opcode)) {
      return convert(opcode, (Number) left);
    }
    if (left instanceof Integer i) {
      return ints(opcode, i, (Integer) right);
    }
    if (left instanceof Long l) {
      return longs(opcode, l, (Number) right);
    }
    if (left instanceof Float f) {
      return floats(opcode, f, (Float) right);
    }
    return doubles(opcode, (Double) left, (Double) right);
  }

  private static Object convert(int opcode, Number value) {
    return switch (opcode) {
      case INEG -> -value.intValue();
      case LNEG -> -value.longValue();
      case FNEG -> -value.floatValue();
      case DNEG -> -value.doubleValue();
      case I2L, F2L, D2L -> value.longValue();
      case I2F, L2F, D2F -> value.floatValue();
      case I2D, L2D, F2D -> value.doubleValue();
      case I2B -> (int) (byte) value.intValue();
      case I2C -> (int) (char) value.intValue();
      case I2S -> (int) (short) value.intValue();
      default -> value.intValue();
    };
  }

  private static Object ints(int opcode, int left, int right) {
    return switch (opcode) {
      case IADD -> left + right;
      case ISUB -> left - right;
      case IMUL -> left * right;
      case IDIV -> left / right;
      case IREM -> left % right;
      case ISHL -> left << right;
      case ISHR -> left >> right;
      case IUSHR -> left >>> right;
      case IAND -> left & right;
      case IOR -> left | right;
      case IXOR -> left ^ right;
      default -> throw new IllegalStateException("opcode " + opcode);
    };
  }

  private static Object longs(int opcode, long left, Number other) {
    long right = other.longValue();
    return switch (opcode) {
      case LADD -> left + right;
      case LSUB -> left - right;
      case LMUL -> left * right;
      case LDIV -> left / right;
      case LREM -> left % right;
      case LSHL -> left << right;
      case LSHR -> left >> right;
      case LUSHR -> left >>> right;
      case LAND -> left & right;
      case LOR -> left | right;
      case LXOR -> left ^ right;
      case LCMP -> Long.compare(left, right);
      default -> throw new IllegalStateException("opcode " + opcode);
    };
  }

  private static Object floats(int opcode, float left, float right) {
    return switch (opcode) {
      case FADD -> left + right;
      case FSUB -> left - right;
      case FMUL -> left * right;
      case FDIV -> left / right;
      case FREM -> left % right;
      case FCMPL, FCMPG -> compared(opcode == FCMPG, left, right);
      default -> throw new IllegalStateException("opcode " + opcode);
    };
  }

  private static Object doubles(int opcode, double left, double right) {
    return switch (opcode) {
      case DADD -> left + right;
      case DSUB -> left - right;
      case DMUL -> left * right;
      case DDIV -> left / right;
      case DREM -> left % right;
      case DCMPL, DCMPG -> compared(opcode == DCMPG, left, right);
      default -> throw new IllegalStateException("opcode " + opcode);
    };
  }

  /** Compares numbers of which one may be NaN, which counts as greater or as less. */
  private static int compared(boolean nanIsGreater, double left, double right) {
    if (left > right) {
      return 1;
    }
    if (left == right) {
      return 0;
    }
    return left < right || !nanIsGreater ? -1 : 1;
  }
}
