//// A field reads an earlier field of its class
// field NAME: PROVEN because it only allocates
// field TITLE: PROVEN because NAME has the same value whenever it is resolved
class Earlier {
  static final String NAME = new StringBuilder("name").toString();
  static final String TITLE = "title of " + NAME;
}

//// A chain of fields that read each other
// field A: PROVEN because it reads nothing
// field B: PROVEN because it reads what is final
// field C: PROVEN because it reads what is final
// field D: PROVEN because it reads what is final
class Chain {
  static final Integer A = Integer.valueOf("1");
  static final Integer B = A + 1;
  static final Integer C = A + B;
  static final Integer D = B * C;
}

//// A field reads a later field through a method
// field EARLY: UNSAFE because the program relies on LATE's being null at that point
// field LATE: PROVEN because EARLY, which comes first, still finds the default in it
// deferred, it shows
class LaterByMethod {
  static final String EARLY = describe();
  static final String LATE = new StringBuilder("late").toString();

  static String describe() {
    return "late is " + LATE;
  }
}

//// A field reads a later field by its qualified name
// field EARLY: UNSAFE because the program relies on LATE's being 0 at that point
// field LATE: PROVEN because EARLY, which comes first, still finds the default in it
// deferred, it shows
class LaterByName {
  static final int EARLY = LaterByName.LATE + 1;
  static final int LATE = Integer.parseInt("5");
}

//// A constructor reads a static field that comes after the instance
// field INSTANCE: UNSAFE because eagerly the instance gets a limit of 0
// field LIMIT: PROVEN because INSTANCE, which comes first, still finds the default in it
// deferred, it shows
class Premature {
  static final Premature INSTANCE = new Premature();
  static final int LIMIT = Integer.parseInt("100");
  private final int limit = LIMIT;

  @Override
  public String toString() {
    return "limit " + limit;
  }
}

//// A constructor reads a compile-time constant that comes after the instance
// field INSTANCE: PROVEN because constants have their value before the initialiser runs
// field LIMIT: not eligible because it is copied into its readers
class Timely {
  static final Timely INSTANCE = new Timely();
  static final int LIMIT = 100;
  private final int limit = LIMIT;

  @Override
  public String toString() {
    return "limit " + limit;
  }
}

//// A region changes a list that an earlier region made
// field NAMES: PROVEN because an empty list is made, whenever that is
// field ADDED: UNSAFE because NAMES is empty until ADDED is read
// deferred, it shows
class ChangesEarlier {
  static final List<String> NAMES = new ArrayList<>();
  static final boolean ADDED = NAMES.add("name");

  static String observe() {
    return NAMES.toString();
  }
}

//// A region reads a list that an earlier region made
// field NAMES: PROVEN because the list is made from nothing
// field COUNT: not PROVEN because anybody may have changed the list before COUNT is read
// deferred, it shows
class ReadsEarlier {
  static final List<String> NAMES = new ArrayList<>(List.of("a", "b"));
  static final int COUNT = NAMES.size();

  static String observe() {
    NAMES.add("c");
    return "";
  }
}

//// A region reads an immutable list that an earlier region made
// field NAMES: PROVEN because the list is made from nothing
// field COUNT: PROVEN because nobody can change the list
class ReadsImmutable {
  static final List<String> NAMES = List.of("a", "b");
  static final int COUNT = NAMES.size();
}

//// A static block fills a map and assigns it last
// field BY_NAME: PROVEN because the block is one region that only touches what it made
class Fills {
  static final Map<String, Integer> BY_NAME;

  static {
    Map<String, Integer> map = new HashMap<>();
    map.put("one", 1);
    map.put("two", 2);
    BY_NAME = Collections.unmodifiableMap(map);
  }
}

//// A static block fills a map after assigning it
// field BY_NAME: PROVEN because the remaining block forces the map before anybody else can read it
class FillsAfter {
  static final Map<String, Integer> BY_NAME = new HashMap<>();

  static {
    BY_NAME.put("one", 1);
    BY_NAME.put("two", 2);
  }

  static String observe() {
    return BY_NAME.toString();
  }
}

//// A static block assigns several fields
// field LOW: PROVEN because the block only computes
// field HIGH: PROVEN because the block only computes
class Several {
  static final Integer LOW;
  static final Integer HIGH;

  static {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int value : new int[] {3, 1, 2}) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    LOW = low;
    HIGH = high;
  }
}

//// A static block assigns several fields and counts
// field LOW: UNSAFE because the block's effect comes with either field
// field HIGH: UNSAFE because the block's effect comes with either field
// deferred, it shows
class SeveralCounted {
  static final Integer LOW;
  static final Integer HIGH;

  static {
    int low = 1;
    Blocks.run++;
    int high = low + 1;
    LOW = low;
    HIGH = high;
  }

  static String observe() {
    return String.valueOf(Blocks.run);
  }
}

class Blocks {
  static int run;
}

//// A field uses what an unsafe region of its class assigned
// field STAMP: UNSAFE "java.lang.System.nanoTime" because the clock goes on
// field HOLDER: PROVEN because STAMP stays eager, and so has its value before anybody reads HOLDER
class UsesUnsafe {
  static final long STAMP = System.nanoTime();
  static final Holder HOLDER = new Holder("stamp " + STAMP);

  static String observeAtEnd() {
    return String.valueOf(HOLDER.text.equals("stamp " + STAMP));
  }
}

class Holder {
  final String text;

  Holder(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return "holder";
  }
}

//// A field decides by what an unsafe region of its class assigned
// field STAMP: UNSAFE "java.lang.System.nanoTime" because the clock goes on
// field EVEN: not PROVEN because nothing is known of STAMP, and only one of the branches is free
class DecidesByUnsafe {
  static final long STAMP = System.nanoTime();
  static final String EVEN = STAMP % 2 == 0 ? "even" : System.setProperty("adversarial.odd", "odd");
}

