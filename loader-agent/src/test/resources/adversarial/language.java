//// A record
// field POINT: PROVEN because a record only keeps its components
// field TEXT: PROVEN because its text is that of ints
// field EQUAL: PROVEN because it compares ints
class Records {
  static final Point POINT = new Point(1, 2);
  static final String TEXT = new Point(3, 4).toString();
  static final boolean EQUAL = new Point(1, 2).equals(new Point(1, 2));
}

record Point(int x, int y) {
  Point {
    if (x < 0) {
      throw new IllegalArgumentException("x");
    }
  }
}

//// Records as keys
// field MAP: PROVEN because records of strings and ints hash alike everywhere
class RecordKeys {
  static final Map<Key, String> MAP = new HashMap<>();

  static {
    MAP.put(new Key("a", 1), "first");
    MAP.put(new Key("b", 2), "second");
  }
}

record Key(String name, int number) {}

//// A sealed hierarchy and patterns
// field AREA: PROVEN because instanceof tests what was made here
class Sealed {
  static final int AREA = area(new Rect(2, 3)) + area(new Dot());

  static int area(Form form) {
    if (form instanceof Rect rect) {
      return rect.width() * rect.height();
    }
    return 0;
  }
}

sealed interface Form permits Rect, Dot {}

record Rect(int width, int height) implements Form {}

record Dot() implements Form {}

//// A constant of an enum
// field FAVOURITE: PROVEN because the enum's initialiser only makes its constants
// field NAME: PROVEN because a constant's name is final
class EnumConstants {
  static final Fruit FAVOURITE = Fruit.PEAR;
  static final String NAME = Fruit.APPLE.name() + Fruit.PEAR.ordinal();
}

enum Fruit {
  APPLE,
  PEAR
}

//// All constants of an enum
// field ALL: PROVEN because nobody but the enum has the array that values() copies
// field PEAR: PROVEN because valueOf finds the constant by name
class EnumValues {
  static final List<Nut> ALL = List.of(Nut.values());
  static final Nut PEAR = Nut.valueOf("PEANUT");
}

enum Nut {
  HAZEL,
  PEANUT
}

//// An enum whose constructor counts in a static of another class
// field ROOK: UNSAFE because the count stays at 0 until the enum is triggered
// deferred, it shows
class EnumCounts {
  static final Piece ROOK = Piece.ROOK;

  static String observe() {
    return String.valueOf(Pieces.made);
  }
}

enum Piece {
  ROOK,
  KING;

  Piece() {
    Pieces.made++;
  }
}

class Pieces {
  static int made;
}

//// An enum with a map by name that its own initialiser fills
// field FOUND: UNKNOWN "may change" because reflection can read the private map and change it
// deferred, it shows
// field Suit.CLUBS: not eligible because values() and switches need it from the start
class EnumLookup {
  static final Suit FOUND = Suit.find("clubs");

  static String observe() throws ReflectiveOperationException {
    java.lang.reflect.Field map = Suit.class.getDeclaredField("BY_NAME");
    map.setAccessible(true);
    ((Map<?, ?>) map.get(null)).clear();
    return "";
  }
}

enum Suit {
  CLUBS,
  HEARTS;

  private static final Map<String, Suit> BY_NAME = new HashMap<>();

  static {
    for (Suit suit : values()) {
      BY_NAME.put(suit.name().toLowerCase(Locale.ROOT), suit);
    }
  }

  static Suit find(String name) {
    return BY_NAME.get(name);
  }
}

//// A static field of an enum beside its constants
// field SIZE: PROVEN because the array of constants is the enum's own
// field TEXT: PROVEN because it only computes
enum Planet {
  EARTH,
  MARS;

  static final int SIZE = values().length;
  static final String TEXT = "planets".concat("!");
}

//// Enum constants with bodies
// field RESULT: PROVEN because the constants' methods only compute
class EnumBodies {
  static final int RESULT = Operation.PLUS.apply(2, 3) * Operation.TIMES.apply(2, 3);
}

enum Operation {
  PLUS {
    @Override
    int apply(int a, int b) {
      return a + b;
    }
  },
  TIMES {
    @Override
    int apply(int a, int b) {
      return a * b;
    }
  };

  abstract int apply(int a, int b);
}

//// A switch over an enum
// field CALLS: PROVEN because the compiler's table for the switch is filled once for all
class EnumSwitch {
  static final String CALLS = sound(Animal.CAT) + sound(Animal.DOG);

  static String sound(Animal animal) {
    switch (animal) {
      case CAT:
        return "meow";
      case DOG:
        return "woof";
      default:
        return "";
    }
  }
}

enum Animal {
  DOG,
  CAT
}

//// A switch over strings
// field NUMBER: PROVEN because the hash of a string is the same everywhere
class StringSwitch {
  static final int NUMBER = number("two") + number("Aa") * 10 + number("BB") * 100;

  static int number(String word) {
    return switch (word) {
      case "two" -> 2;
      case "Aa" -> 3;
      case "BB" -> 4;
      default -> 0;
    };
  }
}

//// A method of a generic class through a bridge
// field LESS: PROVEN because the bridge casts and calls
class GenericBridge {
  static final int LESS = compare(new Version(1), new Version(2));

  static <T extends Comparable<T>> int compare(T a, T b) {
    return a.compareTo(b);
  }
}

class Version implements Comparable<Version> {
  private final int number;

