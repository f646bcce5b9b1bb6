class Effect {
  private static int count;

  static int when(boolean condition) {
    if (condition) {
      count++;
    }
    return 1;
  }

  static int unless(boolean condition) {
    return when(!condition);
  }

  static String count() {
    return String.valueOf(count);
  }
}

//// Integer arithmetic that wraps around
// field WRAPS: UNSAFE because the sum is negative, so that the effect takes place
// field HOLDS: PROVEN because the sum is negative, so that the effect does not take place
// deferred, it shows
class Overflow {
  static final int WRAPS = Effect.when(add(Integer.MAX_VALUE, 1) < 0);
  static final int HOLDS = Effect.unless(add(Integer.MAX_VALUE, 1) < 0);

  static int add(int a, int b) {
    return a + b;
  }

  static String observe() {
    return Effect.count();
  }
}

//// Division of the smallest number, and remainders of negative numbers
// field MIN: PROVEN because the quotient is the smallest number again
// field REMAINDER: PROVEN because a remainder has the sign of the dividend
// field LONG: PROVEN because the quotient is the smallest number again
class Division {
  static final int MIN = Effect.unless(divide(Integer.MIN_VALUE, -1) == Integer.MIN_VALUE);
  static final int REMAINDER = Effect.unless(remainder(-7, 3) == -1 && remainder(7, -3) == 1);
  static final int LONG = Effect.unless(divide(Long.MIN_VALUE, -1L) == Long.MIN_VALUE);

  static int divide(int a, int b) {
    return a / b;
  }

  static long divide(long a, long b) {
    return a / b;
  }

  static int remainder(int a, int b) {
    return a % b;
  }
}

//// Shifts by more than the width
// field INT: UNSAFE because an int is shifted by the lower five bits, so that the effect takes place
// field LONG: UNSAFE because a long is shifted by the lower six bits, so that the effect takes place
// field SIGN: PROVEN because >> keeps the sign and >>> does not
// deferred, it shows
class Shifts {
  static final int INT = Effect.when(left(1, 33) == 2);
  static final int LONG = Effect.when(left(1L, 65) == 2);
  static final int SIGN = Effect.unless(right(-8, 1) == -4 && unsigned(-8, 28) == 15);

  static int left(int a, int b) {
    return a << b;
  }

  static long left(long a, int b) {
    return a << b;
  }

  static int right(int a, int b) {
    return a >> b;
  }

  static int unsigned(int a, int b) {
    return a >>> b;
  }

  static String observe() {
    return Effect.count();
  }
}

//// Narrowing conversions
// field BYTE: PROVEN because 200 is -56 as a byte
// field CHAR: PROVEN because -1 is 65535 as a char
// field SHORT: PROVEN because 70000 is 4464 as a short
// field NAN: PROVEN because NaN is 0 as an int
// field HUGE: PROVEN because a huge double is the greatest int, or long
// field LONG: PROVEN because a long is cut to its lower half
class Narrowing {
  static final int BYTE = Effect.unless((byte) value(200) == -56);
  static final int CHAR = Effect.unless((char) value(-1) == 65535);
  static final int SHORT = Effect.unless((short) value(70000) == 4464);
  static final int NAN = Effect.unless((int) value(Double.NaN) == 0);
  static final int HUGE =
      Effect.unless(
          (int) value(1e300) == Integer.MAX_VALUE && (long) value(-1e300) == Long.MIN_VALUE);
  static final int LONG = Effect.unless((int) value(0x1_8000_0001L) == 0x8000_0001);

  static int value(int value) {
    return value;
  }

  static double value(double value) {
    return value;
  }

  static long value(long value) {
    return value;
  }
}

//// Comparisons with NaN and with signed zeros
// field GREATER: UNSAFE because NaN is not greater, so that the effect takes place
// field LESS: UNSAFE because NaN is not less, so that the effect takes place
// field EQUAL: PROVEN because the zeros are equal, but not as boxes
// field BITS: PROVEN because the zeros differ in their sign bit
// deferred, it shows
class Nans {
  static final int GREATER = Effect.when(!(nan() > 1));
  static final int LESS = Effect.when(!(nan() < 1));
  static final int EQUAL = Effect.unless(0.0 == -zero() && !Double.valueOf(0.0).equals(-zero()));
  static final int BITS = Effect.unless(Double.doubleToLongBits(-zero()) < 0);

