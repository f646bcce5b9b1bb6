//// An initialiser throws
// field VALUE: UNSAFE because the class fails to initialise, and lazily it would not
// deferred, it shows
class Throws {
  static final int VALUE = fail();

  static int fail() {
    throw new IllegalStateException("always");
  }

  static String observe() {
    return "alive";
  }
}

//// A pattern with a mistake
// field PATTERN: UNSAFE because compiling it throws PatternSyntaxException
// deferred, it shows
class BadPattern {
  static final java.util.regex.Pattern PATTERN = java.util.regex.Pattern.compile("(");

  static String observe() {
    return "alive";
  }
}

//// A null is dereferenced
// field LENGTH: UNSAFE "NullPointerException" because the class fails to initialise
// deferred, it shows
class Null {
  static final int LENGTH = text().length();

  static String text() {
    return null;
  }

  static String observe() {
    return "alive";
  }
}

//// An index is out of bounds
// field CELL: UNSAFE "ArrayIndexOutOfBoundsException" because the class fails to initialise
// deferred, it shows
class Bounds {
  static final int CELL = new int[] {1, 2}[index()];

  static int index() {
    return 2;
  }

  static String observe() {
    return "alive";
  }
}

//// A cast fails
// field NUMBER: UNSAFE "ClassCastException" because the class fails to initialise
// deferred, it shows
class Casts {
  static final Integer NUMBER = (Integer) object();

  static Object object() {
    return "no number";
  }

  static String observe() {
    return "alive";
  }
}

//// A number has a mistake
// field NUMBER: UNSAFE "NumberFormatException" because the class fails to initialise
// deferred, it shows
class BadNumber {
  static final int NUMBER = Integer.parseInt("12x");

  static String observe() {
    return "alive";
  }
}

//// A division by zero
// field NUMBER: UNSAFE "ArithmeticException" because the class fails to initialise
// deferred, it shows
class Divides {
  static final int NUMBER = 1 / zero();

  static int zero() {
    return 0;
  }

  static String observe() {
    return "alive";
  }
}

//// An array of negative size
// field CELLS: UNSAFE "NegativeArraySizeException" because the class fails to initialise
// deferred, it shows
class Negative {
  static final int[] CELLS = new int[size()];

  static int size() {
    return -1;
  }

  static String observe() {
    return "alive";
  }
}

//// An array gets an element of the wrong type
// field CELLS: UNSAFE "ArrayStoreException" because the class fails to initialise
// deferred, it shows
class Stores {
  static final Object[] CELLS = store(new String[1]);

  static Object[] store(Object[] cells) {
    cells[0] = 1;
    return cells;
  }

  static String observe() {
    return "alive";
  }
}

//// An immutable list is changed
// field LIST: UNSAFE "UnsupportedOperationException" because the class fails to initialise
// deferred, it shows
class Immutable {
  static final boolean LIST = List.of("a").add("b");

  static String observe() {
    return "alive";
  }
}

//// A list is changed while a loop runs over it
// field COUNT: UNSAFE "ConcurrentModificationException" because the class fails to initialise
// deferred, it shows
class Modifies {
  static final int COUNT = count();

  static int count() {
    List<String> list = new ArrayList<>(List.of("a", "b", "c"));
    for (String each : list) {
      list.remove(each);
    }
    return list.size();
  }

  static String observe() {
    return "alive";
  }
}

//// A map gets the same key twice
// field MAP: UNSAFE "IllegalArgumentException" because Map.of takes no duplicates
// deferred, it shows
class Duplicates {
  static final Map<String, Integer> MAP = Map.of("a", 1, "a", 2);

  static String observe() {
    return "alive";
  }
}

//// A check with an exception that is not thrown
// field VALUE: PROVEN because the argument passes
class Passes {
  static final String VALUE = Objects.requireNonNull("value", "must not be null");
}

//// A required value is missing
// field VALUE: UNSAFE "NullPointerException" because the class fails to initialise
// deferred, it shows
class Missing {
  static final String VALUE = Objects.requireNonNull(none(), "missing");

  static String none() {
    return null;
  }

  static String observe() {
    return "alive";
  }
}

//// A triggered class fails to initialise
// field VALUE: UNSAFE because the error leaves this class's initialiser, too
// deferred, it shows
class Triggers {
  static final Object VALUE = new Broken();

  static String observe() {
    return "alive";
  }
}

class Broken {
  static final int BROKEN = Integer.parseInt("broken");
}

//// A triggered class fails to initialise, and that is caught
// field VALUE: UNSAFE because the failed class stays failed for everybody
class Catches {
  static final Object VALUE = make();

