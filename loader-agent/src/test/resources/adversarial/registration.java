//// An initialiser adds to a list of another class
// field PLUGIN: UNSAFE because whoever looks at the list before the first read misses the plugin
// deferred, it shows
class Plugin {
  static final Boolean PLUGIN = Plugins.ALL.add("plugin");

  static String observe() {
    return Plugins.ALL.toString();
  }
}

class Plugins {
  static final List<String> ALL = new ArrayList<>();
}

//// Two initialisers add to a list of another class, so that its order is theirs
// field FIRST: UNSAFE because the list tells which field was read first
// field SECOND: UNSAFE because the list tells which field was read first
// deferred, it shows
class Ordered {
  static final String FIRST = Steps.add("first");
  static final String SECOND = Steps.add("second");

  static String observe() {
    return Steps.DONE.toString();
  }
}

class Steps {
  static final List<String> DONE = new ArrayList<>();

  static String add(String step) {
    DONE.add(step);
    return step;
  }
}

//// A constructor registers this in a static map of its own class
// field BY_NAME: PROVEN because an empty map is made, whenever that is
// field LENGTH: UNSAFE because forName() finds no LENGTH until somebody has read it
// field TYPE: UNSAFE because forName() finds no TYPE until somebody has read it
// deferred, it shows
class Name {
  static final Map<String, Name> BY_NAME = new HashMap<>();
  static final Name LENGTH = new Name("Length");
  static final Name TYPE = new Name("Type");

  private final String text;

  Name(String text) {
    this.text = text;
    BY_NAME.put(text, this);
  }

  static Name forName(String text) {
    return BY_NAME.get(text);
  }

  @Override
  public String toString() {
    return text;
  }

  static String observe() {
    return forName("Length") + " " + forName("Type");
  }
}

//// A constructor appends this to a static array of its own class
// field ALL: PROVEN because an empty array is made, whenever that is
// field ONLY: UNSAFE because the array is empty until somebody has read ONLY
// deferred, it shows
class Slot {
  static final Slot[] ALL = new Slot[1];
  static final Slot ONLY = new Slot();

  Slot() {
    ALL[0] = this;
  }

  @Override
  public String toString() {
    return "slot";
  }

  static String observe() {
    return String.valueOf(ALL[0] != null);
  }
}

//// A superclass's constructor registers every instance
// field STREET: UNSAFE because the register of the superclass lacks it until the first read
// deferred, it shows
class Street extends Registered {
  static final Street STREET = new Street();

  static String observe() {
    return String.valueOf(ALL.size());
  }
}

class Registered {
  static final List<Registered> ALL = new ArrayList<>();

  Registered() {
    ALL.add(this);
  }

  @Override
  public String toString() {
    return "registered";
  }
}

//// An initialiser sets a plain static of another class
// field INSTALLED: UNSAFE "Switchboard" because the default is in place until the first read
// deferred, it shows
class Installer {
  static final boolean INSTALLED = Switchboard.install("mine");

  static String observe() {
    return Switchboard.current;
  }
}

class Switchboard {
  static String current = "default";

  static boolean install(String name) {
    current = name;
    return true;
  }
}

//// An initialiser sets a static array element of another class
// field FILLED: UNSAFE because the table has a hole until the first read
// deferred, it shows
class Filler {
  static final int FILLED = Table.fill(2);

  static String observe() {
    return Arrays.toString(Table.CELLS);
  }
}

class Table {
  static final int[] CELLS = new int[3];

  static int fill(int cell) {
    CELLS[cell] = 7;
    return cell;
  }
}

//// A class that is only triggered registers itself in its static block
// field DRIVER: UNSAFE because using the driver triggers its registration
// deferred, it shows
class UsesDriver {
  static final Driver DRIVER = new Driver();

  static String observe() {
    return Drivers.KNOWN.toString();
  }
}

class Driver {
  static {
    Drivers.KNOWN.add("driver");
  }