  static double nan() {
    return zero() / zero();
  }

  static double zero() {
    return 0.0;
  }

  static String observe() {
    return Effect.count();
  }
}

//// Compound assignment with a hidden cast
// field BYTE: PROVEN because += casts the sum to byte
// field ORDER: PROVEN because the left operand is read before the right one changes it
// field ARRAY: PROVEN because the index is evaluated once
class Compound {
  static final int BYTE = Effect.unless(bytes() == -128);
  static final int ORDER = Effect.unless(order() == 3);
  static final int ARRAY = Effect.unless(array() == 12);

  static int bytes() {
    byte value = 127;
    value += 1;
    return value;
  }

  static int order() {
    int value = 1;
    value += value++ + 1;
    return value;
  }

  static int array() {
    int[] cells = {1, 2};
    int index = 0;
    cells[index++] += 10;
    return cells[0] + index;
  }
}

//// Values of long and double on the stack
// field SWAPS: PROVEN because an assignment is an expression of the value assigned
class Wide {
  static final int SWAPS = Effect.unless(swaps());

  static boolean swaps() {
    long[] longs = {1, 2};
    double[] doubles = new double[1];
    long copy = longs[0] = longs[1]++;
    double twice = doubles[0] += 0.5;
    long before = longs[1]--;
    return copy == 2 && longs[0] == 2 && twice == 0.5 && before == 3 && longs[1] == 2;
  }
}

//// The order in which operands are evaluated
// field ORDER: PROVEN because operands are evaluated from left to right
class Operands {
  static final int ORDER = Effect.unless(order().equals("abcd"));

  static String order() {
    StringBuilder order = new StringBuilder();
    int[] cells = new int[5];
    cells[note(order, "a")] = note(order, "b") * note(order, "c") + note(order, "d");
    return order.toString();
  }

  static int note(StringBuilder order, String step) {
    order.append(step);
    return 1;
  }
}

//// Finally blocks, returns and loops
// field VALUE: PROVEN because the value to return is fixed before the finally block runs
// field BROKEN: PROVEN because break leaves through the finally block
class FinallyOrder {
  static final int VALUE = Effect.unless(value() == 1);
  static final int BROKEN = Effect.unless(broken().equals("0f1f"));

  static int value() {
    int value = 1;
    try {
      return value;
    } finally {
      value = 2;
    }
  }

  static String broken() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      try {
        text.append(i);
        if (i == 1) {
          break;
        }
      } finally {
        text.append('f');
      }
    }
    return text.toString();
  }
}

//// The handler that catches
// field NEAREST: PROVEN because the first handler that fits catches
// field SUBTYPE: PROVEN because a handler of a supertype fits
// field MULTI: PROVEN because a handler may name several types
class Handlers {
  static final int NEAREST = Effect.unless(caught(new IllegalStateException()).equals("state"));
  static final int SUBTYPE = Effect.unless(caught(new NumberFormatException()).equals("argument"));
  static final int MULTI = Effect.unless(caught(new ArithmeticException()).equals("other"));

  static String caught(RuntimeException exception) {
    try {
      throw exception;
    } catch (IllegalStateException e) {
      return "state";
    } catch (IllegalArgumentException e) {
      return "argument";
    } catch (ArithmeticException | ClassCastException e) {
      return "other";
    }
  }
}