  static Object make() {
    try {
      return new Fails();
    } catch (ExceptionInInitializerError e) {
      return "none";
    }
  }
}

class Fails {
  static final int FAILS = Integer.parseInt("fails");
}

//// An exception as control flow that is caught
// field NUMBER: PROVEN because the exception does not outlive the region
class Caught {
  static final int NUMBER = parse("none", 7);

  static int parse(String text, int otherwise) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}

//// A null pointer exception that is caught
// field LENGTH: PROVEN because the exception does not outlive the region
class CaughtNull {
  static final int LENGTH = length(null);

  static int length(String text) {
    try {
      return text.length();
    } catch (NullPointerException e) {
      return -1;
    }
  }
}

//// An exception of the program's own leaves three methods and a finally block
// field TEXT: PROVEN because the exception does not outlive the region
class Unwinds {
  static final String TEXT = outer();

  static String outer() {
    StringBuilder text = new StringBuilder();
    try {
      middle(text);
    } catch (IllegalStateException e) {
      text.append(e.getMessage());
    }
    return text.toString();
  }

  static void middle(StringBuilder text) {
    try {
      inner();
    } finally {
      text.append("finally ");
    }
  }

  static void inner() {
    throw new IllegalStateException("inner");
  }
}

//// A finally block overrules an exception
// field NUMBER: PROVEN because the exception is dropped
class Overrules {
  static final int NUMBER = number();

  @SuppressWarnings("finally")
  static int number() {
    try {
      throw new IllegalStateException();
    } finally {
      return 3;
    }
  }
}

//// A caught exception is kept
// field FAILURE: UNSAFE because its stack trace tells who read the field first
// deferred, it shows
class Keeps {
  static final Exception FAILURE = failure();

  static Exception failure() {
    try {
      Integer.parseInt("x");
      return null;
    } catch (NumberFormatException e) {
      return e;
    }
  }

  static String observeAtEnd() {
    StackTraceElement[] trace = FAILURE.getStackTrace();
    for (StackTraceElement element : trace) {
      if (element.getMethodName().contains("init")) {
        return element.getMethodName();
      }
    }
    return "";
  }
}

//// A suppressed exception
// field COUNT: PROVEN because both exceptions die in the region
class Suppresses {
  static final int COUNT = count();

  static int count() {
    try (Closing closing = new Closing()) {
      throw new IllegalStateException("body");
    } catch (IllegalStateException e) {
      return e.getSuppressed().length;
    }
  }
}

class Closing implements AutoCloseable {
  @Override
  public void close() {
    throw new IllegalStateException("close");
  }
}

//// A static is read of a class that fails to initialise
// field VALUE: UNSAFE because the error leaves this class's initialiser, too
// deferred, it shows
class ReadsBroken {
  static final String VALUE = "value " + AlsoBroken.VALUE;

  static String observe() {
    return "alive";
  }
}

class AlsoBroken {
  static final Integer VALUE = Integer.valueOf("broken");
}

//// A failing region does not spoil the proof of its neighbour
// field NAME: PROVEN because the class fails to initialise, whether or not NAME is deferred
// field FAILS: UNSAFE "NumberFormatException" because the class fails to initialise
class FailsBeside {
  static final String NAME = new StringBuilder("name").toString();
  static final int FAILS = Integer.parseInt("none");
}

//// The message that the JVM makes for a null
// field MESSAGE: PROVEN because the JVM words it alike for the same instruction
class NullMessage {
  static final String MESSAGE = message(null);

  static String message(String text) {
    try {
      return text.trim();
    } catch (NullPointerException e) {
      return e.getMessage();
    }
  }
}

//// The message that the JVM makes for a failed cast
// field MESSAGE: PROVEN because the JVM words it alike for the same classes
class CastMessage {
  static final String MESSAGE = message("text");

  static String message(Object object) {
    try {
      return "" + (Integer) object;
    } catch (ClassCastException e) {
      return e.getMessage();
    }
  }
}

//// The message of an exception that the program words
// field MESSAGE: PROVEN because the program words it
class OwnMessage {
  static final String MESSAGE = message();

  static String message() {
    try {
      throw new IllegalStateException("own words");
    } catch (IllegalStateException e) {
      return e.getMessage();
    }
  }
}

//// An effect that depends on how the JVM words a message
// field LENGTH: not PROVEN because the JVM may be told to leave the details out
class BranchesOnMessage {
  static int worded;
  static final int LENGTH = length(null);

  static int length(String text) {
    try {
      return text.length();
    } catch (NullPointerException e) {
      return e.getMessage() == null ? ++worded : 0;
    }
  }
}