  @Override
  public String toString() {
    return "driver";
  }
}

class Drivers {
  static final List<String> KNOWN = new ArrayList<>();
}

//// A superclass that is only triggered counts the start of its subclasses
// field LEAF: UNSAFE because making a leaf triggers the tree, which counts
// deferred, it shows
class Forest {
  static final Leaf LEAF = new Leaf();

  static String observe() {
    return String.valueOf(Census.trees);
  }
}

class Leaf extends Tree {
  @Override
  public String toString() {
    return "leaf";
  }
}

class Tree {
  static {
    Census.trees++;
  }
}

class Census {
  static int trees;
}

//// An interface with a default method is triggered by a class that implements it
// field GREETER: UNSAFE because making a greeter triggers the interface, which leaves a mark
// deferred, it shows
class Doorman {
  static final Greeter GREETER = new Greeter();

  static String observe() {
    return String.valueOf(Mark.made);
  }
}

interface Greeting {
  Object TRIGGER = Mark.make();

  default String greet() {
    return "hello";
  }
}

class Greeter implements Greeting {
  @Override
  public String toString() {
    return greet();
  }
}

class Mark {
  static boolean made;

  static Object make() {
    made = true;
    return "mark";
  }
}

//// An interface without default methods is not triggered by a class that implements it
// field QUIET: PROVEN because the interface's initialiser does not run
class Porter {
  static final Quiet QUIET = new Quiet();

  static String observe() {
    return String.valueOf(Trace.left);
  }
}

interface Silent {
  Object TRIGGER = Trace.leave();
}

class Quiet implements Silent {
  @Override
  public String toString() {
    return "quiet";
  }
}

class Trace {
  static boolean left;

  static Object leave() {
    left = true;
    return "trace";
  }
}

//// A listener is added to an object that another class holds
// field LISTENER: UNSAFE because events before the first read are not heard
// deferred, it shows
class Ear {
  static final List<String> LISTENER = Events.listen(new ArrayList<>());

  static String observe() {
    Events.fire("event");
    return "";
  }
}

class Events {
  private static final List<List<String>> LISTENERS = new ArrayList<>();

  static List<String> listen(List<String> listener) {
    LISTENERS.add(listener);
    return listener;
  }

  static void fire(String event) {
    for (List<String> listener : LISTENERS) {
      listener.add(event);
    }
  }
}

//// A local registry that is thrown away
// field COUNT: PROVEN because the registry lives and dies in the region
class Throwaway {
  static final int COUNT = count();

  static int count() {
    Registry registry = new Registry();
    registry.add("one");
    registry.add("two");
    return registry.names.size();
  }
}

class Registry {
  final List<String> names = new ArrayList<>();

  void add(String name) {
    names.add(name);
  }
}

//// An interface with a default method is triggered by a lambda that implements it
// field GREETER: UNSAFE because making the lambda triggers the interface, which leaves a mark
// deferred, it shows
class LambdaDoorman {
  static final Welcome GREETER = () -> "hello";

  static String observe() {
    return String.valueOf(Stain.made);
  }
}

interface Welcome {
  Object TRIGGER = Stain.make();

  String word();

  default String greet() {
    return word() + "!";
  }
}

class Stain {
  static boolean made;

  static Object make() {
    made = true;
    return "stain";
  }
}

//// A superinterface with a default method is triggered by the class's own subclass
// field INSTANCE: UNSAFE because a class triggers the interfaces of its superclasses, too
// deferred, it shows
class DeepDoorman {
  static final Deep INSTANCE = new Deep();

  static String observe() {
    return String.valueOf(Smudge.made);
  }
}

interface Top {
  Object TRIGGER = Smudge.make();

  default String text() {
    return "top";
  }
}

interface Middle extends Top {}

class Shallow implements Middle {}

class Deep extends Shallow {
  @Override
  public String toString() {
    return text();
  }
}

class Smudge {
  static boolean made;

  static Object make() {
    made = true;
    return "smudge";
  }
}
