//// An effect behind an interface
// field VALUE: UNSAFE because the supplier that is really called counts
// deferred, it shows
class BehindInterface {
  static final String VALUE = Suppliers.make().get();

  static String observe() {
    return String.valueOf(Suppliers.calls);
  }
}

class Suppliers {
  static int calls;

  static Supplier<String> make() {
    return new Supplier<>() {
      @Override
      public String get() {
        calls++;
        return "value";
      }
    };
  }
}

//// No effect behind an interface whose other implementation has one
// field VALUE: PROVEN because the receiver is known to be the pure one
class PureReceiver {
  static final String VALUE = make(true).get();

  static Supplier<String> make(boolean pure) {
    return pure ? () -> "pure" : Impure::get;
  }
}

class Impure {
  static int calls;

  static String get() {
    calls++;
    return "impure";
  }
}

//// An effect in an overriding method
// field AREA: UNSAFE because the subclass's area() counts
// deferred, it shows
class Areas {
  static final int AREA = Shape.of(3).area();

  static String observe() {
    return String.valueOf(Square.measured);
  }
}

abstract class Shape {
  abstract int area();

  static Shape of(int side) {
    return new Square(side);
  }
}

class Square extends Shape {
  static int measured;
  private final int side;

  Square(int side) {
    this.side = side;
  }

  @Override
  int area() {
    measured++;
    return side * side;
  }
}

//// An effect in a lambda that runs in the region
// field VALUE: UNSAFE because the lambda counts as it runs
// deferred, it shows
class LambdaRuns {
  static final String VALUE = Optional.of("x").map(x -> x + Hits.count()).get();

  static String observe() {
    return String.valueOf(Hits.count);
  }
}

class Hits {
  static int count;

  static int count() {
    return ++count;
  }
}

//// An effect in a lambda that is only made
// field LATER: PROVEN because the lambda does not run in the initialiser
class LambdaRests {
  static final Supplier<Integer> LATER = () -> RestingHits.count();

  static String observe() {
    return String.valueOf(RestingHits.count);
  }

  static String observeAtEnd() {
    return String.valueOf(LATER.get());
  }
}

class RestingHits {
  static int count;

  static int count() {
    return ++count;
  }
}

//// An effect behind a method reference
// field VALUE: UNSAFE because mapping calls the method
// deferred, it shows
class ReferenceRuns {
  static final String VALUE = Optional.of("x").map(Echo::echo).get();

  static String observe() {
    return String.valueOf(Echo.calls);
  }
}

class Echo {
  static int calls;

  static String echo(String text) {
    calls++;
    return text;
  }
}

//// An effect in a constructor that a method reference names
// field MADE: UNSAFE because the supplier calls the constructor
// deferred, it shows
class ConstructorReference {
  static final Object MADE = make(Widget::new);

  static Object make(Supplier<Widget> supplier) {
    return supplier.get();
  }

  static String observe() {
    return String.valueOf(Widget.made);
  }
}

class Widget {
  static int made;

  Widget() {
    made++;
  }

  @Override
  public String toString() {
    return "widget";
  }
}

//// An effect in a bound receiver of a method reference
// field LENGTH: UNSAFE because evaluating the receiver counts, even if the reference never runs
// deferred, it shows
class BoundReceiver {
  static final Supplier<Integer> LENGTH = Receivers.next()::length;

  static String observe() {
    return String.valueOf(Receivers.made);
  }
}

class Receivers {
  static int made;

  static String next() {
    made++;
    return "receiver";
  }
}

//// An effect in an iterator
// field SUM: UNSAFE because the for loop calls an iterator that counts
// deferred, it shows
class Loops {
  static final int SUM = sum();

  static int sum() {
    int sum = 0;
    for (int value : new Range()) {
      sum += value;
    }
    return sum;
  }

  static String observe() {
    return String.valueOf(Range.steps);
  }
}

class Range implements Iterable<Integer> {
  static int steps;

