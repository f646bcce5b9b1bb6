//// Two initialisers draw numbers from a counter of another class
// field FIRST: UNSAFE because who is read first gets number 1
// field SECOND: UNSAFE because who is read first gets number 1
// deferred, it shows
class Tickets {
  static final int FIRST = Counter.next();
  static final int SECOND = Counter.next();
}

class Counter {
  private static int last;

  static int next() {
    return ++last;
  }
}

//// Two initialisers draw numbers from a counter of their own class
// field FIRST: UNSAFE because who is read first gets number 1
// field SECOND: UNSAFE because who is read first gets number 1
// deferred, it shows
class OwnTickets {
  private static int last;
  static final int FIRST = next();
  static final int SECOND = next();

  static int next() {
    return ++last;
  }
}

//// Two initialisers draw numbers from an AtomicInteger
// field FIRST: UNSAFE because who is read first gets number 1
// field SECOND: UNSAFE because who is read first gets number 1
// deferred, it shows
class AtomicTickets {
  static final int FIRST = Sequence.NEXT.incrementAndGet();
  static final int SECOND = Sequence.NEXT.incrementAndGet();
}

class Sequence {
  static final java.util.concurrent.atomic.AtomicInteger NEXT =
      new java.util.concurrent.atomic.AtomicInteger();
}

//// The constructor of an ordinal counts its instances
// field LOW: UNSAFE because the ordinal tells who was read first
// field HIGH: UNSAFE because the ordinal tells who was read first
// deferred, it shows
class Level {
  private static int count;
  static final Level LOW = new Level();
  static final Level HIGH = new Level();
  final int ordinal = count++;

  @Override
  public String toString() {
    return "level " + ordinal;
  }
}

//// An initialiser reads a static that anybody may assign
// field TITLE: UNSAFE because the name may be assigned before the first read
// deferred, it shows
class Reader {
  static final String TITLE = "title of " + Settings.name;

  static String observe() {
    Settings.name = "changed";
    return "";
  }
}

class Settings {
  static String name = "initial";
}

//// An initialiser reads a private static of its own class that a setter assigns
// field LIMIT: UNSAFE because the setter may be called before the first read
// deferred, it shows
class Limits {
  private static int base = 10;
  static final int LIMIT = base * 2;

  static String observe() {
    base = 50;
    return "";
  }
}

//// An initialiser reads a volatile flag
// field MODE: UNSAFE because the flag may change before the first read
// deferred, it shows
class Mode {
  static final String MODE = Flags.debug ? "debug" : "plain";

  static String observe() {
    Flags.debug = true;
    return "";
  }
}

class Flags {
  static volatile boolean debug;
}

//// An initialiser reads an element of a static final array
// field SIZE: UNKNOWN "may change" because the array is final, but its elements are not
// deferred, it shows
class Sizes {
  static final int SIZE = Config.SIZES[1];

  static String observe() {
    Config.SIZES[1] = 99;
    return "";
  }
}

class Config {
  static final int[] SIZES = {1, 2, 3};
}

//// An initialiser reads the length of a static final array of another class
// field LENGTH: PROVEN because the length of an array never changes
class Lengths {
  static final int LENGTH = Fixed.CELLS.length;
}

class Fixed {
  static final int[] CELLS = {1, 2, 3};
}

//// An initialiser reads a collection that others add to
// field COUNT: UNKNOWN "may change" because the list may have grown before the first read
// deferred, it shows
class Counts {
  static final int COUNT = Shared.NAMES.size();

  static String observe() {
    Shared.NAMES.add("late");
    return "";
  }
}

class Shared {
  static final List<String> NAMES = new ArrayList<>(List.of("early"));
}

//// An initialiser copies a list of another class
// field COPY: UNKNOWN "may change" because the copy has what the list had at that moment
// deferred, it shows
class Copies {
  static final List<String> COPY = List.copyOf(Source.NAMES);

  static String observe() {
    Source.NAMES.add("late");
    return "";
  }
}

class Source {
  static final List<String> NAMES = new ArrayList<>(List.of("early"));
}

//// An initialiser wraps a list of another class without reading it
// field VIEW: PROVEN because a view holds the list, whose content is read later in any case
class Views {
  static final Collection<String> VIEW = Collections.unmodifiableCollection(Backing.NAMES);