  Version(int number) {
    this.number = number;
  }

  @Override
  public int compareTo(Version other) {
    return Integer.compare(number, other.number);
  }
}

//// A method with a variable number of arguments
// field JOINED: PROVEN because the array of arguments is made by the region
class Varargs {
  static final String JOINED = join("a", "b", "c");

  static String join(String... parts) {
    StringBuilder joined = new StringBuilder();
    for (String part : parts) {
      joined.append(part).append(';');
    }
    return joined.toString();
  }
}

//// An anonymous class that captures a local
// field ADDER: PROVEN because the local is final once it is captured
class Anonymous {
  static final IntUnaryOperator ADDER = adder(5);

  static IntUnaryOperator adder(int summand) {
    return new IntUnaryOperator() {
      @Override
      public int applyAsInt(int value) {
        return value + summand;
      }
    };
  }

  static String observeAtEnd() {
    return String.valueOf(ADDER.applyAsInt(2));
  }
}

//// A local class with captured state that changes
// field THIRD: PROVEN because the array that the local class captures is made by the region
class Local {
  static final int THIRD = third();

  static int third() {
    int[] last = {0};
    class Next {
      int next() {
        return ++last[0];
      }
    }
    Next next = new Next();
    next.next();
    next.next();
    return next.next();
  }
}

//// An inner class that changes its outer object
// field TOTAL: PROVEN because the outer object is made by the region
class Account {
  static final int TOTAL = total();
  private int total;

  class Booking {
    void book(int amount) {
      total += amount;
    }
  }

  static int total() {
    Account account = new Account();
    Booking booking = account.new Booking();
    booking.book(3);
    booking.book(4);
    return account.total;
  }
}

//// Interfaces with private, static and default methods
// field TEXT: PROVEN because none of them has an effect
class Interfaces {
  static final String TEXT = new Plain().text() + Speaks.greeting();
}

interface Speaks {
  default String text() {
    return decorate("text");
  }

  private String decorate(String text) {
    return "<" + text + ">";
  }

  static String greeting() {
    return "hi";
  }
}

class Plain implements Speaks {}

//// A default method's interface has a pure static
// field TEXT: PROVEN because the interface that is triggered only allocates
// field Prefixed.PREFIX: not eligible because reflection would find a field of an interface empty
class Triggered {
  static final String TEXT = new PrefixUser().text();
}

interface Prefixed {
  String PREFIX = new StringBuilder("pre").toString();

  default String text() {
    return PREFIX + "fix";
  }
}

class PrefixUser implements Prefixed {}

//// Arithmetic on all primitive types
// field LONG: PROVEN because arithmetic has no effects
// field FLOAT: PROVEN because floating point is strict
// field CHAR: PROVEN because conversions are as specified
// field SHIFT: PROVEN because shifts are as specified
// field COMPARE: PROVEN because comparisons with NaN are as specified
class Arithmetic {
  static final long LONG = longs(3_000_000_000L);
  static final double FLOAT = floats(1.1f, 2.2);
  static final char CHAR = (char) chars('a', (short) 70000);
  static final int SHIFT = shifts(-17, 35);
  static final boolean COMPARE = compare(Double.NaN);

  static long longs(long a) {
    return a * 7 % 11 - (a ^ 5) / 3 + (a << 3 >>> 2) + ~a;
  }

  static double floats(float a, double b) {
    return a * b / 3 % 1.7 - (int) a + (long) b;
  }

  static int chars(char a, short b) {
    return a + (byte) b;
  }

  static int shifts(int a, int b) {
    return (a << b) ^ (a >> b) ^ (a >>> b);
  }

  static boolean compare(double a) {
    return a < 1 || a > 1 || a != a;
  }
}

//// Arrays of several dimensions
// field CELLS: PROVEN because all of the arrays are made by the region
class Matrix {
  static final int[][][] CELLS = cells();

  static int[][][] cells() {
    int[][][] cells = new int[2][3][];
    cells[1][2] = new int[] {1, 2};
    cells[0][0] = cells[1][2].clone();
    cells[0][0][1]++;
    return cells;
  }
}

//// Labelled loops and ternaries
// field PRIMES: PROVEN because control flow has no effects
class Primes {
  static final int PRIMES = primes(50);

  static int primes(int limit) {
    int count = 0;
    outer:
    for (int n = 2; n < limit; n++) {
      for (int d = 2; d * d <= n; d++) {
        if (n % d == 0) {
          continue outer;
        }
      }
      count += n == 2 ? 1 : n % 2;
    }
    return count;
  }
}

//// A singleton with an empty constructor
// field INSTANCE: PROVEN because it only allocates
class Singleton {
  static final Singleton INSTANCE = new Singleton();

  private Singleton() {}

  @Override
  public String toString() {
    return "singleton";
  }
}

//// A builder
// field PERSON: PROVEN because the builder is made and used up by the region
class Persons {
  static final Person PERSON = new Person.Builder().name("Ada").age(36).build();
}

final class Person {
  private final String name;
  private final int age;

  private Person(Builder builder) {
    name = builder.name;
    age = builder.age;
  }

  @Override
  public String toString() {
    return name + " " + age;
  }

  static final class Builder {
    private String name = "";
    private int age;

    Builder name(String name) {
      this.name = name;
      return this;
    }

    Builder age(int age) {
      this.age = age;
      return this;
    }

    Person build() {
      return new Person(this);
    }
  }
}
