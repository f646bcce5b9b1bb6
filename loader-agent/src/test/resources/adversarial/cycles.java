//// Two classes whose initialisers read each other
// field FIRST: UNSAFE because who is initialised first finds a half-made value in the other
// field Second.SECOND: UNSAFE because who is initialised first finds a half-made value in the other
// deferred, it shows
class First {
  static final String FIRST = new StringBuilder("first of ").append(Second.SECOND).toString();
}

class Second {
  static final String SECOND = new StringBuilder("second of ").append(First.FIRST).toString();
}

//// Three classes whose initialisers read each other in a ring
// field A: not PROVEN because the ring is cut where the first read enters it
// field RingB.B: not PROVEN because the ring is cut where the first read enters it
// field RingC.C: not PROVEN because the ring is cut where the first read enters it
// deferred, it shows
class RingA {
  static final String A = new StringBuilder("a").append(RingB.B).toString();
}

class RingB {
  static final String B = new StringBuilder("b").append(RingC.C).toString();
}

class RingC {
  static final String C = new StringBuilder("c").append(RingA.A).toString();
}

//// A superclass makes an instance of its subclass
// field UNIT: PROVEN because the subclass needs the superclass, which is being initialised already
class Shape {
  static final Shape UNIT = new Circle(1);

  @Override
  public String toString() {
    return "shape";
  }
}

class Circle extends Shape {
  final int radius;

  Circle(int radius) {
    this.radius = radius;
  }
}

//// A superclass comes to use its subclass behind what can't be followed
// field Heir.GREETING: not PROVEN because it is "hello null" if the superclass is used first
// deferred, it shows
class Testator {
  static final int COUNT = (int) (Runtime.getRuntime().freeMemory() * 0) + Heir.touch();
  static final String NAME = new StringBuilder("name").toString();
}

class Heir extends Testator {
  static final String GREETING = new StringBuilder("hello ").append(NAME).toString();

  static int touch() {
    return 1;
  }
}

//// A superclass uses its subclass, and then fails
// field Survivor.GREETING: not PROVEN because the superclass can't be used later any more
// deferred, it shows
class Doomed {
  static final int COUNT = (int) (Runtime.getRuntime().freeMemory() * 0) + Survivor.touch();
  static final int FAILS = Integer.parseInt("no number");

  static String name() {
    return "name";
  }
}

class Survivor extends Doomed {
  static final String GREETING = new StringBuilder("hello ").append(name()).toString();

  static int touch() {
    return 1;
  }
}

//// A subclass reads a static of its superclass that is not assigned yet
// field UNIT: UNSAFE because the program relies on the prefix's being null at that point
// field PREFIX: PROVEN because UNIT, which comes first, still finds the default in it
// deferred, it shows
class Figure {
  static final Figure UNIT = new Disc();
  static final String PREFIX = new StringBuilder("disc").toString();
}

class Disc extends Figure {
  private final String name = PREFIX + " 1";

  @Override
  public String toString() {
    return name;
  }
}

//// A subclass reads a static of its superclass that is assigned
// field PREFIX: PROVEN because it reads nothing
// field UNIT: PROVEN because the prefix is assigned by then
class Solid {
  static final String PREFIX = new StringBuilder("ball").toString();
  static final Solid UNIT = new Ball();
}

class Ball extends Solid {
  private final String name = PREFIX + " 1";

  @Override
  public String toString() {
    return name;
  }
}

//// A superclass makes an instance of a subclass whose initialiser reads the superclass
// field UNIT: not PROVEN because the subclass's initialiser runs in the middle of the superclass's
class Body {
  static final Body UNIT = new Cube();
  static final String UNITS = new StringBuilder("cm").toString();
}

class Cube extends Body {
  static final String LABEL = "cube in " + UNITS;

  @Override
  public String toString() {
    return "cube";
  }
}

//// A nested holder reads back the class that holds it
// field Outer.NAME: PROVEN because it reads nothing
// field Outer.HELD: UNSAFE because it is null if the holder is initialised first
// deferred, it shows
class StartsWithHolder {
  static String observe() {
    return Outer.Holder.HELD;
  }
}

class Outer {
  static final String NAME = new StringBuilder("outer").toString();
  static final String HELD = Holder.HELD;

  static final class Holder {
    static final String HELD = "held by " + NAME;
  }
}

//// A nested holder reads back a static of its class that is not assigned yet
// field HELD: not PROVEN because the holder finds null
// field NAME: PROVEN because the holder, which comes first, still finds the default in it
class Inverted {
  static final String HELD = Holder.HELD;
  static final String NAME = new StringBuilder("inverted").toString();

  static final class Holder {
    static final String HELD = "held by " + NAME;
  }
}

//// An enum and a class that read each other's constants
// field DEFAULT: not PROVEN because the enum's constructor reads the class that triggers it
class Colours {
  static final Colour DEFAULT = Colour.RED;
  static final String PREFIX = new StringBuilder("colour ").toString();
}

enum Colour {
  RED;

  private final String label = Colours.PREFIX + "red";

  @Override
  public String toString() {
    return label;
  }
}

//// Two classes that make instances of each other without reading statics
// field PING: PROVEN because neither initialiser reads what the other assigns
// field Pong.PONG: PROVEN because neither initialiser reads what the other assigns
class Ping {
  static final Object PING = new Pong();

  @Override
  public String toString() {
    return "ping";
  }
}

class Pong {
  static final Object PONG = new Ping();

  @Override
  public String toString() {
    return "pong";
  }
}

//// An instance of the class itself
// field INSTANCE: PROVEN because the class is being initialised, or is initialised already
class Itself {
  static final Itself INSTANCE = new Itself();

  @Override
  public String toString() {
    return "itself";
  }
}

//// A superclass makes an instance of its subclass, and goes on with what can't be followed
// field UNIT: UNKNOWN because a thread that begins with the subclass waits for the one that goes on
// field FREE: not PROVEN because it depends on the moment
class Bowl {
  static final Bowl UNIT = new Cup();
  static final long FREE = Runtime.getRuntime().freeMemory();
}

class Cup extends Bowl {}

//// A superclass makes an instance of its subclass, and reads it
// field UNIT: UNKNOWN because the read may come while another thread begins with the subclass
// field SIZE: PROVEN because it triggers nothing that was not triggered before it
class Vessel {
  static final Vessel UNIT = new Jug();
  static final int SIZE = UNIT.size();

  int size() {
    return 1;
  }
}

class Jug extends Vessel {
  @Override
  int size() {
    return 2;
  }
}

//// A class uses one whose initialiser calls it back, and goes on with what can't be followed
// field ECHO: UNKNOWN because a thread that begins with the other waits for the one that goes on
// field FREE: not PROVEN because it depends on the moment
class Caller {
  static final String ECHO = new StringBuilder(Callee.answer()).append('!').toString();
  static final long FREE = Runtime.getRuntime().freeMemory();

  static String call() {
    return "call";
  }
}

class Callee {
  static final int LENGTH = Caller.call().length();

  static String answer() {
    return "answer";
  }
}

//// A class uses one whose initialiser calls it back, behind what can't be followed
// field FREE: not PROVEN because it depends on the moment
// field ECHO: PROVEN because nothing is left that could read it while the class is locked
class Asker {
  static final long FREE = Runtime.getRuntime().freeMemory();
  static final String ECHO = new StringBuilder(Replier.answer()).append('!').toString();

  static String call() {
    return "call";
  }
}

class Replier {
  static final int LENGTH = Asker.call().length();

  static String answer() {
    return "answer";
  }
}
