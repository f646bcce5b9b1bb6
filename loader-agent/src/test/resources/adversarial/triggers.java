class Loud {
  static {
    Heard.count++;
  }
}

class Heard {
  static int count;

  static int hear() {
    return ++count;
  }
}

class SharedCells {
  static final int[] CELLS = {2, 1};
}

//// A compile-time constant of a class with an effect
// field NUMBER: PROVEN because the constant was copied, so that its class is not triggered
class ReadsConstant {
  static final int NUMBER = Integer.parseInt("1") + LoudConstant.CONSTANT;

  static String observe() {
    return String.valueOf(Heard.count);
  }
}

class LoudConstant {
  static final int CONSTANT = 5;

  static {
    Heard.count++;
  }
}

//// An array of a class with an effect
// field CELLS: PROVEN because making an array does not trigger the class of its elements
class MakesArray {
  static final Object[] CELLS = new Loud[3];

  static String observe() {
    return String.valueOf(Heard.count);
  }
}

//// A type test with a class with an effect
// field TESTED: PROVEN because testing a type does not trigger it
class TestsType {
  static final boolean TESTED = test("text");

  static boolean test(Object object) {
    return object instanceof Loud;
  }

  static String observe() {
    return String.valueOf(Heard.count);
  }
}

//// A static of a superclass, named by a subclass with an effect
// field TEXT: PROVEN because only the class that declares the static is triggered
class NamesSubclass {
  static final String TEXT = LoudChild.QUIET + "!";

  static String observe() {
    return String.valueOf(Heard.count);
  }
}

class QuietParent {
  static final String QUIET = new StringBuilder("quiet").toString();
}

class LoudChild extends QuietParent {
  static {
    Heard.count++;
  }
}

//// A static method of an interface with an effect
// field TEXT: UNSAFE because calling its static method triggers the interface
// deferred, it shows
class CallsInterface {
  static final String TEXT = LoudInterface.text();

  static String observe() {
    return String.valueOf(Heard.count);
  }
}

interface LoudInterface {
  int NOISE = Heard.hear();

  static String text() {
    return "text";
  }
}

//// A static method of a class with an effect
// field TEXT: UNSAFE because calling its static method triggers the class
// deferred, it shows
class CallsStatic {
  static final String TEXT = LoudMethod.text();

  static String observe() {
    return String.valueOf(Heard.count);
  }
}

class LoudMethod {
  static {
    Heard.count++;
  }

  static String text() {
    return "text";
  }
}

//// A class with an effect that was triggered eagerly before
// field AGAIN: not PROVEN because an engine need not know that the class is initialised by then
class TriggeredBefore {
  static final Object BEFORE = new Loud();
  static final Object AGAIN = new Loud();
}

//// The superclass of the class itself has an effect
// field NAME: PROVEN because the superclass is initialised before the class, in any case
class LoudHeir extends LoudParent {
  static final String NAME = new StringBuilder("heir").toString();

  static String observe() {
    return String.valueOf(Heard.count);
  }
}

class LoudParent {
  static {
    Heard.count++;
  }
}

//// A static that a superclass declares and counts with
// field FIRST: not eligible because its region also assigns the superclass's field
// field SECOND: not eligible because its region also assigns the superclass's field
class Heir extends CountingParent {
  static final int FIRST = ++count;
  static final int SECOND = ++count;
}

class CountingParent {
  static int count;
}

//// A triggered class that holds a mutable list nobody has seen
// field HOLDER: PROVEN because the list is made by a pure initialiser
class UsesListHolder {
  static final Object HOLDER = new ListHolder();
}

class ListHolder {
  static final List<String> NAMES = new ArrayList<>(List.of("a"));

  @Override
  public String toString() {
    return NAMES.toString();
  }
}

//// A triggered class that copies what a third class has by then
// field TEXT: UNKNOWN "may change" because the triggered class looks into a list that others change
// deferred, it shows
class UsesSnapshot {
  static final String TEXT = Snapshot.TAKEN.toString();

  static String observe() {
    Live.NAMES.add("late");
    return "";
  }
}

class Snapshot {
  static final List<String> TAKEN = List.copyOf(Live.NAMES);
}

class Live {
  static final List<String> NAMES = new ArrayList<>(List.of("early"));
}

//// A shared array is cloned
// field COPY: UNKNOWN "may change" because the elements may change before the first read
// deferred, it shows
class ClonesShared {
  static final int[] COPY = SharedCells.CELLS.clone();

