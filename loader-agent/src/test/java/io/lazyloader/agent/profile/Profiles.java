package io.lazyloader.agent.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes up the profile of one run.
 *
 * <p>Initialisations are added in the order in which they ran: a class after those that trigger it,
 * its regions right after it. Beginnings and totals are such that they nest: what an initialisation
 * started runs one after the other at its beginning.
 */
public final class Profiles {
  private static final String[] WORDS = {
    "alpha", "bravo", "cargo", "delta", "engine", "filter", "graph", "handler", "index", "junction"
  };

  private final TreeMap<String, Tally> facts = new TreeMap<>();
  private final TreeMap<String, Figure> totals = new TreeMap<>();
  private final List<Part> parts = new ArrayList<>();
  private String className = "";
  private String hash = "";

  /** What is known of one initialisation so far. */
  private static final class Part {
    private final String className;
    private final String hash;
    private final String name;
    private final List<String> fields;
    private final long self;
    private final Map<String, Tally.Entry> triggers = new LinkedHashMap<>();
    private final Map<String, Tally.Entry> users = new LinkedHashMap<>();
    private Tally firstReaders = Tally.NONE;
    private boolean isUsersCut;
    private boolean isReadBeforeReady = true;
    private List<String> calls = List.of();
    private String thread = "main";
    private long bytes;
    private long loaded;
    private long failures;
    private long begin;
    private long total;
    private long free;
    private @Nullable Part parent;

    Part(String className, String hash, List<String> fields, long self) {
      this.className = className;
      this.hash = hash;
      this.fields = fields;
      this.name = fields.isEmpty() ? className : className + '#' + fields.get(0);
      this.self = self;
    }
  }

  /** Adds a fact about the run. */
  public Profiles fact(String key, String value) {
    facts.put(key, Tally.of(value, ""));
    return this;
  }

  /** Adds a measurement of the whole run. */
  public Profiles total(String key, long value) {
    totals.put(key, Figure.of(value));
    return this;
  }

  /** Begins a class whose own self time is so many nanoseconds; nobody triggered it yet. */
  public Profiles ofClass(String name, long self) {
    return ofClass(name, "1a2b3c4d-" + Integer.toHexString(name.hashCode()), self);
  }

  /** Begins a class with a hash. */
  public Profiles ofClass(String name, String classHash, long self) {
    className = name;
    hash = classHash;
    parts.add(new Part(name, classHash, List.of(), self));
    return this;
  }

  /** Begins a region of the last class, which nobody reads yet. */
  public Profiles region(long self, String... fields) {
    parts.add(new Part(className, hash, List.of(fields), self));
    return this;
  }

  private Part last() {
    return parts.get(parts.size() - 1);
  }

  /** Says whose use started the last class. */
  public Profiles by(String trigger, String site) {
    last().triggers.put(trigger, new Tally.Entry(1, site));
    return this;
  }

  /** Says whose use started the last class. */
  public Profiles by(String trigger) {
    return by(
        trigger, trigger.isEmpty() ? "" : trigger.replaceAll("#.*", "") + ".<clinit>(A.java:1)");
  }

  /** Says who else used the last class, or read the last region after the first reader. */
  public Profiles usedBy(String user) {
    last().users.put(user, new Tally.Entry(1, ""));
    return this;
  }

  /** Says that more used it than are known. */
  public Profiles usedByMore() {
    last().isUsersCut = true;
    return this;
  }

  /** Says who first read the last region. */
  public Profiles readBy(String reader, String site) {
    last().firstReaders = Tally.of(reader, site);
    return usedBy(reader);
  }

  /** Says who first read the last region. */
  public Profiles readBy(String reader) {
    return readBy(reader, "acme.Reader.read(Reader.java:9)");
  }

  /** Says who first read the last region when start-up was over. */
  public Profiles readLaterBy(String reader) {
    last().isReadBeforeReady = false;
    return readBy(reader);
  }

  /** Says what the last region calls of other classes. */
  public Profiles calling(String... calls) {
    last().calls = List.of(calls);
    return this;
  }

  /** Says what the last one allocated itself. */
  public Profiles bytes(long bytes) {
    last().bytes = bytes;
    return this;
  }

  /** Says how many classes the last one loaded itself. */
  public Profiles loads(long classes) {
    last().loaded = classes;
    return this;
  }

  /** Says where the last one ran, if not on main. */
  public Profiles on(String thread) {
    last().thread = thread;
    return this;
  }

  /** Says that the last one threw. */
  public Profiles failing() {
    last().failures = 1;
    return this;
  }

  /** Makes the profile. */
  public Profile build() {
    Map<String, Part> byName = new HashMap<>();
    parts.forEach(part -> byName.put(part.name, part));
    layOut(byName);
    TreeMap<Profile.Key, ClassProfile> classes = new TreeMap<>();
    for (int at = 0; at < parts.size(); ) {
      Part owner = parts.get(at++);
      List<RegionProfile> regions = new ArrayList<>();
      for (; at < parts.size() && !parts.get(at).fields.isEmpty(); at++) {
        regions.add(region(parts.get(at), regions.size()));
      }
      classes.put(
          new Profile.Key(owner.className, owner.hash),
          new ClassProfile(owner.className, owner.hash, initialisation(owner), regions));
    }
    return new Profile(1, facts, totals, classes);
  }

  private static RegionProfile region(Part part, int position) {
    boolean isRead = !part.firstReaders.equals(Tally.NONE) || !part.users.isEmpty();
    return new RegionProfile(
        10 * position,
        part.fields,
        position + 5,
        initialisation(part),
        isRead ? 1 : 0,
        isRead && part.isReadBeforeReady ? 1 : 0,
        part.firstReaders,
        part.calls);
  }

