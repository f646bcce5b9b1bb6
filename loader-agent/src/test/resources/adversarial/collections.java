//// Immutable lists
// field EMPTY: PROVEN because there is one empty list for all
// field TWO: PROVEN because the list is made from constants
// field MANY: PROVEN because the list is made from constants
// field COPY: PROVEN because a copy of an immutable list is the list
class Lists {
  static final List<String> EMPTY = List.of();
  static final List<String> TWO = List.of("a", "b");
  static final List<String> MANY = List.of("a", "b", "c", "d", "e");
  static final List<String> COPY = List.copyOf(List.of("x", "y", "z"));
}

//// Immutable sets
// field ONE: PROVEN because nothing is salted in a set of one
// field MANY: PROVEN because the set is only made: its order is asked for by its readers
class Sets {
  static final Set<String> ONE = Set.of("a");
  static final Set<String> MANY = Set.of("a", "b", "c", "d");
}

//// Immutable maps
// field ONE: PROVEN because the map is made from constants
// field MANY: PROVEN because the map is only made: its order is asked for by its readers
// field ENTRIES: PROVEN because the map is only made: its order is asked for by its readers
class Maps {
  static final Map<String, Integer> ONE = Map.of("a", 1);
  static final Map<String, Integer> MANY = Map.of("a", 1, "b", 2, "c", 3);
  static final Map<String, Integer> ENTRIES =
      Map.ofEntries(Map.entry("x", 10), Map.entry("y", 20));
}

//// Look-ups in immutable sets and maps
// field CONTAINS: PROVEN because whether a set has an element does not depend on the salt
// field GET: PROVEN because what a map has for a key does not depend on the salt
class LookUps {
  static final boolean CONTAINS = Set.of("a", "b", "c").contains("b");
  static final Integer GET = Map.of("a", 1, "b", 2, "c", 3).get("c");
}

//// Lists that can be changed
// field ARRAY: PROVEN because it is made and filled by the region
// field LINKED: PROVEN because it is made and filled by the region
// field WRAPPED: PROVEN because it wraps an array of the region
// field GROWN: PROVEN because growing copies what the region made
class MutableLists {
  static final List<String> ARRAY = new ArrayList<>(List.of("b", "a"));
  static final List<String> LINKED = new LinkedList<>(List.of("a", "b"));
  static final List<String> WRAPPED = Arrays.asList("a", "b");
  static final List<Integer> GROWN = grown();

  static List<Integer> grown() {
    List<Integer> grown = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      grown.add(i);
    }
    grown.remove(0);
    grown.add(3, 7);
    return grown;
  }
}

//// Maps that can be changed, with strings as keys
// field HASH: PROVEN because strings hash alike everywhere
// field LINKED: PROVEN because strings hash alike everywhere
// field TREE: PROVEN because strings compare alike everywhere
class MutableMaps {
  static final Map<String, Integer> HASH = fill(new HashMap<>());
  static final Map<String, Integer> LINKED = fill(new LinkedHashMap<>());
  static final Map<String, Integer> TREE = fill(new TreeMap<>());

  static Map<String, Integer> fill(Map<String, Integer> map) {
    map.put("one", 1);
    map.put("two", 2);
    map.put("three", 3);
    map.merge("one", 10, Integer::sum);
    map.computeIfAbsent("four", String::length);
    map.remove("two");
    return map;
  }
}

//// A large HashMap
// field MAP: PROVEN because resizing moves what the region made
class LargeMap {
  static final Map<String, Integer> MAP = map();

  static Map<String, Integer> map() {
    Map<String, Integer> map = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      map.put("key" + i, i);
    }
    return map;
  }
}

//// A ConcurrentHashMap
// field EMPTY: PROVEN because it only allocates
// field FILLED: PROVEN because nobody else has the map yet, so that threads don't matter
class ConcurrentMaps {
  static final Map<String, Integer> EMPTY = new java.util.concurrent.ConcurrentHashMap<>();
  static final Map<String, Integer> FILLED = filled();

  static Map<String, Integer> filled() {
    Map<String, Integer> map = new java.util.concurrent.ConcurrentHashMap<>();
    map.put("one", 1);
    map.put("two", 2);
    return map;
  }
}

//// Lists that are copied on writing
// field LIST: PROVEN because nobody else has the list yet
class CopyOnWrite {
  static final List<String> LIST =
      new java.util.concurrent.CopyOnWriteArrayList<>(List.of("a", "b"));
}

//// Queues
// field PRIORITY: PROVEN because the order of ints is given
// field DEQUE: PROVEN because it is made and filled by the region
class Queues {
  static final Queue<Integer> PRIORITY = new PriorityQueue<>(List.of(3, 1, 2));
  static final Deque<String> DEQUE = new ArrayDeque<>(List.of("a", "b"));
}

