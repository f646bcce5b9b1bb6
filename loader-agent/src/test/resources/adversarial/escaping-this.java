//// A constructor assigns this to a static of its own class
// field INSTANCE: UNSAFE because current is null until the first read
// deferred, it shows
class Current {
  static Current current;
  static final Current INSTANCE = new Current();

  Current() {
    current = this;
  }

  @Override
  public String toString() {
    return "current";
  }

  static String observe() {
    return String.valueOf(current);
  }
}

//// A constructor hands this to a static method that keeps it
// field CHILD: UNSAFE because the parent has no child until the first read
// deferred, it shows
class Child {
  static final Child CHILD = new Child();

  Child() {
    Parent.adopt(this);
  }

  @Override
  public String toString() {
    return "child";
  }

  static String observe() {
    return String.valueOf(Parent.children());
  }
}

class Parent {
  private static final List<Child> CHILDREN = new ArrayList<>();

  static void adopt(Child child) {
    CHILDREN.add(child);
  }

  static int children() {
    return CHILDREN.size();
  }
}

//// A constructor hands this to an object that the region made
// field PAIR: PROVEN because both sides are made by the region
class Pair {
  static final Pair PAIR = new Pair();
  final Other other = new Other(this);

  @Override
  public String toString() {
    return "pair of " + (other.owner == this);
  }
}

class Other {
  final Pair owner;

  Other(Pair owner) {
    this.owner = owner;
  }
}

//// A superclass's constructor calls a method of the subclass that has an effect
// field SUB: UNSAFE because the overridden method runs in the constructor
// deferred, it shows
class Sub extends Base {
  static int prepared;
  static final Sub SUB = new Sub();

  @Override
  void prepare() {
    prepared++;
  }

  @Override
  public String toString() {
    return "sub";
  }

  static String observe() {
    return String.valueOf(prepared);
  }
}

abstract class Base {
  Base() {
    prepare();
  }

  abstract void prepare();
}

//// A superclass's constructor calls a method of the subclass that sees no field yet
// field SUB: PROVEN because the subclass's field is null at that point, whenever that is
class Early extends Asker {
  static final Early SUB = new Early();
  private final String name = new StringBuilder("name").toString();

  @Override
  String name() {
    return name;
  }
}

abstract class Asker {
  private final String asked;

  Asker() {
    asked = name();
  }

  abstract String name();

  @Override
  public String toString() {
    return asked + " then " + name();
  }
}

//// An anonymous class captures a local and leaks through a static listener
// field ACTION: UNSAFE because the static listener is replaced
// deferred, it shows
class Leaks {
  static Runnable listener;
  static final String ACTION = action();

  static String action() {
    String name = "action";
    listener =
        new Runnable() {
          @Override
          public void run() {
            name.length();
          }
        };
    return name;
  }

  static String observe() {
    return String.valueOf(listener != null);
  }
}

//// A static block leaks a half-made array
// field CELLS: UNSAFE because another class gets the array
// deferred, it shows
class HalfMade {
  static final int[] CELLS;

  static {
    int[] cells = new int[2];
    Borrower.borrow(cells);
    cells[1] = 1;
    CELLS = cells;
  }

  static String observe() {
    return Arrays.toString(Borrower.borrowed);
  }
}

class Borrower {
  static int[] borrowed;

  static void borrow(int[] cells) {
    borrowed = cells;
  }
}