//// A field keeps what an unsafe region of its class assigned
// field START: UNSAFE "java.lang.System.currentTimeMillis" because the clock goes on
// field HOLDER: PROVEN because it stores an object without looking into it
class KeepsUnsafe {
  static final Ticket START = new Ticket(System.currentTimeMillis());
  static final Object[] HOLDER = {START};

  static String observeAtEnd() {
    return String.valueOf(HOLDER[0] == START);
  }
}

class Ticket {
  final long time;

  Ticket(long time) {
    this.time = time;
  }

  @Override
  public String toString() {
    return "ticket";
  }
}

//// A field's initialiser reads the field itself
// field SELF: PROVEN because it finds null, first read or not
class Self {
  static final String SELF = describe();

  static String describe() {
    return "self is " + Self.SELF;
  }
}

//// Two fields of two classes that depend on each other in one direction only
// field RIGHT: PROVEN because Left's initialiser is pure and does not need Right
// field Left.LEFT: PROVEN because it reads nothing
class Right {
  static final String RIGHT = Left.LEFT + " and right";
}

class Left {
  static final String LEFT = new StringBuilder("left").toString();
}

//// A region that joins two fields through a local
// field TEXT: PROVEN because the block only computes
// field LENGTH: PROVEN because the block only computes
class Joined {
  static final String TEXT;
  static final int LENGTH;

  static {
    String text = "a".repeat(3);
    TEXT = text;
    LENGTH = text.length();
  }
}

//// A field is an alias of an earlier mutable field
// field LIST: PROVEN because it only allocates
// field VIEW: PROVEN because it is a view of whatever LIST will hold
class Alias {
  static final List<String> LIST = new LinkedList<>();
  static final List<String> SAME = LIST;
  static final Collection<String> VIEW = Collections.unmodifiableCollection(LIST);

  static String observe() {
    LIST.add("x");
    return LIST.toString();
  }
}

//// A region swaps an element of an earlier array
// field CELLS: PROVEN because it only allocates
// field FIRST: UNSAFE because it writes to an array that others can read
// deferred, it shows
class Swaps {
  static final String[] CELLS = {"a", "b"};
  static final String FIRST = swap();

  static String swap() {
    String first = CELLS[0];
    CELLS[0] = CELLS[1];
    CELLS[1] = first;
    return CELLS[0];
  }

  static String observe() {
    return Arrays.toString(CELLS);
  }
}

//// A field is read before its turn, by a region whose evaluation ends before that
// field SEEN: UNSAFE "java.lang.System.nanoTime" because the clock goes on
// field EARLY: PROVEN because SEEN, which comes first, still finds the default in it
// deferred, it shows
class ReadTooEarly {
  static final String SEEN = Peek.peek();
  static final String EARLY = new StringBuilder("early").toString();
}

class Peek {
  static String peek() {
    return System.nanoTime() == 0 ? "" : "saw " + ReadTooEarly.EARLY;
  }
}

//// A field is read before its turn, by a static block that stays
// field EARLY: PROVEN because the block, which comes first, still finds the default in it
class ReadByBlock {
  private static String seen;

  static {
    seen = "saw " + ReadByBlock.EARLY;
  }

  static final String EARLY = new StringBuilder("early").toString();

  static String observe() {
    return seen;
  }
}

//// A field is read before its turn, by a class that is triggered
// field EARLY: PROVEN because the witness, which comes first, still finds the default in it
class ReadByWitness {
  static {
    new Witness();
  }

  static final String EARLY = new StringBuilder("early").toString();

  static String observe() {
    return Witness.SEEN;
  }
}

class Witness {
  static final String SEEN = "saw " + ReadByWitness.EARLY;
}

//// A region reads a final field of an earlier object
// field POINT: PROVEN because it only allocates
// field X: UNKNOWN "may change" because reflection can assign final fields of objects
// deferred, it shows
class ReadsFinalField {
  static final Fixed POINT = new Fixed(3);
  static final int X = POINT.x + 1;

  static String observe() throws ReflectiveOperationException {
    java.lang.reflect.Field x = Fixed.class.getDeclaredField("x");
    x.setAccessible(true);
    x.setInt(point(), 10);
    return "";
  }

  private static Object point() {
    return POINT;
  }
}

class Fixed {
  final int x;

  Fixed(int x) {
    this.x = x;
  }

  @Override
  public String toString() {
    return "fixed";
  }
}

//// A region reads a field of an earlier object that is not final
// field POINT: PROVEN because it only allocates
// field X: UNKNOWN "may change" because the point may have moved before the first read
// deferred, it shows
class ReadsMovingField {
  static final Moving POINT = new Moving();
  static final int X = POINT.x + 1;

  static String observe() {
    POINT.x = 10;
    return "";
  }
}

class Moving {
  int x = 3;

  @Override
  public String toString() {
    return "moving";
  }
}

//// A static block with a condition
// field CHOSEN: PROVEN because both branches only allocate
class Chooses {
  static final String CHOSEN;

  static {
    if ("abc".length() == Integer.parseInt("3")) {
      CHOSEN = new StringBuilder("three").toString();
    } else {
      CHOSEN = new StringBuilder("more").toString();
    }
  }
}

//// A static block that turns a checked exception into an error
// field VALUE: PROVEN because nothing is thrown
class Wraps {
  static final String VALUE;

  static {
    try {
      VALUE = make(true);
    } catch (Exception e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static String make(boolean works) throws Exception {
    if (!works) {
      throw new Exception();
    }
    return new StringBuilder("made").toString();
  }
}