  private static Initialisation initialisation(Part part) {
    Map<Measure, Figure> figures = new HashMap<>();
    figures.put(Measure.START, Figure.of(part.begin));
    figures.put(Measure.SELF_TIME, Figure.of(part.self));
    figures.put(Measure.TOTAL_TIME, Figure.of(part.total));
    figures.put(Measure.SELF_ALLOCATED, Figure.of(part.bytes));
    figures.put(Measure.SELF_LOADED, Figure.of(part.loaded));
    return new Initialisation(
        1,
        part.failures,
        figures,
        Tally.of(part.thread, ""),
        Tally.of(part.triggers, false),
        Tally.of(part.users, part.isUsersCut));
  }

  private void layOut(Map<String, Part> byName) {
    for (Part part : parts) {
      String parent =
          part.fields.isEmpty()
              ? part.triggers.keySet().stream().findFirst().orElse(Profile.PROGRAM)
              : part.className;
      part.parent = byName.get(parent);
      part.total = part.self;
    }
    for (int at = parts.size() - 1; at >= 0; at--) {
      Part parent = parts.get(at).parent;
      if (parent != null) {
        parent.total += parts.get(at).total;
      }
    }
    long freeOfProgram = 1_000_000;
    for (Part part : parts) {
      Part parent = part.parent;
      part.begin = parent == null ? freeOfProgram : parent.free;
      part.free = part.begin;
      if (parent == null) {
        freeOfProgram += part.total;
      } else {
        parent.free += part.total;
      }
    }
  }

  /** A small program: a main class, a logger that is never read, a table that is. */
  public static Profile shop() {
    return new Profiles()
        .fact("main", "acme.Shop")
        .fact("java", "OpenJDK 64-Bit Server VM 17.0.16")
        .fact("ready_by", "main")
        .fact("ended_by", "exit")
        .total("ready_ns", 240_000_000)
        .total("wall_ns", 300_000_000)
        .total("own_ns", 20_000_000)
        .total("loaded_classes", 1_200)
        .total("allocated_bytes", 24_000_000)
        .ofClass("acme.Shop", 1_500_000)
        .by(Profile.PROGRAM)
        .bytes(4_096)
        .loads(1)
        .region(2_000_000, "LOG")
        .bytes(100_000)
        .loads(12)
        .region(12_250_000, "PRICES", "NAMES")
        .bytes(1_000_000)
        .loads(20)
        .readBy(Profile.PROGRAM, "acme.Shop.main(Shop.java:20)")
        .region(800_000, "HELP")
        .bytes(50_000)
        .loads(2)
        .readLaterBy(Profile.PROGRAM)
        .ofClass("acme.log.Loggers", 30_000_000)
        .by("acme.Shop#LOG", "acme.Shop.<clinit>(Shop.java:5)")
        .bytes(3_000_000)
        .loads(200)
        .region(7_000_000, "CONFIG")
        .bytes(600_000)
        .loads(40)
        .readBy("acme.log.Loggers", "acme.log.Loggers.<clinit>(Loggers.java:9)")
        .ofClass("acme.log.Layout", 500_000)
        .by("acme.log.Loggers#CONFIG", "acme.log.Loggers.<clinit>(Loggers.java:7)")
        .usedBy("acme.log.Loggers")
        .loads(3)
        .ofClass("acme.Money", 250_000)
        .by("acme.Shop#PRICES", "acme.Shop.<clinit>(Shop.java:6)")
        .usedBy(Profile.PROGRAM)
        .loads(1)
        .build();
  }

  /** A large program: 12,500 classes with 50,000 regions, the same on every call. */
  public static Profile large() {
    Random random = new Random(4);
    int classes = 12_500;
    Profiles profile =
        new Profiles().fact("main", name(0)).total("ready_ns", 20_000_000_000L).total("own_ns", 5);
    for (int number = 0; number < classes; number++) {
      profile.ofClass(name(number), 1_000 + random.nextInt(200_000)).bytes(random.nextInt(10_000));
      profile.by(number == 0 ? Profile.PROGRAM : earlier(number, random));
      profile.usedBy(number == 0 ? Profile.PROGRAM : earlier(number, random)).loads(1);
      for (int field = 0; field < 4; field++) {
        profile.region(random.nextInt(1_000_000), "FIELD_" + field).bytes(random.nextInt(100_000));
        if (random.nextInt(3) > 0) {
          profile.readBy(random.nextBoolean() ? Profile.PROGRAM : earlier(classes, random));
        }
      }
    }
    return profile.build();
  }

  private static String earlier(int number, Random random) {
    String user = name(Math.max(0, number - 1 - random.nextInt(40)));
    int field = random.nextInt(6);
    return field < 4 ? user + "#FIELD_" + field : user;
  }

  private static String name(int number) {
    return "com.acme."
        + WORDS[number % 7]
        + '.'
        + WORDS[number % 10]
        + ".impl.Some"
        + WORDS[number / 10 % 10]
        + "Service"
        + number;
  }

  /** A class that starts a class that starts a class, and so on. */
  public static Profile deep(int classes) {
    Profiles profile = new Profiles();
    for (int number = 0; number < classes; number++) {
      profile
          .ofClass("deep.C" + number, 10)
          .by(number == 0 ? Profile.PROGRAM : "deep.C" + (number - 1));
    }
    return profile.build();
  }
}
