package io.lazyloader.agent.record;

import io.lazyloader.agent.profile.ClassProfile;
import io.lazyloader.agent.profile.Figure;
import io.lazyloader.agent.profile.Initialisation;
import io.lazyloader.agent.profile.Measure;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.RegionProfile;
import io.lazyloader.agent.profile.Tally;
import io.lazyloader.agent.rewrite.FieldResolution;
import io.lazyloader.agent.rewrite.Region;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes a profile of what has been recorded so far. For one use, while recording may go on. */
final class ProfileMaker {
  private final Catalogue catalogue;
  private final StartupFigures startup;
  private final long now = System.nanoTime();
  private final Map<String, UsedClass> classes = new HashMap<>();

  /** By the region that computes them, the fields by all names that code uses for them. */
  private final Map<Node, List<ReadField>> readFields = new HashMap<>();

  /** By the name of a class who used it, be it by the name of one below it. */
  private final Map<String, List<UsedClass>> usedAs = new HashMap<>();

  /** The initialisations that have not ended, by the one around them. */
  private final Map<InitialiserRun, InitialiserRun> unfinished = new HashMap<>();

  ProfileMaker(Catalogue catalogue, StartupFigures startup) {
    this.catalogue = catalogue;
    this.startup = startup;
    for (UsedClass used : catalogue.usedClasses()) {
      classes.put(used.name.replace('.', '/'), used);
    }
    for (UsedClass used : classes.values()) {
      for (UsedClass initialised : initialisedWith(used)) {
        usedAs.computeIfAbsent(initialised.name, none -> new ArrayList<>(1)).add(used);
      }
      for (ReadField field : used.fields()) {
        for (Node region : regions(used, field.name)) {
          readFields.computeIfAbsent(region, none -> new ArrayList<>(1)).add(field);
        }
      }
    }
  }

  /** The class itself and what the JVM initialises before it (JVMS 17 §5.5). */
  private Set<UsedClass> initialisedWith(UsedClass used) {
    Set<UsedClass> initialised = new HashSet<>();
    Deque<UsedClass> toVisit = new ArrayDeque<>(List.of(used));
    for (UsedClass next = toVisit.poll(); next != null; next = toVisit.poll()) {
      if (initialised.add(next)) {
        for (String parent : next.parents()) {
          UsedClass known = classes.get(parent);
          if (known != null && known.isInitialisedWithSubtypes()) {
            toVisit.add(known);
          }
        }
      }
    }
    return initialised;
  }

  /** The regions that a field may belong to; one of each class file of the class that has it. */
  private List<Node> regions(UsedClass used, String field) {
    FieldResolution<UsedClass> resolution =
        new FieldResolution<>() {
          // By name, classes of several loaders can be above each other.
          private final Set<UsedClass> seen = new HashSet<>();

          @Override
          public boolean declares(UsedClass type) {
            return !type.regionsOf(field).isEmpty();
          }

          @Override
          public List<UsedClass> above(UsedClass type) {
            List<UsedClass> above = new ArrayList<>();
            for (String parent : type.parents()) {
              UsedClass known = classes.get(parent);
              if (known != null && seen.add(known)) {
                above.add(known);
              }
            }
            return above;
          }
        };
    UsedClass declaring = resolution.declaring(used);
    return declaring == null ? List.of() : declaring.regionsOf(field);
  }

  /**
   * Makes the profile.
   *
   * @param facts what the run is told apart by
   * @param totals what is known of the whole run beside the figures at its start-up's end
   */
  Profile make(Map<String, Tally> facts, Map<String, Figure> totals) {
    TreeMap<Profile.Key, ClassProfile> profiles = new TreeMap<>();
    List<List<Node>> recorded = catalogue.recorded();
    long initialising = 0;
    for (List<Node> nodes : recorded) {
      for (Node node : nodes) {
        for (InitialiserRun run : node.runs()) {
          if (run.parent == null) {
            initialising += run.ended ? run.grossNanos : now - run.began;
          } else if (!run.ended) {
            unfinished.put(run.parent, run);
          }
        }
      }
    }
    for (List<Node> nodes : recorded) {
      ClassProfile profile = classProfile(nodes);
      profiles.put(new Profile.Key(profile.name(), profile.hash()), profile);
    }
    TreeMap<String, Tally> allFacts = new TreeMap<>(facts);
    Map<String, Tally.Entry> notRecorded = new HashMap<>();
    catalogue
        .notRecorded()
        .forEach((name, reason) -> notRecorded.put(name, new Tally.Entry(1, reason)));
    if (!notRecorded.isEmpty()) {
      allFacts.put("not_recorded", Tally.of(notRecorded, false));
    }
    TreeMap<String, Figure> allTotals = new TreeMap<>(startup.totals());
    allTotals.putAll(totals);
    allTotals.put("wall_ns", Figure.of(now - startup.processStart()));
    allTotals.put("initialising_ns", Figure.of(initialising));
    allTotals.put("recorded_classes", Figure.of(profiles.size()));
    return new Profile(1, allFacts, allTotals, profiles);
  }

