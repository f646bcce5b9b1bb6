class Door {
  static java.lang.reflect.Field field(Class<?> owner, String name)
      throws ReflectiveOperationException {
    java.lang.reflect.Field field = owner.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  static <M extends Map<String, Integer>> M one(M map) {
    map.put("x", 1);
    return map;
  }
}

//// A view of a private map's keys
// field VIEW: not PROVEN because to make it looks into what another region makes
// field READ: not PROVEN because the view removes from the map
// deferred, it shows
class KeyView {
  private static final Map<String, Integer> MAP = Door.one(new HashMap<>());
  static final Set<String> VIEW = MAP.keySet();
  static final Object READ = MAP.size();

  static String observe() {
    VIEW.clear();
    return "";
  }
}

//// A view of a private map's values
// field VIEW: not PROVEN because to make it looks into what another region makes
// field READ: not PROVEN because the view removes from the map
// deferred, it shows
class ValueView {
  private static final Map<String, Integer> MAP = Door.one(new TreeMap<>());
  static final Collection<Integer> VIEW = MAP.values();
  static final Object READ = MAP.size();

  static String observe() {
    VIEW.clear();
    return "";
  }
}

//// An entry of a private map
// field VIEW: not PROVEN because to make it looks into what another region makes
// field READ: not PROVEN because the entry writes to the map
// deferred, it shows
class EntryView {
  private static final Map<String, Integer> MAP = Door.one(new TreeMap<>());
  static final Map.Entry<String, Integer> VIEW = MAP.entrySet().iterator().next();
  static final Object READ = MAP.get("x");

  static String observe() {
    VIEW.setValue(VIEW.getValue() + 1);
    return "";
  }
}

//// A view of a private array as a list
// field VIEW: PROVEN because it is only made
// field READ: not PROVEN because the list writes to the array
// deferred, it shows
class ArrayView {
  private static final String[] ARRAY = {"one", "three"};
  static final List<String> VIEW = Arrays.asList(ARRAY);
  static final Object READ = ARRAY[0].length();

  static String observe() {
    VIEW.set(0, VIEW.get(0) + "x");
    return "";
  }
}

//// A part of a private list
// field VIEW: not PROVEN because to make it looks into what another region makes
// field READ: not PROVEN because the part removes from the list
// deferred, it shows
class SubList {
  private static final List<String> LIST = new ArrayList<>(List.of("a", "b"));
  static final List<String> VIEW = LIST.subList(0, 1);
  static final Object READ = LIST.size();

  static String observe() {
    VIEW.clear();
    return "";
  }
}

//// A part of a private vector
// field VIEW: not PROVEN because to make it looks into what another region makes
// field READ: not PROVEN because the part removes from the vector
// deferred, it shows
class SubVector {
  private static final Vector<String> LIST = new Vector<>(List.of("a", "b"));
  static final List<String> VIEW = LIST.subList(0, 1);
  static final Object READ = LIST.size();

  static String observe() {
    VIEW.clear();
    return "";
  }
}

//// A part of a private sorted map
// field VIEW: PROVEN because it is only made
// field READ: not PROVEN because the part removes from the map
// deferred, it shows
class HeadMap {
  private static final TreeMap<String, Integer> MAP = Door.one(new TreeMap<>());
  static final SortedMap<String, Integer> VIEW = MAP.headMap("z");
  static final Object READ = MAP.size();

  static String observe() {
    VIEW.clear();
    return "";
  }
}

//// A private sorted set backwards
// field VIEW: not PROVEN because to make it looks into what another region makes
// field READ: not PROVEN because the view removes from the set
// deferred, it shows
class Backwards {
  private static final TreeSet<String> SET = new TreeSet<>(List.of("a", "b"));
  static final NavigableSet<String> VIEW = SET.descendingSet();
  static final Object READ = SET.size();

  static String observe() {
    VIEW.clear();
    return "";
  }
}

//// An iterator of a private list
// field VIEW: not PROVEN because to make it looks into what another region makes
// field READ: not PROVEN because the iterator writes to the list
// deferred, it shows
class ListIteration {
  private static final List<Integer> LIST = new ArrayList<>(List.of(3, 1, 2));
  static final ListIterator<Integer> VIEW = LIST.listIterator();
  static final Object READ = LIST.get(0);

  static String observe() {
    if (VIEW.hasNext()) {
      VIEW.next();
      VIEW.set(42);
    }
    return "";
  }
}

//// An iterator of a private deque
// field VIEW: not PROVEN because to make it looks into what another region makes
// field READ: not PROVEN because the iterator removes from the deque
// deferred, it shows
class DequeIteration {
  private static final Deque<String> DEQUE = new ArrayDeque<>(List.of("a", "b"));
  static final Iterator<String> VIEW = DEQUE.iterator();
  static final Object READ = DEQUE.size();

  static String observe() {
    if (VIEW.hasNext()) {
      VIEW.next();
      VIEW.remove();
    }
    return "";
  }
}

//// A private list in a synchronized wrapper
// field VIEW: PROVEN because it is only made
// field READ: not PROVEN because the wrapper adds to the list
// deferred, it shows
class Synchronized {
  private static final List<String> LIST = new ArrayList<>();
  static final List<String> VIEW = Collections.synchronizedList(LIST);
  static final Object READ = LIST.size();

  static String observe() {
    VIEW.add("x");
    return "";
  }
}

//// A private list in a checked wrapper
// field VIEW: PROVEN because it is only made
// field READ: not PROVEN because the wrapper adds to the list
// deferred, it shows
class Checked {
  private static final List<String> LIST = new ArrayList<>();
  static final List<String> VIEW = Collections.checkedList(LIST, String.class);
  static final Object READ = LIST.size();

  static String observe() {
    VIEW.add("x");
    return "";
  }
}

//// A private map as a set
// field VIEW: not PROVEN because to make it looks into what another region makes
// field READ: not PROVEN because the set adds to the map
// deferred, it shows
class SetFromMap {
  private static final Map<String, Boolean> MAP = new HashMap<>();
  static final Set<String> VIEW = Collections.newSetFromMap(MAP);
  static final Object READ = MAP.size();

  static String observe() {
    VIEW.add("x" + VIEW.size());
    return "";
  }
}

//// A private deque as a queue
// field VIEW: PROVEN because it is only made
// field READ: not PROVEN because the queue adds to the deque
// deferred, it shows
class LastInFirstOut {
  private static final Deque<String> DEQUE = new ArrayDeque<>();
  static final Queue<String> VIEW = Collections.asLifoQueue(DEQUE);
  static final Object READ = DEQUE.size();

  static String observe() {
    VIEW.add("x");
    return "";
  }
}

//// A buffer around a private array
// field VIEW: PROVEN because it is only made
// field READ: not PROVEN because the buffer writes to the array
// deferred, it shows
class Buffer {
  private static final byte[] ARRAY = {1, 2};
  static final java.nio.ByteBuffer VIEW = java.nio.ByteBuffer.wrap(ARRAY);
  static final Object READ = ARRAY[0];

  static String observe() {
    VIEW.put(0, (byte) (VIEW.get(0) + 1));
    return "";
  }
}

//// A private list behind a method reference
// field VIEW: PROVEN because it is only made
// field READ: not PROVEN because whoever has the method reference adds to the list
// deferred, it shows
class ByReference {
  private static final List<String> LIST = new ArrayList<>();
  static final Consumer<String> VIEW = LIST::add;
  static final Object READ = LIST.size();

  static String observe() {
    VIEW.accept("x");
    return "";
  }
}

//// A private map behind a lambda
// field VIEW: PROVEN because it is only made
// field READ: not PROVEN because whoever has the lambda gets the map
// deferred, it shows
class ByLambda {
  private static final Map<String, String> MAP = new HashMap<>();
  static final Supplier<Map<String, String>> VIEW = () -> MAP;
  static final Object READ = MAP.size();

  static String observe() {
    VIEW.get().put("x" + MAP.size(), "y");
    return "";
  }
}

//// A private list that has a second name
// field READ: UNKNOWN "others may change" because the other name is public
// deferred, it shows
class SecondName {
  private static final List<String> OWN;
  static final List<String> SHARED;

  static {
    List<String> list = new ArrayList<>();
    list.add("a");
    OWN = list;
    SHARED = list;
  }

  static final Object READ = OWN.size();

  static String observe() {
    SHARED.add("b");
    return "";
  }
}

//// A private array that another class made
// field READ: UNKNOWN "shared and may change" because the other class has it, too
// deferred, it shows
class Borrowed {
  private static final int[] ARRAY = Owner.array();
  static final Object READ = ARRAY[0];

  static String observe() {
    Owner.array()[0]++;
    return "";
  }
}

class Owner {
  private static final int[] ARRAY = {1, 2};

  static int[] array() {
    return ARRAY;
  }
}

//// A private array that a nested class hands out
// field READ: UNKNOWN "others may change" because the nested class hands it out
// deferred, it shows
class NestedDoor {
  private static final int[] ARRAY = {1, 2};
  static final Object READ = ARRAY[0];

  static class Door {
    Object open() {
      return ARRAY;
    }
  }

  static String observe() {
    ((int[]) new Door().open())[0]++;
    return "";
  }
}

//// A private map that a look-up reorders
// field READ: not PROVEN because the map is ordered by access
// deferred, it shows
class AccessOrder {
  private static final Map<String, Integer> MAP = map();
  static final Object READ = MAP.toString();

  static Map<String, Integer> map() {
    Map<String, Integer> map = new LinkedHashMap<>(16, .75f, true);
    map.put("p", 1);
    map.put("q", 2);
    return map;
  }

  static String observe() {
    MAP.get("p");
    return "";
  }
}

//// A private map of a class whose look-ups add to it
// field READ: UNKNOWN "others may change" because to look something up changes the map
// deferred, it shows
class Memoizes {
  private static final Map<String, Integer> MAP = new Memo();
  static final Object READ = MAP.size();

  static class Memo extends HashMap<String, Integer> {
    @Override
    public Integer get(Object key) {
      return computeIfAbsent((String) key, String::length);
    }
  }

  static String observe() {
    MAP.get("x");
    return "";
  }
}

//// A list in a private map
// field READ: UNKNOWN "others may change" because whoever gets the list can add to it
// deferred, it shows
class ListInMap {
  private static final Map<String, List<String>> MAP = Map.of("k", new ArrayList<>());
  static final Object READ = MAP.get("k").size();

  static String observe() {
    MAP.get("k").add("v");
    return "";
  }
}

//// An array in an immutable list
// field READ: UNKNOWN "others may change" because its elements can be assigned
// deferred, it shows
class InList {
  private static final List<int[]> HOLDER = List.of(new int[] {1}, new int[2]);
  static final Object READ = HOLDER.get(0)[0];

  static String observe() {
    HOLDER.get(0)[0]++;
    return "";
  }
}

//// An array in an immutable map
// field READ: UNKNOWN "others may change" because its elements can be assigned
// deferred, it shows
class InMap {
  private static final Map<String, int[]> HOLDER = Map.of("a", new int[] {1});
  static final Object READ = HOLDER.get("a")[0];

  static String observe() {
    HOLDER.get("a")[0]++;
    return "";
  }
}

//// An array in an entry that can't be changed
// field READ: UNKNOWN "others may change" because its elements can be assigned
// deferred, it shows
class InEntry {
  private static final Map.Entry<String, int[]> HOLDER = Map.entry("a", new int[] {1});
  static final Object READ = HOLDER.getValue()[0];

  static String observe() {
    HOLDER.getValue()[0]++;
    return "";
  }
}

//// An array in a list of one
// field READ: UNKNOWN "others may change" because its elements can be assigned
// deferred, it shows
class InSingleton {
  private static final List<int[]> HOLDER = Collections.singletonList(new int[] {1});
  static final Object READ = HOLDER.get(0)[0];

  static String observe() {
    HOLDER.get(0)[0]++;
    return "";
  }
}

//// An array in an optional
// field READ: UNKNOWN "others may change" because its elements can be assigned
// deferred, it shows
class InOptional {
  private static final Optional<int[]> HOLDER = Optional.of(new int[] {1});
  static final Object READ = HOLDER.get()[0];

  static String observe() {
    HOLDER.get()[0]++;
    return "";
  }
}

//// An array in an atomic reference
// field READ: UNKNOWN "others may change" because its elements can be assigned
// deferred, it shows
class InReference {
  private static final java.util.concurrent.atomic.AtomicReference<int[]> HOLDER =
      new java.util.concurrent.atomic.AtomicReference<>(new int[] {1});
  static final Object READ = HOLDER.get()[0];

  static String observe() {
    HOLDER.get()[0]++;
    return "";
  }
}

//// An array in a lambda
// field READ: UNKNOWN "others may change" because its elements can be assigned
// deferred, it shows
class InLambda {
  private static final Supplier<int[]> HOLDER = supplier(new int[] {1});
  static final Object READ = HOLDER.get()[0];

  static Supplier<int[]> supplier(int[] array) {
    return () -> array;
  }

  static String observe() {
    HOLDER.get()[0]++;
    return "";
  }
}

//// An array in a record
// field READ: UNKNOWN "others may change" because its elements can be assigned
// deferred, it shows
class InRecord {
  private static final Row HOLDER = new Row(new int[] {1});
  static final Object READ = HOLDER.cells()[0];

  static String observe() {
    HOLDER.cells()[0]++;
    return "";
  }
}

record Row(int[] cells) {}

//// An array in a private array of arrays
// field READ: UNKNOWN "others may change" because its elements can be assigned
// deferred, it shows
class InArray {
  private static final int[][] HOLDER = {{1}, {2}};
  static final Object READ = HOLDER[0][0];

  static String observe() {
    HOLDER[0][0]++;
    return "";
  }
}

//// An array in a private field of type Object
// field READ: UNKNOWN "others may change" because its elements can be assigned
// deferred, it shows
class AsObject {
  private static final Object HOLDER = new int[] {1};
  static final Object READ = ((int[]) HOLDER)[0];

  static String observe() {
    ((int[]) HOLDER)[0]++;
    return "";
  }
}

//// An array in an array of objects
// field READ: UNKNOWN "others may change" because its elements can be assigned
// deferred, it shows
class InObjects {
  private static final Object[] HOLDER = {new int[] {1}};
  static final Object READ = ((int[]) HOLDER[0])[0];

  static String observe() {
    ((int[]) HOLDER[0])[0]++;
    return "";
  }
}

//// A builder in an optional
// field READ: not PROVEN because it is changed before the first read
// deferred, it shows
class BuilderInOptional {
  private static final Optional<StringBuilder> HOLDER = Optional.of(new StringBuilder("a"));
  static final Object READ = HOLDER.get().length();

  static String observe() {
    HOLDER.get().append("b");
    return "";
  }
}

//// A set of bits in an immutable list
// field READ: UNKNOWN "others may change" because it is changed before the first read
// deferred, it shows
class BitsInList {
  private static final List<BitSet> HOLDER = List.of(new BitSet());
  static final Object READ = HOLDER.get(0).cardinality();

  static String observe() {
    HOLDER.get(0).set(HOLDER.get(0).size() / 2 + HOLDER.get(0).cardinality());
    return "";
  }
}

//// A date in a record
// field READ: UNKNOWN "others may change" because it is changed before the first read
// deferred, it shows
class DateInRecord {
  private static final Day HOLDER = new Day(new Date(0));
  static final Object READ = HOLDER.date().getTime();

  static String observe() {
    HOLDER.date().setTime(HOLDER.date().getTime() + 1);
    return "";
  }
}

record Day(Date date) {}

//// A map by enum constants in an unmodifiable one
// field READ: UNKNOWN "others may change" because it is changed before the first read
// deferred, it shows
class WrappedEnumMap {
  private static final Map<Mood, int[]> HOLDER = Collections.unmodifiableMap(Mood.map());
  static final Object READ = HOLDER.get(Mood.GOOD)[0];

  static String observe() {
    HOLDER.get(Mood.GOOD)[0]++;
    return "";
  }
}

enum Mood {
  GOOD;

  static Map<Mood, int[]> map() {
    Map<Mood, int[]> map = new EnumMap<>(Mood.class);
    map.put(GOOD, new int[] {1});
    return map;
  }
}

//// A joiner
// field READ: UNKNOWN "others may change" because it is changed before the first read
// deferred, it shows
class Joiner {
  private static final StringJoiner HOLDER = new StringJoiner(",");
  static final Object READ = HOLDER.length();

  static String observe() {
    HOLDER.add("x");
    return "";
  }
}

//// An entry whose value can be set
// field READ: UNKNOWN "others may change" because it is changed before the first read
// deferred, it shows
class SimpleEntry {
  private static final Map.Entry<String, Integer> HOLDER = new AbstractMap.SimpleEntry<>("a", 1);
  static final Object READ = HOLDER.getValue();

  static String observe() {
    HOLDER.setValue(HOLDER.getValue() + 1);
    return "";
  }
}

//// An iterator of an immutable list
// field READ: UNKNOWN "others may change" because it is changed before the first read
// deferred, it shows
class SharedIteration {
  private static final Iterator<String> HOLDER = List.of("a", "b").iterator();
  static final Object READ = HOLDER.hasNext();

  static String observe() {
    while (HOLDER.hasNext()) {
      HOLDER.next();
    }
    return "";
  }
}

//// A tokenizer
// field READ: UNKNOWN "others may change" because it is changed before the first read
// deferred, it shows
class Tokens {
  private static final StringTokenizer HOLDER = new StringTokenizer("a b");
  static final Object READ = HOLDER.countTokens();

  static String observe() {
    if (HOLDER.hasMoreTokens()) {
      HOLDER.nextToken();
    }
    return "";
  }
}

//// A generator of numbers with a seed
// field READ: not PROVEN because it is changed before the first read
// deferred, it shows
class Seeded {
  private static final Random HOLDER = new Random(7);
  static final Object READ = HOLDER.nextInt(100);

  static String observe() {
    HOLDER.nextInt(100);
    return "";
  }
}

//// Reflection assigns a private field of an object
// field READ: UNKNOWN "others may change" because parsers of arguments assign such fields
// deferred, it shows
class ParsedArguments {
  static final Arguments ARGUMENTS = new Arguments();
  static final Object READ = new int[ARGUMENTS.count()].length;

  static String observe() throws ReflectiveOperationException {
    Door.field(Arguments.class, "count").setInt(ARGUMENTS, 5);
    return "";
  }
}

class Arguments {
  private int count = 1;

  int count() {
    return count;
  }
}

//// Reflection assigns a final field of an enum constant
// field READ: UNKNOWN "which reflection can assign" because even a final field is not safe
// deferred, it shows
class EnumState {
  static final Mode MODE = Mode.FAST;
  static final Object READ = MODE.speed;

  static String observe() throws ReflectiveOperationException {
    Door.field(Mode.class, "speed").setInt(Mode.FAST, 5);
    return "";
  }
}

enum Mode {
  FAST(1);

  final int speed;

  Mode(int speed) {
    this.speed = speed;
  }
}

//// Reflection assigns what an anonymous class captured
// field READ: UNKNOWN "others may change" because reflection can assign synthetic fields, too
// deferred, it shows
class Captured {
  static final Supplier<String> GREETING = greeting(new String("a"));
  static final Object READ = GREETING.get();

  static Supplier<String> greeting(String text) {
    return new Supplier<>() {
      @Override
      public String get() {
        return text;
      }
    };
  }

  static String observe() throws ReflectiveOperationException {
    Door.field(GREETING.getClass(), "val$text").set(GREETING, "b");
    return "";
  }
}

//// Reflection assigns a private static field
// field READ: UNSAFE "not final and may change" because reflection can assign private fields
// deferred, it shows
class PrivateLevel {
  private static int level = 3;
  static final Object READ = level * 2;

  static String observe() throws ReflectiveOperationException {
    Door.field(PrivateLevel.class, "level").setInt(null, 9);
    return "";
  }
}

//// Reflection assigns a private static field of another class
// field READ: UNSAFE "not final and may change" because reflection can assign private fields
// deferred, it shows
class OthersLevel {
  static final Object READ = Levels.level() * 2;

  static String observe() throws ReflectiveOperationException {
    Door.field(Levels.class, "level").setInt(null, 9);
    return "";
  }
}

class Levels {
  private static int level = 3;

  static int level() {
    return level;
  }
}

//// Reflection gets at a private array
// field READ: UNKNOWN "others may change" because reflection can read private fields
// deferred, it shows
class PrivateTable {
  private static final int[] TABLE = {1, 2};
  static final Object READ = TABLE[0];

  static String observe() throws ReflectiveOperationException {
    ((int[]) Door.field(PrivateTable.class, "TABLE").get(null))[0] = 9;
    return "";
  }
}

//// Reflection gets at a private array of another class
// field READ: UNKNOWN "shared and may change" because reflection can read private fields
// deferred, it shows
class OthersTable {
  static final Object READ = Tables.first();

  static String observe() throws ReflectiveOperationException {
    ((int[]) Door.field(Tables.class, "TABLE").get(null))[0] = 9;
    return "";
  }
}

class Tables {
  private static final int[] TABLE = {1, 2};

  static int first() {
    return TABLE[0];
  }
}

//// Reflection gets at a private set
// field READ: UNKNOWN "others may change" because reflection can read private fields
// deferred, it shows
class PrivateSet {
  private static final Set<String> NAMES = new HashSet<>(List.of("a"));
  static final Object READ = NAMES.contains("a");

  static String observe() throws ReflectiveOperationException {
    ((Set<?>) Door.field(PrivateSet.class, "NAMES").get(null)).clear();
    return "";
  }
}

//// A handle assigns a private field of an object
// field READ: UNKNOWN "others may change" because a handle of the private field can be had
// deferred, it shows
class ByHandle {
  static final Dial DIAL = new Dial();
  static final Object READ = DIAL.position();

  static String observe() throws ReflectiveOperationException {
    java.lang.invoke.MethodHandles.privateLookupIn(
            Dial.class, java.lang.invoke.MethodHandles.lookup())
        .findVarHandle(Dial.class, "position", int.class)
        .set(DIAL, 5);
    return "";
  }
}

class Dial {
  private int position = 1;

  int position() {
    return position;
  }
}

//// A copy is made of an object with a final field
// field READ: UNKNOWN "others may change" because the copy has what the field holds then
// deferred, it shows
class Clones {
  static final Copyable ORIGINAL = new Copyable(1);
  static final Object READ = ORIGINAL.clone();

  static String observe() throws ReflectiveOperationException {
    Door.field(Copyable.class, "value").setInt(ORIGINAL, 5);
    return "";
  }
}

class Copyable implements Cloneable {
  final int value;

  Copyable(int value) {
    this.value = value;
  }

  @Override
  public Copyable clone() {
    try {
      return (Copyable) super.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String toString() {
    return "copyable " + value;
  }
}

//// A record and its look-alike
// field READ: UNKNOWN "others may change" because only records are safe from reflection
// deferred, it shows
class LookAlike {
  static final Point POINT = new Point(1);
  static final Object READ = POINT.x();

  static String observe() throws ReflectiveOperationException {
    Door.field(Point.class, "x").setInt(POINT, 5);
    return "";
  }
}

final class Point {
  private final int x;

  Point(int x) {
    this.x = x;
  }

  int x() {
    return x;
  }
}

//// A reference that the garbage collector may empty
// field LIVE: UNKNOWN "garbage collector" because it is empty once the array is collected
class Weak {
  static final java.lang.ref.WeakReference<Object> REFERENCE =
      new java.lang.ref.WeakReference<>(new byte[10]);
  static final boolean LIVE = REFERENCE.get() != null;
}

//// A map that the garbage collector may empty
// field SIZE: not PROVEN because the key goes with the next collection
class WeakKeys {
  private static final Map<String, Integer> MAP = Door.one(new WeakHashMap<>());
  static final int SIZE = MAP.size();
}

//// What really never changes
// field STATIC: PROVEN because nothing can assign a static final field
// field RECORD: PROVEN because nothing can assign the fields of a record
// field LIST: PROVEN because the platform's immutable lists can't be got at
// field NESTED: PROVEN because one immutable collection is in another
// field OPTIONAL: PROVEN because the platform's optionals can't be got at
// field BOX: PROVEN because the platform's boxes can't be got at
// field CONSTANTS: PROVEN because compilers let nobody at an enum's array of constants
// field NAME: PROVEN because the platform keeps the names of enum constants
// field LENGTH: PROVEN because an array keeps its length
class Settles {
  private static final Integer NUMBER = Integer.parseInt("1000");
  private static final Pair PAIR = new Pair("a", NUMBER);
  private static final List<Pair> PAIRS = List.of(PAIR, PAIR, PAIR);
  private static final Map<String, List<Pair>> BY_NAME = Map.of("a", PAIRS);
  private static final Optional<Pair> MAYBE = Optional.of(PAIR);
  private static final int[] CELLS = {1, 2};

  static final Object STATIC = NUMBER + 1;
  static final Object RECORD = PAIR.name() + PAIR;
  static final Object LIST = PAIRS.get(2).name();
  static final Object NESTED = BY_NAME.get("a").get(0).number();
  static final Object OPTIONAL = MAYBE.get().name();
  static final Object BOX = PAIR.number().intValue() + 1;
  static final Object CONSTANTS = Side.values().length;
  static final Object NAME = Side.LEFT.name() + Side.valueOf("RIGHT").ordinal();
  static final Object LENGTH = CELLS.length;
}

record Pair(String name, Integer number) {}

enum Side {
  LEFT,
  RIGHT
}