//// The method that is called
// field OVERRIDDEN: PROVEN because the class of the object counts
// field HIDDEN: PROVEN because a private method is not overridden
// field STATIC: PROVEN because a static method is hidden, not overridden
// field DEFAULT: PROVEN because the more special default method wins
// field SUPER: PROVEN because super names the method of the superclass
class Dispatch {
  static final int OVERRIDDEN = Effect.unless(new Lower().call().equals("lower"));
  static final int HIDDEN = Effect.unless(new Lower().callHidden().equals("upper"));
  static final int STATIC = Effect.unless(Upper.name().equals("upper"));
  static final int DEFAULT = Effect.unless(new Both().greet().equals("special"));
  static final int SUPER = Effect.unless(new Lower().callSuper().equals("upper"));
}

class Upper {
  String call() {
    return "upper";
  }

  String callHidden() {
    return hidden();
  }

  private String hidden() {
    return "upper";
  }

  static String name() {
    return "upper";
  }
}

class Lower extends Upper {
  @Override
  String call() {
    return "lower";
  }

  String callSuper() {
    return super.call();
  }

  String hidden() {
    return "lower";
  }

  static String name() {
    return "lower";
  }
}

interface General {
  default String greet() {
    return "general";
  }
}

interface Special extends General {
  @Override
  default String greet() {
    return "special";
  }
}

class Both implements Special, General {}

//// Fields that hide fields
// field HIDDEN: PROVEN because the type of the expression counts
class Hiding {
  static final int HIDDEN = Effect.unless(((Wider) new Narrower()).value == 1);
}

class Wider {
  final int value = parse("1");

  static int parse(String text) {
    return Integer.parseInt(text);
  }
}

class Narrower extends Wider {
  final int value = parse("2");
}

//// Type tests of arrays
// field COVARIANT: PROVEN because an array of strings is an array of objects
// field PRIMITIVE: PROVEN because an array of ints is an object, but no array of objects
// field NESTED: PROVEN because an array of arrays is an array of objects
class ArrayTypes {
  static final int COVARIANT = Effect.unless(object(new String[0]) instanceof Object[]);
  static final int PRIMITIVE =
      Effect.unless(
          !(object(new int[0]) instanceof Object[]) && object(new int[0]) instanceof Cloneable);
  static final int NESTED = Effect.unless(object(new int[0][0]) instanceof Object[]);

  static Object object(Object object) {
    return object;
  }
}

//// The hash of a string, and of a list of strings
// field STRING: UNSAFE because the hash is as specified, so that the effect takes place
// field LIST: UNSAFE because the hash is as specified, so that the effect takes place
// deferred, it shows
class HashCodes {
  static final int STRING = Effect.when("polygenelubricants".hashCode() == Integer.MIN_VALUE);
  static final int LIST = Effect.when(List.of("a", "b").hashCode() == 4066);

  static String observe() {
    return Effect.count();
  }
}

//// Strings beyond Latin letters
// field LENGTH: PROVEN because a character outside the basic plane counts as two
// field BYTES: PROVEN because UTF-8 needs four bytes for it
// field MIXED: PROVEN because concatenation widens what needs no more than a byte each
class WideStrings {
  static final int LENGTH = Effect.unless(face().length() == 2 && face().codePointCount(0, 2) == 1);
  static final int BYTES =
      Effect.unless(face().getBytes(java.nio.charset.StandardCharsets.UTF_8).length == 4);
  static final int MIXED = Effect.unless(("a" + face() + "\u00e9").indexOf('\u00e9') == 3);

  static String face() {
    return new StringBuilder().appendCodePoint(0x1F600).toString();
  }
}

//// A switch with gaps and a default in the middle
// field SPARSE: PROVEN because the label that fits is jumped to
// field FALLS: PROVEN because control falls through without a break
class Switches {
  static final int SPARSE = Effect.unless(sparse(1_000_000) == 3 && sparse(-5) == 1);
  static final int FALLS = Effect.unless(falls(7) == 11 && falls(2) == 10);

  static int sparse(int value) {
    switch (value) {
      case -5:
        return 1;
      default:
        return 2;
      case 1_000_000:
        return 3;
    }
  }

  static int falls(int value) {
    int result = 0;
    switch (value) {
      default:
        result += 1;
      case 2:
        result += 10;
        break;
      case 3:
        result += 100;
    }
    return result;
  }
}