  private ClassProfile classProfile(List<Node> nodes) {
    Node itself = nodes.get(0);
    List<RegionProfile> regions = new ArrayList<>();
    for (Node node : nodes.subList(1, nodes.size())) {
      Region region = node.region;
      if (region != null && node.hasRun()) {
        regions.add(regionProfile(node, region));
      }
    }
    return new ClassProfile(itself.declaring, itself.hash, classInitialisation(itself), regions);
  }

  private Initialisation classInitialisation(Node node) {
    Map<String, Tally.Entry> triggers = new HashMap<>();
    for (InitialiserRun run : node.runs()) {
      InitialiserRun parent = run.parent;
      String user = parent == null ? Profile.PROGRAM : parent.node.name();
      triggers.put(user, new Tally.Entry(1, run.trigger));
    }
    Map<String, Tally.Entry> later = new HashMap<>();
    for (UsedClass name : usedAs.getOrDefault(node.declaring, List.of())) {
      name.addUsersTo(later);
    }
    later.keySet().removeAll(triggers.keySet());
    later.remove(node.name());
    return initialisation(
        node, new EnumMap<>(Measure.class), Tally.of(triggers, false), Tally.of(later, false));
  }

  private RegionProfile regionProfile(Node node, Region region) {
    long reads = 0;
    ReadField first = null;
    CodePlace firstSite = null;
    Map<String, Tally.Entry> readers = new HashMap<>();
    for (ReadField field : readFields.getOrDefault(node, List.of())) {
      field.addReadersTo(readers);
      reads += field.reads();
      CodePlace site = field.firstSite();
      if (site != null && (first == null || field.firstNanos() < first.firstNanos())) {
        first = field;
        firstSite = site;
      }
    }
    EnumMap<Measure, Figure> figures = new EnumMap<>(Measure.class);
    figures.put(Measure.READS, Figure.of(Math.min(reads, Measure.MOST_READS)));
    Tally firstReaders = Tally.NONE;
    boolean isReadBeforeReady = false;
    if (first != null && firstSite != null) {
      Node reader = first.firstReader();
      String name = reader == null ? Profile.PROGRAM : reader.name();
      firstReaders = Tally.of(name, firstSite.toString());
      isReadBeforeReady = first.firstNanos() <= startup.ready();
      long net = first.firstNanos() - first.ownNanosBefore();
      figures.put(Measure.FIRST_READ, Figure.of(net - startup.origin()));
    }
    Tally trigger = Tally.of(node.declaring, "");
    return new RegionProfile(
        region.start(),
        List.copyOf(region.fields()),
        region.line(),
        initialisation(node, figures, trigger, Tally.of(readers, false)),
        first == null ? 0 : 1,
        isReadBeforeReady ? 1 : 0,
        firstReaders,
        node.calls);
  }

  private Initialisation initialisation(
      Node node, EnumMap<Measure, Figure> figures, Tally triggers, Tally later) {
    EnumMap<Measure, Long> sums = new EnumMap<>(Measure.class);
    long start = Long.MAX_VALUE;
    boolean hasFailed = false;
    Map<String, Tally.Entry> threads = new HashMap<>();
    for (InitialiserRun run : node.runs()) {
      start = Math.min(start, run.began - run.ownNanosBefore);
      hasFailed |= run.failed;
      threads.put(run.thread, new Tally.Entry(1, ""));
      InitialiserRun inner = unfinished.get(run);
      long total = totalNanos(run);
      long inside = run.childNanos + (inner == null ? 0 : totalNanos(inner));
      sums.merge(Measure.TOTAL_TIME, total, Long::sum);
      sums.merge(Measure.SELF_TIME, total - inside, Long::sum);
      sums.merge(Measure.TOTAL_ALLOCATED, totalBytes(run), Long::sum);
      sums.merge(
          Measure.SELF_ALLOCATED, run.ended ? run.totalBytes - run.childBytes : 0, Long::sum);
      sums.merge(Measure.TOTAL_LOADED, totalLoaded(run), Long::sum);
      sums.merge(Measure.SELF_LOADED, (long) run.selfLoaded, Long::sum);
      sums.merge(Measure.INITIALISED, (long) run.initialised, Long::sum);
    }
    figures.put(Measure.START, Figure.of(start - startup.origin()));
    sums.forEach((measure, sum) -> figures.put(measure, Figure.of(sum)));
    return new Initialisation(
        1, hasFailed ? 1 : 0, figures, Tally.of(threads, false), triggers, later);
  }

  /** Of one that has not ended, how long it has taken so far. */
  private long totalNanos(InitialiserRun run) {
    return run.ended
        ? run.totalNanos
        : now - run.began - (run.activity.ownNanos() - run.ownNanosBefore);
  }

  /** Of one that has not ended, what those inside it allocated. */
  private long totalBytes(InitialiserRun run) {
    InitialiserRun inner = unfinished.get(run);
    return run.ended ? run.totalBytes : run.childBytes + (inner == null ? 0 : totalBytes(inner));
  }

  private long totalLoaded(InitialiserRun run) {
    InitialiserRun inner = unfinished.get(run);
    return run.selfLoaded + run.childLoaded + (inner == null ? 0 : totalLoaded(inner));
  }
}