  static String observe() {
    SharedCells.CELLS[0] = 9;
    return "";
  }
}

//// A shared array is copied in one go
// field COPY: UNKNOWN "may change" because the elements may change before the first read
// deferred, it shows
class CopiesShared {
  static final int[] COPY = copy();

  static int[] copy() {
    int[] copy = new int[2];
    System.arraycopy(SharedCells.CELLS, 0, copy, 0, 2);
    return copy;
  }

  static String observe() {
    SharedCells.CELLS[0] = 9;
    return "";
  }
}

//// A shared array is overwritten in one go
// field DONE: UNSAFE because others see the elements change
// deferred, it shows
class OverwritesShared {
  static final boolean DONE = overwrite();

  static boolean overwrite() {
    System.arraycopy(new int[] {7, 7}, 0, SharedCells.CELLS, 0, 2);
    return true;
  }

  static String observe() {
    return Arrays.toString(SharedCells.CELLS);
  }
}

//// A shared array is sorted
// field FIRST: UNSAFE because others see the elements change
// deferred, it shows
class SortsShared {
  static final int FIRST = first();

  static int first() {
    Arrays.sort(SharedCells.CELLS);
    return SharedCells.CELLS[0];
  }

  static String observe() {
    return Arrays.toString(SharedCells.CELLS);
  }
}

//// Two fields hold one object
// field ONE: PROVEN because it only allocates
// field OTHER: PROVEN because it is the same object, whoever is read first
class HoldsTwice {
  static final StringBuilder ONE = new StringBuilder("one");
  static final StringBuilder OTHER = ONE;
}

//// Two fields hold one object of another class
// field ONE: PROVEN because the other class makes it once
// field OTHER: PROVEN because it is the same object, whoever is read first
class SharesObject {
  static final Object ONE = Common.OBJECT;
  static final Object OTHER = Common.OBJECT;
}

class Common {
  static final Object OBJECT = new Object();
}

//// Two fields hold one lambda that captures nothing
// field ONE: PROVEN because it is made by the same place in the code, which makes it once
// field OTHER: PROVEN because it is made by the same place in the code, which makes it once
class SharesLambda {
  static final Supplier<String> ONE = supplier();
  static final Supplier<String> OTHER = supplier();

  static Supplier<String> supplier() {
    return () -> "text";
  }
}

//// A field holds an object with a reference to an earlier one
// field PART: PROVEN because it only allocates
// field WHOLE: PROVEN because it holds the part without changing it
class HoldsPart {
  static final StringBuilder PART = new StringBuilder("part");
  static final Object[] WHOLE = {PART, "rest"};

  static String observeAtEnd() {
    return String.valueOf(WHOLE[0] == PART);
  }
}

//// A field's object is changed by the object of a later field
// field PART: PROVEN because it only allocates
// field WHOLE: UNSAFE because making the whole changes the part
// deferred, it shows
class ChangesPart {
  static final StringBuilder PART = new StringBuilder("part");
  static final Whole WHOLE = new Whole(PART);

  static String observe() {
    return PART.toString();
  }
}

class Whole {
  Whole(StringBuilder part) {
    part.append(" of a whole");
  }

  @Override
  public String toString() {
    return "whole";
  }
}

//// Six fields that read each other across
// field A: PROVEN because it reads nothing
// field B: PROVEN because it reads what is final
// field C: PROVEN because it reads what is final
// field D: PROVEN because it reads nothing
// field E: PROVEN because it reads what is final
// field F: PROVEN because it reads what is final
class Across {
  static final String A = new StringBuilder("a").toString();
  static final String B = A + "b";
  static final String C = B + A + "c";
  static final String D = new StringBuilder("d").toString();
  static final String E = C + D;
  static final String F = A + E + B;
}

//// A field of an interface beside one with an effect
// field Constants.PLAIN: not eligible because reflection would find a field of an interface empty
// field Constants.LOUD: not eligible because reflection would find a field of an interface empty
class WatchesInterface {
  static String observe() {
    return String.valueOf(Heard.count);
  }
}

interface Constants {
  String PLAIN = new StringBuilder("plain").toString();
  int LOUD = Heard.hear();
}

//// A field of another class beside a static block with an effect
// field Noise.PLAIN: PROVEN because reading it triggers the class, deferred or not
class WatchesClass {
  static String observe() {
    return String.valueOf(Heard.count);
  }
}

class Noise {
  static final String PLAIN = new StringBuilder("plain").toString();

  static {
    Heard.hear();
  }
}