  static String observe() {
    Backing.NAMES.add("late");
    return "";
  }
}

class Backing {
  static final List<String> NAMES = new ArrayList<>(List.of("early"));
}

//// An initialiser keeps a mutable object of another class without looking into it
// field ALIAS: PROVEN because the reference is final, whatever becomes of the object
class Aliases {
  static final StringBuilder ALIAS = Texts.BUFFER;

  static String observe() {
    Texts.BUFFER.append("x");
    return Texts.BUFFER.toString();
  }
}

class Texts {
  static final StringBuilder BUFFER = new StringBuilder("text");
}

//// An initialiser reads a non-final field of a shared object
// field PORT: UNKNOWN "may change" because the port may be set before the first read
// deferred, it shows
class Ports {
  static final int PORT = Server.MAIN.port + 1;

  static String observe() {
    Server.MAIN.port = 9000;
    return "";
  }
}

class Server {
  static final Server MAIN = new Server();
  int port = 80;
}

//// An initialiser reads a final field of a shared object
// field PORT: UNKNOWN "which reflection can assign" because even a final field is not safe
// deferred, it shows
class FinalPorts {
  static final int PORT = FixedServer.MAIN.port + 1;

  static String observe() throws ReflectiveOperationException {
    java.lang.reflect.Field port = FixedServer.class.getDeclaredField("port");
    port.setAccessible(true);
    port.setInt(server(), 90);
    return "";
  }

  private static Object server() {
    return FixedServer.MAIN;
  }
}

class FixedServer {
  static final FixedServer MAIN = new FixedServer(80);
  final int port;

  FixedServer(int port) {
    this.port = port;
  }
}

//// An initialiser reads a record that another class holds
// field WIDTH: PROVEN because a record's components are final
class Widths {
  static final int WIDTH = Screen.FULL.width() * 2;
}

record Size(int width, int height) {}

class Screen {
  static final Size FULL = new Size(640, 480);
}

//// An initialiser reads a constant of another class
// field DOUBLE: PROVEN because a static final that a pure initialiser assigns stays
class Doubles {
  static final int DOUBLE = Integer.parseInt(Numbers.TEXT) * 2;
}

class Numbers {
  static final String TEXT = new StringBuilder("12").reverse().toString();
}

//// A counter that is made and used up in the region
// field THIRD: PROVEN because nobody else sees the counter
class PrivateCounter {
  static final int THIRD = third();

  static int third() {
    java.util.concurrent.atomic.AtomicInteger counter =
        new java.util.concurrent.atomic.AtomicInteger();
    counter.incrementAndGet();
    counter.incrementAndGet();
    return counter.incrementAndGet();
  }
}

//// A cache in a static map remembers what was asked first
// field VALUE: UNSAFE because the cache's content shows what was computed already
// deferred, it shows
class UsesCache {
  static final String VALUE = Cache.get("key");

  static String observe() {
    return String.valueOf(Cache.size());
  }
}

class Cache {
  private static final Map<String, String> VALUES = new HashMap<>();

  static String get(String key) {
    return VALUES.computeIfAbsent(key, k -> "value of " + k);
  }

  static int size() {
    return VALUES.size();
  }
}

//// A lazily filled singleton of another class
// field SINGLETON: UNSAFE because the accessor assigns a static at the first call
// deferred, it shows
class UsesSingleton {
  static final Singleton SINGLETON = Singleton.get();

  static String observe() {
    return String.valueOf(Singleton.exists());
  }
}

class Singleton {
  private static Singleton instance;

  static Singleton get() {
    if (instance == null) {
      instance = new Singleton();
    }
    return instance;
  }

  static boolean exists() {
    return instance != null;
  }

  @Override
  public String toString() {
    return "singleton";
  }
}

//// A holder class makes a singleton without effects
// field SINGLETON: PROVEN because the holder's initialiser only allocates
class UsesHolder {
  static final Held SINGLETON = Held.get();
}

class Held {
  private static final class Holder {
    static final Held INSTANCE = new Held();
  }

  static Held get() {
    return Holder.INSTANCE;
  }

  @Override
  public String toString() {
    return "held";
  }
}

//// An object caches its hash lazily in a field of its own
// field HASH: UNSAFE because computing the hash writes to a shared object
// deferred, it shows
class UsesHash {
  static final int HASH = Key.SHARED.hashCode();

