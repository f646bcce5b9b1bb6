package io.lazyloader.agent.optimize;

import io.lazyloader.agent.jars.JarItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.Attributes;

/**
 * Decides which jars of a class path become one, so that no program can tell but by asking where a
 * class comes from.
 *
 * <p>The class path is cut into {@linkplain Segment stretches}, whose order stays: at a signed jar,
 * and where entries for later releases of the JDK (JEP 238) would take the place of what another
 * jar has, or would begin to be such. Within a stretch one jar takes in all others but those that
 * say something else of a package, or that it is sealed, and those that say something of many
 * packages: a jar of its own says it once, a joined one in a section for each.
 */
final class Grouping {
  /**
   * A jar that describes more packages stays a jar of its own. The JVM parses the manifest of a jar
   * when the first class comes from it; see docs/decisions.md, 113.
   */
  static final int MOST_DESCRIBED_PACKAGES = 10;

  private final Predicate<Part> staysSigned;
  private final int mostDescribed;
  private final List<Segment> segments = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** The stretch that is being built: jars that become one, where they stand, and the others. */
  private List<Group.Member> joined = new ArrayList<>();

  private List<Group> apart = new ArrayList<>();
  private int joinedBefore;

  /** What the joined jars say of the packages of which they bring classes. */
  private Map<String, Attributes> packages = new HashMap<>();

  /** The entries of the stretch so far, and what of them is for later releases of the JDK. */
  private Set<String> names = new HashSet<>();

  private Set<String> versionedNames = new HashSet<>();
  private boolean dependsOnRelease;

  private Grouping(Predicate<Part> staysSigned, int mostDescribed) {
    this.staysSigned = staysSigned;
    this.mostDescribed = mostDescribed;
  }

  /** What is to be written, and sentences on why it is not fewer jars. */
  record Result(List<Segment> segments, List<String> notes) {
    Result {
      segments = List.copyOf(segments);
      notes = List.copyOf(notes);
    }

    /** How many jars there will be, but for those that repeated resources need. */
    int jars() {
      return segments.stream().mapToInt(segment -> segment.groups().size()).sum();
    }
  }

  /**
   * Joins what can be joined.
   *
   * @param staysSigned whether a jar must stay as it is for its signature's sake
   * @param mostDescribed of how many packages the manifest of a jar may say something if it is to
   *     be joined
   */
  static Result merge(List<Part> parts, Predicate<Part> staysSigned, int mostDescribed) {
    Grouping grouping = new Grouping(staysSigned, mostDescribed);
    parts.forEach(grouping::add);
    grouping.endSegment();
    return new Result(grouping.segments, grouping.notes);
  }

  /** Leaves each jar on its own. */
  static Result separate(List<Part> parts, Predicate<Part> staysSigned) {
    return new Result(
        parts.stream().map(part -> alone(part, staysSigned.test(part))).toList(), List.of());
  }

  private static Segment alone(Part part, boolean isSigned) {
    return new Segment(List.of(new Group(List.of(new Group.Member(part, part.items())))), isSigned);
  }

  private void add(Part part) {
    if (staysSigned.test(part)) {
      endSegment();
      notes.add(part + " stays apart, and as it is: it is signed.");
      segments.add(alone(part, true));
      return;
    }
    String conflict = versionConflict(part);
    if (!conflict.isEmpty()) {
      notes.add(part + " is not joined with those before it: " + conflict + '.');
      endSegment();
    }
    Group.Member member =
        new Group.Member(part, part.items().stream().filter(this::isFound).toList());
    Map<String, Attributes> own = PackageAttributes.of(part.manifest(), member.items());
    String why = whyApart(own);
    if (why.isEmpty()) {
      if (joined.isEmpty()) {
        joinedBefore = apart.size();
      }
      joined.add(member);
      own.forEach(packages::putIfAbsent);
    } else {
      notes.add(part + " stays apart: " + why + '.');
      apart.add(new Group(List.of(member)));
    }
    for (JarItem item : part.items()) {
      names.add(item.name());
      if (isVersioned(item.name())) {
        versionedNames.add(String.valueOf(Part.unversioned(item.name())));
      }
    }
    dependsOnRelease |= part.dependsOnRelease();
  }

  /** Class loaders take the first class of a name, and never find the others. */
  private boolean isFound(JarItem item) {
    return !item.isClass() || !names.contains(item.name());
  }

  private String versionConflict(Part part) {
    if (!part.dependsOnRelease() && !dependsOnRelease) {
      return "";
    }
    boolean hasPlainVersions =
        dependsOnRelease
            && !part.dependsOnRelease()
            && part.items().stream().map(JarItem::name).anyMatch(Grouping::isVersioned);
    boolean becomesVersions = !dependsOnRelease && names.stream().anyMatch(Grouping::isVersioned);
    if (hasPlainVersions || becomesVersions) {
      return "one of them is a multi-release jar, and one has META-INF/versions without being one";
    }
    for (JarItem item : part.items()) {
      String unversioned = isVersioned(item.name()) ? Part.unversioned(item.name()) : null;
      if (unversioned != null
          && (names.contains(unversioned) || versionedNames.contains(unversioned))) {
        return "an earlier jar has " + unversioned + ", too, which it has for a later JDK";
      }
      if (!item.isClass() && versionedNames.contains(item.name())) {
        return "an earlier jar has " + item.name() + " for a later JDK";
      }
    }
    return "";
  }

  private static boolean isVersioned(String name) {
    return !name.endsWith("/") && Part.unversioned(name) != null;
  }

  private String whyApart(Map<String, Attributes> own) {
    for (Map.Entry<String, Attributes> described : own.entrySet()) {
      Attributes before = packages.get(described.getKey());
      String section = described.getKey();
      String name = section.substring(0, section.length() - 1).replace('/', '.');
      if (before == null) {
        continue;
      }
      if (PackageAttributes.isSealed(before) || PackageAttributes.isSealed(described.getValue())) {
        return "package " + name + " is sealed, and in several jars";
      }
      if (!before.equals(described.getValue())) {
        return "package " + name + " has another version in an earlier one";
      }
    }
    long described = own.values().stream().filter(attributes -> !attributes.isEmpty()).count();
    return described > mostDescribed
        ? "its manifest describes " + described + " packages at once"
        : "";
  }

  private void endSegment() {
    List<Group> groups = new ArrayList<>(apart);
    if (!joined.isEmpty()) {
      groups.add(joinedBefore, new Group(joined));
    }
    if (!groups.isEmpty()) {
      segments.add(new Segment(groups, false));
    }
    joined = new ArrayList<>();
    apart = new ArrayList<>();
    packages = new HashMap<>();
    names = new HashSet<>();
    versionedNames = new HashSet<>();
    dependsOnRelease = false;
  }
}
