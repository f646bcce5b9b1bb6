//// An array of characters in a record
// field TEXT: not PROVEN because a record shows an array by its identity
// field X: not PROVEN because the array is shown by its identity, and so the effect happens
class ArrayInRecord {
  record Letters(char[] letters) {}

  static final String TEXT = new Letters(new char[] {'a'}).toString();
  static final Integer X =
      new Letters(new char[] {'a'}).toString().equals("Letters[letters=a]") ? 1000 : Log.note("effect", 1001);
}

//// An array of characters in a concatenation
// field TEXT: not PROVEN because the concatenation shows an array by its identity
// field X: not PROVEN because the array is shown by its identity, and so the effect happens
class ArrayInConcatenation {
  static final String TEXT = "v" + new char[] {'a'};
  static final Integer X = ("v" + new char[] {'a'}).equals("va") ? 1000 : Log.note("effect", 1001);
}

//// Arrays of characters where they are shown by what they hold
// field APPENDED: PROVEN because there is a method of its own for arrays of characters
// field INSERTED: PROVEN because there is a method of its own for arrays of characters
// field VALUE: PROVEN because there is a method of its own for arrays of characters
class ArrayAsText {
  static final String APPENDED = new StringBuilder().append(new char[] {'a'}).toString();
  static final String INSERTED = new StringBuilder("b").insert(0, new char[] {'a'}).toString();
  static final String VALUE = String.valueOf(new char[] {'a', 'b'}) + Arrays.toString(new char[1]);
}

//// A record that is local to a method
// field X: PROVEN because its name is that of the source, without a number
class LocalRecord {
  static final String X = name();

  static String name() {
    record Pair(int left, int right) {}
    return new Pair(1, 2).toString().startsWith("Pair[") ? "name" : "name" + Log.note("effect", 1);
  }
}

//// A record whose component equals nothing, not even itself
// field X: PROVEN because a record compares its components by identity first
class NotEvenItself {
  record Holder(Object value) {}

  static final Integer X = find();

  static int find() {
    Object strange = new Object() {
      @Override
      public boolean equals(Object other) {
        return false;
      }

      @Override
      public int hashCode() {
        return 1;
      }
    };
    Holder holder = new Holder(strange);
    return holder.equals(holder) && holder.equals(new Holder(strange)) ? 1000 : Log.note("effect", 1001);
  }
}

//// A constructor of strings that is given bad bounds
// field CAUGHT: PROVEN because the exception is caught, and is the one that the JVM throws
// field OTHER: PROVEN because it comes after what is understood
class BadBounds {
  static final String CAUGHT = caught();
  static final String OTHER = "ot".concat("her");

  static String caught() {
    try {
      return new String(new int[] {1, 2}, 1, 5);
    } catch (IndexOutOfBoundsException e) {
      return e.getMessage();
    }
  }
}

//// A constructor of strings that fails
// field FAILS: UNSAFE because the exception leaves the initialiser
class BadBytes {
  static final String FAILS = new String(new byte[2], 1, 7, java.nio.charset.StandardCharsets.UTF_8);
}

//// An effect that depends on a message that the JVM words
// field NULL: not PROVEN because the JVM may be told to leave the details out
// field CAST: not PROVEN because the message names loaders and modules
class Worded {
  static final Integer NULL = ofNull(null);
  static final Integer CAST = ofCast("text");

  static int ofNull(String text) {
    try {
      return text.length();
    } catch (NullPointerException e) {
      return e.getMessage() == null ? 1000 : Log.note("effect", 1001);
    }
  }

  static int ofCast(Object object) {
    try {
      return (Integer) object;
    } catch (ClassCastException e) {
      return e.getMessage().startsWith("class java.lang.String cannot") ? Log.note("effect", 1001) : 1000;
    }
  }
}

//// The state of an exception that the JVM makes
// field X: not PROVEN because its cause may be set, and then the effect happens
class CauseSet {
  static final Integer X = ofDivision(0);

  static int ofDivision(int zero) {
    try {
      return 1 / zero;
    } catch (ArithmeticException e) {
      try {
        e.initCause(null);
        return Log.note("effect", 1001);
      } catch (IllegalStateException other) {
        return 1000;
      }
    }
  }
}

//// The capacity of a builder
// field X: not PROVEN because a builder grows as its JVM likes
// field NEGATIVE: PROVEN because the exception is the one that the JVM throws
class Capacity {
  static final Integer X = new StringBuilder(5).capacity() == 16 ? 1000 : Log.note("effect", 1001);
  static final String NEGATIVE = negative();

  static String negative() {
    try {
      return new StringBuilder(-1).append("made").toString();
    } catch (NegativeArraySizeException e) {
      return e.getMessage();
    }
  }
}