  static String observe() {
    return String.valueOf(Key.SHARED.isHashed());
  }
}

class Key {
  static final Key SHARED = new Key("key");
  private final String text;
  private int hash;

  Key(String text) {
    this.text = text;
  }

  boolean isHashed() {
    return hash != 0;
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = 31 * text.length() + 1;
    }
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Key key && key.text.equals(text);
  }
}

//// A string of another class caches its hash, which nobody can tell
// field HASH: PROVEN because the hash of a string is the same whenever it is computed
class StringHash {
  static final int HASH = Title.TEXT.hashCode();
}

class Title {
  static final String TEXT = new StringBuilder("ti").append("tle").toString();
}

//// An iterator of another class moves on
// field FIRST: UNSAFE because who is read first gets the first element
// field SECOND: UNSAFE because who is read first gets the first element
// deferred, it shows
class Draws {
  static final String FIRST = Deck.CARDS.next();
  static final String SECOND = Deck.CARDS.next();
}

class Deck {
  static final Iterator<String> CARDS = List.of("ace", "king").iterator();
}

//// A seeded random generator is shared
// field FIRST: UNSAFE because who is read first gets the first number
// field SECOND: UNSAFE because who is read first gets the first number
// deferred, it shows
class Dice {
  static final int FIRST = Rolls.DIE.nextInt(1_000_000);
  static final int SECOND = Rolls.DIE.nextInt(1_000_000);
}

class Rolls {
  static final Random DIE = new Random(42);
}

//// An initialiser reads an element of an array inside a shared record
// field FIRST: UNKNOWN "may change" because the record is final, but the elements of its array are not
// deferred, it shows
class ReadsRecordArray {
  static final int FIRST = Boxed.BOX.cells()[0];

  static String observe() {
    Boxed.BOX.cells()[0] = 9;
    return "";
  }
}

record Box(int[] cells) {}

class Boxed {
  static final Box BOX = new Box(new int[] {1});
}

//// An initialiser reads an element of an array inside a shared immutable list
// field FIRST: UNKNOWN "may change" because the list is immutable, but what it holds is not
// deferred, it shows
class ReadsListedArray {
  static final int FIRST = Listed.CELLS.get(0)[0];

  static String observe() {
    Listed.CELLS.get(0)[0] = 9;
    return "";
  }
}

class Listed {
  static final List<int[]> CELLS = List.of(new int[] {1});
}

//// An initialiser reads a list through an unmodifiable view
// field SIZE: UNKNOWN "may change" because the view can't be modified, but the list can
// deferred, it shows
class ReadsView {
  static final int SIZE = Viewed.VIEW.size();

  static String observe() {
    Viewed.add("late");
    return "";
  }
}

class Viewed {
  private static final List<String> NAMES = new ArrayList<>(List.of("early"));
  static final List<String> VIEW = Collections.unmodifiableList(NAMES);

  static void add(String name) {
    NAMES.add(name);
  }
}

//// An initialiser reads a shared atomic reference
// field NAME: UNKNOWN "may change" because the reference may be set before the first read
// deferred, it shows
class ReadsAtomic {
  static final String NAME = Atomic.NAME.get();

  static String observe() {
    Atomic.NAME.set("changed");
    return "";
  }
}

class Atomic {
  static final java.util.concurrent.atomic.AtomicReference<String> NAME =
      new java.util.concurrent.atomic.AtomicReference<>("initial");
}

//// An initialiser runs a lambda that reads a shared list
// field SIZE: UNKNOWN "may change" because what the lambda captures is shared
// deferred, it shows
class RunsReader {
  static final int SIZE = size(Growing.NAMES::size);

  static int size(Supplier<Integer> supplier) {
    return supplier.get();
  }

  static String observe() {
    Growing.NAMES.add("late");
    return "";
  }
}

class Growing {
  static final List<String> NAMES = new ArrayList<>();
}

//// An initialiser reads a field of an enum constant that is not final
// field SPEED: UNKNOWN "may change" because constants of an enum are shared by all
// deferred, it shows
class ReadsConstant {
  static final int SPEED = Gear.FIRST.speed * 2;

  static String observe() {
    Gear.FIRST.speed = 50;
    return "";
  }
}

enum Gear {
  FIRST;

  int speed = 10;
}