  @Override
  public Iterator<Integer> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < 3;
      }

      @Override
      public Integer next() {
        steps++;
        return next++;
      }
    };
  }
}

//// An effect in a comparator that sorting calls
// field SORTED: UNSAFE because sorting compares, and comparing counts
// deferred, it shows
class Sorts {
  static final List<String> SORTED = sorted();

  static List<String> sorted() {
    List<String> words = new ArrayList<>(List.of("b", "a"));
    words.sort(new Counting());
    return words;
  }

  static String observe() {
    return String.valueOf(Counting.compared);
  }
}

class Counting implements Comparator<String> {
  static int compared;

  @Override
  public int compare(String a, String b) {
    compared++;
    return a.compareTo(b);
  }
}

//// An effect in toString, called by concatenation
// field TEXT: UNSAFE because + calls toString, which counts
// deferred, it shows
class Concatenates {
  static final String TEXT = "text: " + new Noisy();

  static String observe() {
    return String.valueOf(Noisy.printed);
  }
}

class Noisy {
  static int printed;

  @Override
  public String toString() {
    printed++;
    return "noisy";
  }
}

//// An effect in toString, called by String.valueOf and a StringBuilder
// field TEXT: UNSAFE because append calls toString, which counts
// deferred, it shows
class Appends {
  static final String TEXT = new StringBuilder("text: ").append(new NoisyToo()).toString();

  static String observe() {
    return String.valueOf(NoisyToo.printed);
  }
}

class NoisyToo {
  static int printed;

  @Override
  public String toString() {
    printed++;
    return "noisy";
  }
}

//// An effect in hashCode, called by a HashMap
// field MAP: UNSAFE because put calls hashCode, which counts
// deferred, it shows
class Hashes {
  static final Map<HashedKey, String> MAP = map();

  static Map<HashedKey, String> map() {
    Map<HashedKey, String> map = new HashMap<>();
    map.put(new HashedKey(), "value");
    return map;
  }

  static String observe() {
    return String.valueOf(HashedKey.hashed);
  }
}

class HashedKey {
  static int hashed;

  @Override
  public int hashCode() {
    hashed++;
    return 1;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public String toString() {
    return "key";
  }
}

//// An effect in equals, called by a HashMap on a collision
// field SET: UNSAFE because the second put finds the same hash and calls equals, which counts
// deferred, it shows
class Collides {
  static final Set<EqualKey> SET = set();

  static Set<EqualKey> set() {
    Set<EqualKey> set = new HashSet<>();
    set.add(new EqualKey());
    set.add(new EqualKey());
    return set;
  }

  static String observe() {
    return String.valueOf(EqualKey.compared);
  }
}

class EqualKey {
  static int compared;

  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public boolean equals(Object other) {
    compared++;
    return other instanceof EqualKey;
  }

  @Override
  public String toString() {
    return "key";
  }
}

//// No effect in an impure equals that is not called
// field SET: PROVEN because keys of different hash are never compared
class NoCollision {
  static final Set<LonelyKey> SET = new HashSet<>(List.of(new LonelyKey()));

  static String observe() {
    return String.valueOf(LonelyKey.compared);
  }
}

class LonelyKey {
  static int compared;

  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public boolean equals(Object other) {
    compared++;
    return other == this;
  }

  @Override
  public String toString() {
    return "key";
  }
}

//// An effect in compareTo, called by a TreeMap
// field SET: UNSAFE because even the first add to a tree compares, and comparing counts
// deferred, it shows
class Trees {
  static final Set<Rank> SET = new TreeSet<>(List.of(new Rank()));

  static String observe() {
    return String.valueOf(Rank.compared);
  }
}

class Rank implements Comparable<Rank> {
  static int compared;

  @Override
  public int compareTo(Rank other) {
    compared++;
    return 0;
  }