//// A text of the program's own that tells its characters otherwise than its string
// field X: not PROVEN because a builder asks for the characters
class TwoFaced implements CharSequence {
  static final Integer X =
      new StringBuilder().append((CharSequence) new TwoFaced()).toString().equals("string")
          ? 1000
          : Log.note("effect", 1001);

  @Override
  public int length() {
    return 1;
  }

  @Override
  public char charAt(int index) {
    return 'c';
  }

  @Override
  public CharSequence subSequence(int from, int to) {
    return this;
  }

  @Override
  public String toString() {
    return "string";
  }
}

//// Functions whose last digits are not specified
// field SINE: PROVEN because nothing looks at the value
// field TABLE: PROVEN because nothing looks at the values
// field X: not PROVEN because the digits decide
// field Y: not PROVEN because the digits of an element decide
class LastDigits {
  static final double SINE = Math.sin(Double.parseDouble("0.5"));
  static final double[] TABLE = table();
  static final Integer X = Math.exp(Double.parseDouble("0.3")) > 1.3 ? 1000 : Log.note("effect", 1001);
  static final Integer Y = table()[3] > 0 ? Log.note("effect", 1001) : 1000;

  static double[] table() {
    double[] table = new double[16];
    for (int i = 0; i < table.length; i++) {
      table[i] = Math.log(i + 1);
    }
    return table.clone();
  }
}

//// Functions that are specified to the last bit
// field ROOT: PROVEN because the root has one right value
// field STRICT: PROVEN because strict functions are those of one library
class AllDigits {
  static final Integer ROOT = Math.sqrt(Double.parseDouble("4")) == 2 ? 1000 : Log.note("effect", 1001);
  static final Integer STRICT = StrictMath.sin(Double.parseDouble("0")) == 0 ? 1000 : Log.note("effect", 1001);
}

//// The bits of a number that is none
// field X: not PROVEN because there are many, and processors make different ones
class NotANumber {
  static final Integer X =
      Double.doubleToRawLongBits(zero() / zero()) < 0 ? 1000 : Log.note("effect", 1001);

  static double zero() {
    return Double.parseDouble("0");
  }
}

//// The order of what is iterated by salted hash codes
// field SET: not PROVEN because the order of Set.of differs from run to run
// field MAP: not PROVEN because the order of Map.of differs from run to run
// field HASHED: PROVEN because strings have one hash code
class Salted {
  static final Integer SET =
      Set.of("a", "b", "c").iterator().next().equals("a") ? 1000 : Log.note("effect", 1001);
  static final Integer MAP =
      Map.of("a", 1, "b", 2).toString().startsWith("{a") ? 1000 : Log.note("effect", 1001);
  static final String HASHED = new HashSet<>(List.of("x", "y", "z")).toString();
}

//// The order of what is iterated by identity
// field OBJECTS: not PROVEN because the hash codes of objects differ from run to run
// field CLASSES: not PROVEN because the hash codes of classes differ from run to run
// field ENUMS: not PROVEN because the hash codes of constants differ from run to run
class ByIdentity {
  enum Suit {
    CLUBS,
    HEARTS
  }

  static final List<Object> OBJECTS =
      new ArrayList<>(new HashSet<>(List.of(new Object(), new Object())));
  static final List<Class<?>> CLASSES =
      new ArrayList<>(new HashSet<>(List.of(String.class, Integer.class)));
  static final List<Suit> ENUMS = new ArrayList<>(new HashSet<>(List.of(Suit.values())));
}

//// A copy of elements that ends outside the array
// field X: PROVEN because nothing is copied then
class HalfCopied {
  static final Integer X = copied();

  static int copied() {
    Object[] from = {1, 2};
    Integer[] to = new Integer[4];
    try {
      System.arraycopy(from, 0, to, 0, 3);
      return Log.note("effect", 1001);
    } catch (IndexOutOfBoundsException e) {
      return to[0] == null ? 1000 : Log.note("effect", 1001);
    }
  }
}

//// Text in the language of a locale
// field TURKISH: PROVEN because the locale is given
// field GREEK: PROVEN because the locale is given, although nobody speaks its language
// field DEFAULT: UNKNOWN "default locale" because the locale is that of the moment
class Cases {
  static final String TURKISH = "TITLE".toLowerCase(Locale.ROOT);
  static final String GREEK = "title".toUpperCase(Locale.FRENCH);
  static final String DEFAULT = "title".toUpperCase();
}

//// An object of a class that is in a circle, compared with itself
// field X: PROVEN because it is one object, however often it is asked for
class Watches {
  static final Integer X = Ring.ONE == Ring.ONE && Link.next() == null ? 1000 : Log.note("effect", 1001);
}

class Ring {
  static final Ring ONE = new Link();
  Ring next;
}

class Link extends Ring {
  static Ring next() {
    return null;
  }
}
