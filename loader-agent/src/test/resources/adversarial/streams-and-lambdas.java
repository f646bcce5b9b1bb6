//// Lambdas that are only made
// field SUPPLIER: PROVEN because a lambda is an object
// field FUNCTION: PROVEN because a method reference is an object
// field IDENTITY: PROVEN because it is a lambda of the JDK
// field PREDICATE: PROVEN because composing makes another object
class MadeLambdas {
  static final Supplier<String> SUPPLIER = () -> "supplied";
  static final Function<String, Integer> FUNCTION = String::length;
  static final Function<String, String> IDENTITY = Function.identity();
  static final Predicate<String> PREDICATE = ((Predicate<String>) String::isEmpty).negate();

  static String observeAtEnd() {
    return SUPPLIER.get() + FUNCTION.apply("abc") + IDENTITY.apply("x") + PREDICATE.test("");
  }
}

//// Lambdas that capture
// field BOUND: PROVEN because what it captures is constant
// field CURRIED: PROVEN because what it captures is constant
class Captures {
  static final Supplier<Integer> BOUND = "bound"::length;
  static final Function<Integer, Function<Integer, Integer>> CURRIED = a -> b -> a + b;

  static String observeAtEnd() {
    return BOUND.get() + " " + CURRIED.apply(1).apply(2);
  }
}

//// Lambdas that run
// field RESULT: PROVEN because what runs only computes
// field COMPOSED: PROVEN because what runs only computes
class RunLambdas {
  static final int RESULT = apply(x -> x * 2, 21);
  static final String COMPOSED =
      ((Function<String, String>) String::trim).andThen(s -> s + "!").apply(" hi ");

  static int apply(IntUnaryOperator operator, int value) {
    return operator.applyAsInt(value);
  }
}

//// A lambda that reads a later field when it runs
// field READER: PROVEN because nothing runs it in the initialiser
// field LATER: PROVEN because nothing reads it before its turn
class ReadsLater {
  static final Supplier<String> READER = () -> ReadsLater.LATER;
  static final String LATER = new StringBuilder("later").toString();

  static String observeAtEnd() {
    return READER.get();
  }
}

//// Optional
// field SOME: PROVEN because it only wraps
// field NONE: PROVEN because there is one empty Optional for all
// field MAPPED: PROVEN because what runs only computes
class Optionals {
  static final Optional<String> SOME = Optional.of("some");
  static final Optional<String> NONE = Optional.empty();
  static final int MAPPED = Optional.of("abc").map(String::length).filter(n -> n > 2).orElse(0);
}

//// A sum over a range
// field SUM: PROVEN because a sequential stream is objects and calls
class Sums {
  static final int SUM = java.util.stream.IntStream.range(0, 10).sum();
}

//// A list collected from a stream
// field LIST: PROVEN because a sequential stream is objects and calls
class Collects {
  static final List<String> LIST =
      List.of("b", "a", "c").stream()
          .map(s -> s + s)
          .sorted()
          .collect(java.util.stream.Collectors.toList());
}

//// A map collected from a stream
// field MAP: PROVEN because strings hash alike everywhere
// field JOINED: PROVEN because a list's order is given
class CollectsMap {
  static final Map<String, Integer> MAP =
      List.of("a", "bb").stream()
          .collect(java.util.stream.Collectors.toMap(Function.identity(), String::length));
  static final String JOINED =
      List.of("a", "b").stream().collect(java.util.stream.Collectors.joining(",", "[", "]"));
}

//// A stream of an enum's constants
// field NAMES: PROVEN because the order of constants is given
class StreamsEnum {
  static final List<String> NAMES =
      Arrays.stream(Note.values()).map(Note::name).collect(java.util.stream.Collectors.toList());
}

enum Note {
  DO,
  RE,
  MI
}

//// A stream with an effect
// field COUNT: UNSAFE because peek counts in another class
// deferred, it shows
class Peeks {
  static final int COUNT = List.of(1, 2, 3).stream().peek(Peeked::see).mapToInt(x -> x).sum();

  static String observe() {
    return String.valueOf(Peeked.seen);
  }
}

class Peeked {
  static int seen;

  static void see(Object object) {
    seen++;
  }
}

//// A stream that is made and does not run
// field STREAM: PROVEN because nothing is pulled through it
class LazyStream {
  static final Object STREAM = List.of(1, 2, 3).stream().map(x -> Unpulled.see(x));

  static String observe() {
    return String.valueOf(Unpulled.seen);
  }
}

class Unpulled {
  static int seen;

  static Object see(Object object) {
    seen++;
    return object;
  }
}
