package io.lazyloader.agent.profile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a profile of JSON tokens, once. Whatever is not as it must be ends it with a message. */
final class ProfileParser {
  /** Of a figure: 36 years in nanoseconds, or a billion billion bytes. */
  private static final long LARGEST_VALUE = 1L << 60;

  /** A run in each millisecond for 34 years. */
  private static final long MOST_RUNS = 1L << 40;

  /** More than powers of 1.02 fit in a long. */
  private static final int MOST_BUCKETS = 4096;

  private static final Map<String, Measure> MEASURES = measures();

  private final JsonParser json;

  ProfileParser(JsonParser json) {
    this.json = json;
  }

  private static Map<String, Measure> measures() {
    Map<String, Measure> measures = new HashMap<>();
    for (Measure measure : Measure.values()) {
      measures.put(measure.key(), measure);
    }
    return measures;
  }

  /** Reads the whole. */
  Profile profile() throws IOException {
    checkSchema();
    long runs = 0;
    String ids = "";
    boolean moreIds = false;
    Map<String, Tally> facts = Map.of();
    Map<String, Figure> totals = Map.of();
    SortedMap<Profile.Key, ClassProfile> classes = new TreeMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = key();
      switch (key) {
        case Keys.RUNS -> runs = count(key, 1, MOST_RUNS);
        case Keys.RUN_IDS -> ids = text(key);
        case Keys.MORE_RUN_IDS -> moreIds = json.currentToken() == JsonToken.VALUE_TRUE;
        case Keys.FACTS -> facts = byName(key, this::tally);
        case Keys.TOTALS -> totals = byName(key, this::figure);
        case Keys.CLASSES -> classes = classes();
        default -> json.skipChildren();
      }
    }
    if (runs == 0) {
      throw bad("it does not say how many \"runs\" it holds. " + ProfileReader.FOREIGN);
    }
    if (json.nextToken() != null) {
      throw bad("there is something after its end. " + ProfileReader.FOREIGN);
    }
    return new Profile(
        runs, new TreeMap<>(facts), new TreeMap<>(totals), classes, runIds(ids, moreIds, runs));
  }

  private RunIds runIds(String text, boolean isCut, long runs) {
    try {
      return RunIds.restored(text, isCut, runs);
    } catch (IllegalArgumentException e) {
      throw bad("\"" + Keys.RUN_IDS + "\" is no list of numbers: " + e.getMessage() + ".");
    }
  }

  /** Reads how many runs it holds, which stands before all that is long; for one use, too. */
  long runs() throws IOException {
    checkSchema();
    boolean isNext = json.nextToken() == JsonToken.FIELD_NAME && key().equals(Keys.RUNS);
    return isNext ? count(Keys.RUNS, 1, MOST_RUNS) : 1;
  }

  private void checkSchema() throws IOException {
    JsonToken first = json.nextToken();
    if (first == null) {
      throw bad("it is empty. The run that should write it may have been killed.");
    }
    boolean isProfile =
        first == JsonToken.START_OBJECT
            && json.nextToken() == JsonToken.FIELD_NAME
            && json.currentName().equals(Keys.SCHEMA)
            && json.nextToken() == JsonToken.VALUE_STRING
            && json.getText().equals(ProfileWriter.SCHEMA);
    if (!isProfile) {
      throw bad(
          "it is no profile, as it does not begin with {\"schema\":\""
              + ProfileWriter.SCHEMA
              + "\". "
              + ProfileReader.FOREIGN);
    }
    json.nextToken();
    if (json.currentToken() != JsonToken.FIELD_NAME || !key().equals(Keys.VERSION)) {
      throw bad("the schema is not followed by its \"version\". " + ProfileReader.FOREIGN);
    }
    long version = count(Keys.VERSION, 1, Integer.MAX_VALUE);
    if (version > ProfileWriter.VERSION) {
      throw bad(
          "it has version "
              + version
              + " of the format, and this lazyloader reads up to "
              + ProfileWriter.VERSION
              + ". Use the lazyloader that wrote it, or a newer one.");
    }
  }

  private SortedMap<Profile.Key, ClassProfile> classes() throws IOException {
    SortedMap<Profile.Key, ClassProfile> classes = new TreeMap<>();
    expect(JsonToken.START_ARRAY, Keys.CLASSES, "an array");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      ClassProfile next = ofClass();
      if (classes.put(new Profile.Key(next.name(), next.hash()), next) != null) {
        throw bad("class " + next.name() + " (" + next.hash() + ") is there twice.");
      }
    }
    return classes;
  }

  private ClassProfile ofClass() throws IOException {
    expect(JsonToken.START_OBJECT, Keys.CLASSES, "an array of objects");
    String name = "";
    String hash = "";
    Parts parts = new Parts();
    List<RegionProfile> regions = List.of();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = key();
      switch (key) {
        case Keys.NAME -> name = text(key);
        case Keys.HASH -> hash = text(key);
        case Keys.REGIONS -> regions = regions();
        default -> parts.read(key);
      }
    }
    if (name.isEmpty()) {
      throw bad("there is a class without a \"name\".");
    }
    return new ClassProfile(name, hash, parts.initialisation(), regions);
  }

  private List<RegionProfile> regions() throws IOException {
    TreeMap<Integer, RegionProfile> regions = new TreeMap<>();
    expect(JsonToken.START_ARRAY, Keys.REGIONS, "an array");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      RegionProfile next = region();
      if (regions.put(next.position(), next) != null) {
        throw bad("two regions of a class are at position " + next.position() + ".");
      }
    }
    return List.copyOf(regions.values());
  }

  private RegionProfile region() throws IOException {
    expect(JsonToken.START_OBJECT, Keys.REGIONS, "an array of objects");
    long position = 0;
    List<String> fields = List.of();
    long line = 0;
    Parts parts = new Parts();
    long runsRead = 0;
    long runsReadBeforeReady = 0;
    Tally firstReaders = Tally.NONE;
    List<String> calls = List.of();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = key();
      switch (key) {
        case Keys.POSITION -> position = count(key, 0, Integer.MAX_VALUE);
        case Keys.FIELDS -> fields = texts(key);
        case Keys.LINE -> line = count(key, 0, Integer.MAX_VALUE);
        case Keys.RUNS_READ -> runsRead = count(key, 0, MOST_RUNS);
        case Keys.RUNS_READ_BEFORE_READY -> runsReadBeforeReady = count(key, 0, MOST_RUNS);
        case Keys.FIRST_READERS -> firstReaders = tally(key);
        case Keys.CALLS -> calls = texts(key);
        default -> parts.read(key);
      }
    }
    if (fields.isEmpty()) {
      throw bad("there is a region without \"fields\".");
    }
    if (runsReadBeforeReady > runsRead) {
      throw bad("a region was read before ready in more runs than it was read in.");
    }
    return new RegionProfile(
        (int) position,
        fields,
        (int) line,
        parts.initialisation(),
        runsRead,
        runsReadBeforeReady,
        firstReaders,
        calls);
  }

  /** What classes and regions have in common, in whatever order it comes. */
  private final class Parts {
    private long runs;
    private long failures;
    private final Map<Measure, Figure> figures = new HashMap<>();
    private Tally threads = Tally.NONE;
    private Tally triggers = Tally.NONE;
    private Tally laterUsers = Tally.NONE;

    void read(String key) throws IOException {
      switch (key) {
        case Keys.RUNS -> runs = count(key, 0, MOST_RUNS);
        case Keys.FAILURES -> failures = count(key, 0, MOST_RUNS);
        case Keys.THREADS -> threads = tally(key);
        case Keys.TRIGGERS -> triggers = tally(key);
        case Keys.LATER_USERS -> laterUsers = tally(key);
        default -> {
          Measure measure = MEASURES.get(key);
          if (measure == null) {
            json.skipChildren();
          } else {
            figures.put(measure, figure(key));
          }
        }
      }
    }

    Initialisation initialisation() {
      if (failures > runs) {
        throw bad("an initialiser failed in more runs than it ran in.");
      }
      return new Initialisation(runs, failures, figures, threads, triggers, laterUsers);
    }
  }

  /** Reads the value of a key. */
  private interface Value<T> {
    T read(String key) throws IOException;
  }

  private <T> Map<String, T> byName(String of, Value<T> value) throws IOException {
    Map<String, T> values = new HashMap<>();
    expect(JsonToken.START_OBJECT, of, "an object");
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = key();
      values.put(name, value.read(name));
    }
    return values;
  }

  private Tally tally(String of) throws IOException {
    Map<String, Tally.Entry> entries = new HashMap<>();
    boolean isCut = false;
    expect(JsonToken.START_OBJECT, of, "an object");
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = key();
      if (json.currentToken() == JsonToken.VALUE_TRUE) {
        isCut = true;
      } else if (entries.put(name, entry(name)) != null) {
        throw bad("\"" + name + "\" is there twice in \"" + of + "\".");
      } else if (entries.size() > Tally.MOST_NAMES) {
        throw bad("there are more than " + Tally.MOST_NAMES + " names in \"" + of + "\".");
      }
    }
    return Tally.of(entries, isCut);
  }

  private Tally.Entry entry(String name) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return new Tally.Entry(count(name, 1, MOST_RUNS), "");
    }
    json.nextToken();
    long runs = count(name, 1, MOST_RUNS);
    json.nextToken();
    String example = text(name);
    endOfPair(name);
    return new Tally.Entry(runs, example);
  }

  private Figure figure(String of) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return Figure.of(count(of, 0, LARGEST_VALUE));
    }
    long runs = 0;
    long min = 0;
    long max = 0;
    Buckets buckets = new Buckets();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = key();
      switch (key) {
        case Keys.N -> runs = count(key, 1, MOST_RUNS);
        case Keys.MIN -> min = count(key, 0, LARGEST_VALUE);
        case Keys.MAX -> max = count(key, 0, LARGEST_VALUE);
        case Keys.BUCKETS -> buckets = buckets();
        default -> json.skipChildren();
      }
    }
    try {
      return Figure.restored(runs, min, max, buckets.numbers(), buckets.counts());
    } catch (IllegalArgumentException e) {
      throw bad("\"" + of + "\" is not a figure: " + e.getMessage() + ".");
    }
  }

  private Buckets buckets() throws IOException {
    Buckets buckets = new Buckets();
    expect(JsonToken.START_ARRAY, Keys.BUCKETS, "an array");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(JsonToken.START_ARRAY, Keys.BUCKETS, "an array of pairs");
      json.nextToken();
      long number = count(Keys.BUCKETS, -1, MOST_BUCKETS);
      json.nextToken();
      buckets.add((int) number, count(Keys.BUCKETS, 1, MOST_RUNS));
      endOfPair(Keys.BUCKETS);
      if (buckets.size() > MOST_BUCKETS) {
        throw bad("there are more than " + MOST_BUCKETS + " buckets.");
      }
    }
    return buckets;
  }

  private void endOfPair(String of) throws IOException {
    if (json.nextToken() != JsonToken.END_ARRAY) {
      throw bad("\"" + of + "\" has an array of more than two.");
    }
  }

  /** Takes the key before the parser and goes on to its value. */
  private String key() throws IOException {
    String key = json.currentName();
    json.nextToken();
    return key;
  }

  private long count(String key, long least, long most) throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT, key, "a whole number");
    boolean isLong = json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    long value = isLong ? json.getLongValue() : -1;
    if (!isLong || value < least || value > most) {
      throw bad(
          "\""
              + key
              + "\" is "
              + json.getText()
              + ", which is not from "
              + least
              + " to "
              + most
              + ".");
    }
    return value;
  }

  private String text(String key) throws IOException {
    expect(JsonToken.VALUE_STRING, key, "a string");
    return PlainText.paired(json.getText());
  }

  private List<String> texts(String key) throws IOException {
    List<String> texts = new ArrayList<>();
    expect(JsonToken.START_ARRAY, key, "an array");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(key));
    }
    return texts;
  }

  private void expect(JsonToken token, String key, String description) {
    if (json.currentToken() != token) {
      throw bad("\"" + key + "\" must be " + description + ".");
    }
  }

  private BadProfileException bad(String message) {
    return new BadProfileException(json.currentTokenLocation(), message);
  }
}
