//// The identity hash of an object
// field HASH: not PROVEN because the JVM makes it up
class IdentityHash {
  static final int HASH = System.identityHashCode(new Object());
}

//// The hash of an object that has none of its own
// field HASH: not PROVEN because Object.hashCode is the identity hash
class ObjectHash {
  static final int HASH = new Object().hashCode();
}

//// The text of an object that has none of its own
// field TEXT: not PROVEN because Object.toString shows the identity hash
class ObjectText {
  static final String TEXT = "object " + new Object();
}

//// The text of an array
// field TEXT: not PROVEN because arrays inherit Object.toString
class ArrayText {
  static final String TEXT = String.valueOf((Object) new int[] {1});
}

//// A HashSet of enum constants
// field DAYS: not PROVEN because enum constants hash by identity, and the set's order follows
class EnumHashes {
  static final Set<Day> DAYS = new HashSet<>(List.of(Day.MONDAY, Day.TUESDAY, Day.SUNDAY));
}

enum Day {
  MONDAY,
  TUESDAY,
  SUNDAY
}

//// A HashMap with classes as keys
// field NAMES: not PROVEN because classes hash by identity, and the map's order follows
class ClassHashes {
  static final Map<Class<?>, String> NAMES = names();

  static Map<Class<?>, String> names() {
    Map<Class<?>, String> names = new HashMap<>();
    names.put(String.class, "string");
    names.put(Integer.class, "integer");
    return names;
  }
}

//// A HashSet of objects without a hash of their own
// field SET: not PROVEN because they hash by identity, and the set's order follows
class ObjectHashes {
  static final Set<Object> SET = new HashSet<>(List.of(new Object(), new Object()));
}

//// An IdentityHashMap
// field MAP: not PROVEN because its order follows identity hashes
class IdentityMaps {
  static final Map<String, Integer> MAP = map();

  static Map<String, Integer> map() {
    Map<String, Integer> map = new IdentityHashMap<>();
    map.put("one", 1);
    map.put("two", 2);
    return map;
  }
}

//// An IdentityHashMap that is empty
// field MAP: PROVEN because nothing is hashed
class EmptyIdentityMap {
  static final Map<String, Integer> MAP = new IdentityHashMap<>();
}

//// A record with an enum component in a HashMap
// field MAP: not PROVEN because the record's hash includes the identity hash of the constant
class RecordHashes {
  static final Map<Cell, String> MAP = map();

  static Map<Cell, String> map() {
    Map<Cell, String> map = new HashMap<>();
    map.put(new Cell(Side.LEFT, 1), "left");
    map.put(new Cell(Side.RIGHT, 2), "right");
    return map;
  }
}

enum Side {
  LEFT,
  RIGHT
}

record Cell(Side side, int row) {}

//// A comparison of identity hashes
// field FIRST: not PROVEN because which of two identity hashes is greater is chance
class HashOrder {
  static final String FIRST = first(new Object(), new Object());

  static String first(Object a, Object b) {
    return System.identityHashCode(a) < System.identityHashCode(b) ? "a" : "b";
  }
}

//// A lock
// field LOCK: PROVEN because it is an object like any other
class Lock {
  static final Object LOCK = new Object();
}

//// An object is compared with itself by identity
// field SAME: PROVEN because == on references made here needs no hash
class Compares {
  static final boolean SAME = same();

  static boolean same() {
    Object object = new Object();
    Object other = new Object();
    return object.equals(object) && !object.equals(other) && object != other;
  }
}

//// Strings are compared by identity
// field LITERALS: PROVEN because equal literals are one object
// field BUILT: PROVEN because a string that is built is an object of its own
// field INTERNED: PROVEN because an interned string is the literal
class StringIdentity {
  static final boolean LITERALS = "text" == Literals.text();
  static final boolean BUILT = "text" == new StringBuilder("te").append("xt").toString();
  static final boolean INTERNED =
      "text" == new StringBuilder("te").append("xt").toString().intern();
}

class Literals {
  static String text() {
    return "text";
  }
}

//// Boxes are compared by identity within the cache
// field SMALL: PROVEN because boxes up to 127 are shared by specification
class BoxIdentity {
  static final boolean SMALL = Integer.valueOf(127) == Integer.valueOf(127);
}

//// Boxes are compared by identity beyond the cache
// field LARGE: not PROVEN because the size of the cache is an option of the JVM that runs it
class LargeBoxIdentity {
  static final boolean LARGE = Integer.valueOf(1000) == Integer.valueOf(1000);
}

//// A box is kept
// field BOX: PROVEN because a box is made or taken from the cache, whenever that is
class KeepsBox {
  static final Integer BOX = 42;
}

//// An immutable map with enum constants as keys
// field MAP: not PROVEN because its order follows identity hashes
class EnumMapOf {
  static final Map<Grade, Integer> MAP = Map.of(Grade.GOOD, 1, Grade.BAD, 2);
}

enum Grade {
  GOOD,
  BAD
}

//// An immutable map with one enum constant as key
// field MAP: PROVEN because a map of one does not hash its key
// field LIST: PROVEN because a list does not hash its elements
class SingleEnum {
  static final Map<Unit, Integer> MAP = Map.of(Unit.METRE, 1);
  static final List<Unit> LIST = List.of(Unit.METRE, Unit.MILE);
}

enum Unit {
  METRE,
  MILE
}

//// The name of a lambda's class
// field NAME: not PROVEN because the JVM makes it up
class LambdaName {
  static final String NAME = name(() -> {});

  static String name(Runnable runnable) {
    return runnable.getClass().getName();
  }
}

//// The name of an anonymous class
// field NAME: PROVEN because the compiler gave it
class AnonymousName {
  static final String NAME =
      new Object() {
        // nothing
      }.getClass().getName();
}

//// The text of a lambda
// field TEXT: not PROVEN because the JVM makes it up
class LambdaText {
  static final String TEXT = text(() -> {});

  static String text(Runnable runnable) {
    return "runs " + runnable;
  }
}

//// An effect if the cache of boxes is large
// field BOXED: not PROVEN because the size of the cache is a switch of the JVM
class BranchesOnBoxes {
  static int shared;
  static final int BOXED = compare(1000, 1000);

  static int compare(Integer a, Integer b) {
    return a == b ? ++shared : 0;
  }
}