//// Sets
// field HASH: PROVEN because strings hash alike everywhere
// field LINKED: PROVEN because strings hash alike everywhere
// field TREE: PROVEN because strings compare alike everywhere
// field BITS: PROVEN because it is a set of ints
class MutableSets {
  static final Set<String> HASH = new HashSet<>(Arrays.asList("a", "b", "c"));
  static final Set<String> LINKED = new LinkedHashSet<>(Arrays.asList("c", "b", "a"));
  static final Set<String> TREE = new TreeSet<>(Arrays.asList("c", "b", "a"));
  static final BitSet BITS = bits();

  static BitSet bits() {
    BitSet bits = new BitSet();
    bits.set(3);
    bits.set(70, 80);
    return bits;
  }
}

//// Sets and maps of enum constants
// field SET: PROVEN because it goes by ordinals
// field ALL: PROVEN because it goes by ordinals
// field MAP: PROVEN because it goes by ordinals
class EnumSets {
  static final Set<Colour> SET = EnumSet.of(Colour.RED, Colour.BLUE);
  static final Set<Colour> ALL = EnumSet.allOf(Colour.class);
  static final Map<Colour, String> MAP = map();

  static Map<Colour, String> map() {
    Map<Colour, String> map = new EnumMap<>(Colour.class);
    map.put(Colour.BLUE, "blue");
    map.put(Colour.RED, "red");
    return map;
  }
}

enum Colour {
  RED,
  GREEN,
  BLUE
}

//// Views of the Collections class
// field LIST: PROVEN because it wraps a list of the region
// field MAP: PROVEN because it wraps a map of the region
// field SINGLE: PROVEN because it holds one constant
// field EMPTY: PROVEN because there is one empty map for all
// field SYNCHRONIZED: PROVEN because it wraps a list of the region
class Views {
  static final List<String> LIST = Collections.unmodifiableList(new ArrayList<>(List.of("a")));
  static final Map<String, String> MAP = Collections.unmodifiableMap(new TreeMap<>());
  static final Set<String> SINGLE = Collections.singleton("a");
  static final Map<String, String> EMPTY = Collections.emptyMap();
  static final List<String> SYNCHRONIZED = Collections.synchronizedList(new ArrayList<>());
}

//// Methods of the Arrays class
// field SORTED: PROVEN because it sorts an array of the region
// field WORDS: PROVEN because strings compare alike everywhere
// field FILLED: PROVEN because it fills an array of the region
// field COPY: PROVEN because it copies an array of the region
// field HASH: PROVEN because ints hash alike everywhere
class ArrayMethods {
  static final int[] SORTED = sorted();
  static final String[] WORDS = words();
  static final char[] FILLED = filled();
  static final int[] COPY = Arrays.copyOf(new int[] {1, 2, 3}, 5);
  static final int HASH = Arrays.hashCode(new int[] {1, 2, 3});

  static int[] sorted() {
    int[] sorted = {5, 3, 9, 1};
    Arrays.sort(sorted);
    return sorted;
  }

  static String[] words() {
    String[] words = {"pear", "apple", "fig"};
    Arrays.sort(words);
    return words;
  }

  static char[] filled() {
    char[] filled = new char[4];
    Arrays.fill(filled, 'x');
    return filled;
  }
}

//// Sorting with a comparator
// field BY_LENGTH: PROVEN because the comparator only compares
// field COMPARATOR: PROVEN because it is only made
class Comparators {
  static final List<String> BY_LENGTH = byLength();
  static final Comparator<String> COMPARATOR =
      Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder());

  static List<String> byLength() {
    List<String> words = new ArrayList<>(List.of("pear", "fig", "apple"));
    words.sort(Comparator.comparingInt(String::length));
    return words;
  }
}

//// Iteration over collections with a given order
// field SUM: PROVEN because a list's order is given
// field KEYS: PROVEN because a tree's order is given
class Iterates {
  static final int SUM = sum(List.of(1, 2, 3));
  static final String KEYS = keys();

  static int sum(List<Integer> numbers) {
    int sum = 0;
    for (int number : numbers) {
      sum += number;
    }
    return sum;
  }

  static String keys() {
    Map<String, Integer> map = new TreeMap<>();
    map.put("b", 2);
    map.put("a", 1);
    StringBuilder keys = new StringBuilder();
    for (Map.Entry<String, Integer> entry : map.entrySet()) {
      keys.append(entry.getKey()).append(entry.getValue());
    }
    return keys.toString();
  }
}

//// Iteration over a HashMap with strings as keys
// field KEYS: PROVEN because strings hash alike everywhere
class IteratesHash {
  static final List<String> KEYS = keys();

  static List<String> keys() {
    Map<String, Integer> map = new HashMap<>();
    map.put("one", 1);
    map.put("two", 2);
    return new ArrayList<>(map.keySet());
  }
}

//// An anonymous subclass of a collection that fills itself
// field MAP: PROVEN because it is filled in its own constructor
class DoubleBrace {
  static final Map<String, String> MAP =
      new HashMap<>() {
        {
          put("a", "1");
          put("b", "2");
        }
      };
}