  @Override
  public String toString() {
    return "rank";
  }
}

//// An effect in a bridge method's target
// field RESULT: UNSAFE because the generic call reaches the counting method through a bridge
// deferred, it shows
class Bridges {
  static final String RESULT = apply(new Shout(), "hey");

  static <T> T apply(UnaryOperator<T> operator, T value) {
    return operator.apply(value);
  }

  static String observe() {
    return String.valueOf(Shout.calls);
  }
}

class Shout implements UnaryOperator<String> {
  static int calls;

  @Override
  public String apply(String text) {
    calls++;
    return text + "!";
  }
}

//// An effect in a default method of an interface
// field NAME: UNSAFE because the inherited default method counts
// deferred, it shows
class Defaults {
  static final String NAME = new Thing().name();

  static String observe() {
    return String.valueOf(Asked.times);
  }
}

interface Named {
  default String name() {
    Asked.times++;
    return "name";
  }
}

class Thing implements Named {}

class Asked {
  static int times;
}

//// An effect in a finally block
// field VALUE: UNSAFE because the finally block counts on the way out
// deferred, it shows
class Finally {
  static int left;
  static final int VALUE = value();

  static int value() {
    try {
      return 1;
    } finally {
      left++;
    }
  }

  static String observe() {
    return String.valueOf(left);
  }
}

//// An effect in closing a resource
// field VALUE: UNSAFE because try-with-resources calls close, which counts
// deferred, it shows
class Closes {
  static final int VALUE = value();

  static int value() {
    try (Resource resource = new Resource()) {
      return resource.value;
    }
  }

  static String observe() {
    return String.valueOf(Resource.closed);
  }
}

class Resource implements AutoCloseable {
  static int closed;
  final int value = 5;

  @Override
  public void close() {
    closed++;
  }
}

//// An effect in a field initialiser of an object
// field OBJECT: UNSAFE because the instance initialiser counts
// deferred, it shows
class Instances {
  static final Instance OBJECT = new Instance();

  static String observe() {
    return String.valueOf(Instance.made);
  }
}

class Instance {
  static int made;
  private final int number;

  {
    number = ++made;
  }

  @Override
  public String toString() {
    return "instance " + number;
  }
}

//// An effect in an argument that is evaluated and dropped
// field VALUE: UNSAFE because arguments are evaluated, used or not
// deferred, it shows
class Arguments {
  static final String VALUE = first("kept", Dropped.make());

  static String first(String first, String second) {
    return first;
  }

  static String observe() {
    return String.valueOf(Dropped.made);
  }
}

class Dropped {
  static int made;

  static String make() {
    made++;
    return "dropped";
  }
}

//// An effect in a branch that is not taken
// field VALUE: PROVEN because the condition is known, and the branch is not taken
class Branches {
  static final String VALUE = "abc".length() > 5 ? NotTaken.make() : "short";

  static String observe() {
    return String.valueOf(NotTaken.made);
  }
}

class NotTaken {
  static int made;

  static String make() {
    made++;
    return "long";
  }
}

//// An effect only in the last round of a loop
// field VALUE: UNSAFE because the hundredth round counts
// deferred, it shows
class LastRound {
  static int counted;
  static final int VALUE = rounds();

  static int rounds() {
    int sum = 0;
    for (int i = 0; i < 100; i++) {
      sum += i;
      if (i == 99) {
        counted++;
      }
    }
    return sum;
  }

  static String observe() {
    return String.valueOf(counted);
  }
}

//// An assertion with an effect
// field CHECKED: not PROVEN because whether the assertion runs is a switch of the JVM
// deferred, it shows
class Asserts {
  static final Checked CHECKED = new Checked(1);

  static String observe() {
    return String.valueOf(Checks.made);
  }
}

class Checked {
  Checked(int value) {
    assert Checks.isPositive(value);
  }

  @Override
  public String toString() {
    return "checked";
  }
}

class Checks {
  static int made;

  static boolean isPositive(int value) {
    made++;
    return value > 0;
  }
}
