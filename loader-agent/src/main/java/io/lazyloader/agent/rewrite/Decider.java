package io.lazyloader.agent.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/** Decides which fields of one class are deferred, and finds their regions. */
final class Decider {
  private static final Set<String> SERIAL_FIELDS =
      Set.of("serialVersionUID", "serialPersistentFields");

  private static final String NOT_CLOSED =
      "its initialiser can't be told apart from the rest of <clinit>";

  private static final String NO_NAME =
      "is no name for one: use letters, digits, '.', '_' and '-', and not 'all'";

  private final ClassReader reader;
  private final ClassFacts facts;
  private final Request request;
  private final Decision decision;
  private @Nullable InitialiserCode code;
  private @Nullable RegionFinder finder;
  private boolean looksForAssigners;
  private boolean isAnyAssigned;

  /** Regions of wanted fields, disjoint, in the order of {@code <clinit>}. */
  private final List<Region> regions = new ArrayList<>();

  /** By field; none for fields that are in no group. */
  private final Map<String, String> groups = new HashMap<>();

  Decider(ClassReader reader, ClassFacts facts, Request request) {
    this.reader = reader;
    this.facts = facts;
    this.request = request;
    this.decision = new Decision(facts.binaryName());
  }

  Decision decide() {
    for (Field field : facts.fields().values()) {
      if (field.isStatic()) {
        decision.declares(field.name);
      }
    }
    for (String planned : request.planned) {
      if (!facts.fields().containsKey(planned)) {
        decision.notDeclared(planned);
      }
    }
    if (isAnyAskedFor()) {
      analyse();
    }
    Map<String, Field> candidates = candidates();
    if (finder != null) {
      findRegions(finder, candidates);
    }
    if (request.lastWord != null) {
      leaveLastWord(request.lastWord, candidates);
    }
    dropSharedRegions(candidates);
    for (Region region : regions) {
      for (String name : region.fields()) {
        Field field = candidates.get(name);
        if (field != null) {
          decision.defer(field, facts.isReadElsewhere(field));
          if (!isMarked(field)) {
            decision.judged(field);
          }
          decideAboutProxy(field);
        }
      }
    }
    return decision;
  }

  private void decideAboutProxy(Field field) {
    Marks nearest = nearestMarks(field);
    if (!nearest.isMember()) {
      return;
    }
    String obstacle = obstacleToProxy(field);
    if (obstacle == null) {
      decision.member(field);
    } else if (field.marks.isLazy()) {
      decision.withoutProxy(field, obstacle);
    }
  }

  /** What can be told without a look at its type; the run-time library looks when it is read. */
  private @Nullable String obstacleToProxy(Field field) {
    if (facts.isInterface()) {
      return "it is a field of an interface, whose readers look for the value itself";
    }
    if (field.descriptor.charAt(0) == 'L') {
      return null;
    }
    return field.isReference() ? "it is an array" : "it is of a primitive type";
  }

  /** A class that only reads lazy fields, as most that are rewritten do, needs no analysis. */
  private boolean isAnyAskedFor() {
    for (Field field : facts.fields().values()) {
      if (isAskedFor(field)) {
        return true;
      }
    }
    return false;
  }

  private void analyse() {
    MethodNode initialiser = facts.initialiser();
    code = initialiser == null ? null : InitialiserCode.of(facts.name(), initialiser);
    finder = code == null ? null : new RegionFinder(code, facts.name());
  }

  /** The regions to move, in the order of {@code <clinit>}; meaningful after {@link #decide}. */
  List<Region> regions() {
    return regions;
  }

  @Nullable InitialiserCode code() {
    return code;
  }

  /** The groups of the fields to defer; meaningful after {@link #decide}. */
  Map<String, String> groups() {
    return groups;
  }

  /** The fields that are asked for and may be deferred as far as their declaration tells. */
  private Map<String, Field> candidates() {
    Map<String, Field> candidates = new LinkedHashMap<>();
    for (Field field : facts.fields().values()) {
      if (!isAskedFor(field) || facts.isWovenLazy(field)) {
        continue;
      }
      String obstacle = obstacle(field);
      String group = group(field);
      if (obstacle != null) {
        refuse(field, obstacle);
      } else if (!isName(group)) {
        decision.refuse(field.name, true, "its group '" + group + "' " + NO_NAME);
      } else {
        candidates.put(field.name, field);
        if (!group.isEmpty()) {
          groups.put(field.name, group);
        }
      }
    }
    return candidates;
  }

  /** What a plan says, else the nearest declaration that names one; empty if none does. */
  private String group(Field field) {
    String planned = request.groups.get(field.name);
    if (planned != null) {
      return planned;
    }
    if (!field.marks.group().isEmpty()) {
      return field.marks.group();
    }
    return facts.marks().group().isEmpty() ? request.packageMarks.group() : facts.marks().group();
  }

  /** Whether a group's name can stand in options, plans and descriptions of regions. */
  private static boolean isName(String group) {
    for (int at = 0; at < group.length(); at++) {
      char letter = group.charAt(at);
      if (!Character.isLetterOrDigit(letter) && letter != '.' && letter != '_' && letter != '-') {
        return false;
      }
    }
    return !group.equals("all");
  }

  private boolean isAskedFor(Field field) {
    return isMarked(field) || (request.judge != null && field.isStatic() && !field.isSynthetic());
  }

  /** Whether a mark or a plan asks for a field, so that nobody needs to judge. */
  private boolean isMarked(Field field) {
    if (request.planned.contains(field.name) || field.marks.isLazy()) {
      return true;
    }
    if (!field.marks.areNone() || !field.isStatic() || field.isSynthetic()) {
      return false;
    }
    return nearestMarks(field).isLazy();
  }

  /** The nearest annotation wins: field, then type, then package. */
  private Marks nearestMarks(Field field) {
    if (!field.marks.areNone()) {
      return field.marks;
    }
    return facts.marks().areNone() ? request.packageMarks : facts.marks();
  }

  private void refuse(Field field, String reason) {
    decision.refuse(field.name, isNamed(field), reason);
  }

  /** Whether a plan or an annotation of its own asks for a field. */
  private boolean isNamed(Field field) {
    return request.planned.contains(field.name) || field.marks.isLazy();
  }

  private @Nullable String obstacle(Field field) {
    String reason = nearestMarks(field).eagerReason();
    if (reason != null) {
      return reason.isEmpty() ? "it is @Eager" : "it is @Eager: " + reason;
    }
    reason = obstacleInClass();
    if (reason == null) {
      reason = obstacleInDeclaration(field);
    }
    if (reason == null) {
      reason = obstacleInAssignments(field);
    }
    if (reason == null && facts.isReadElsewhere(field)) {
      Set<String> promised = request.promised;
      if (promised != null && !promised.contains(field.name)) {
        reason = "a class that reads it was loaded before it was known to be lazy";
      }
    }
    return reason == null
        ? request.filter.veto(facts.binaryName(), field.name, field.access)
        : reason;
  }

  private @Nullable String obstacleInClass() {
    if (facts.isWoven()) {
      return "the class was woven at build time, and the field was not made lazy then";
    }
    if (facts.isInterface() && facts.version() < Opcodes.V1_8) {
      return "the interface's class file is of version "
          + facts.version()
          + ", older than Java 8, and can't hold static methods";
    }
    return null;
  }

  private @Nullable String obstacleInDeclaration(Field field) {
    if (!field.isStatic()) {
      return "it is not static";
    }
    if (field.name.indexOf('<') >= 0 || field.name.indexOf('>') >= 0) {
      return "no method could be named after it";
    }
    if (field.isDuplicate) {
      return "the class has two fields of this name";
    }
    if (field.isEnumConstant()) {
      return "it is an enum constant, which values() and switches need from the start";
    }
    if (field.isStrict()) {
      return "it is strict (ACC_STRICT_INIT): <clinit> must set it";
    }
    if (facts.isEnum() && field.isSynthetic()) {
      return "it holds the enum's values";
    }
    if (field.compileTimeConstant) {
      return "it is a compile-time constant, copied into the classes that read it";
    }
    if (SERIAL_FIELDS.contains(field.name)) {
      return "serialisation reads it by name";
    }
    return null;
  }

  private @Nullable String obstacleInAssignments(Field field) {
    if (!field.isFinal() && !field.isPrivate()) {
      return "it is not final, so any class may assign it";
    }
    if (!field.isFinal() && facts.isInNest()) {
      return "it is not final, so a nested class may assign it";
    }
    // Up to version 52, the JVM lets any method of a class assign its final fields (JVMS 9 §6.5).
    boolean assignedOnce = field.isFinal() && facts.version() > Opcodes.V1_8;
    String assigner = assignedOnce ? null : assignerOf(field);
    if (assigner != null) {
      return "it is assigned outside its initialiser, in " + assigner;
    }
    if (code == null) {
      return facts.initialiser() == null
          ? "it has no initialiser"
          : "its initialiser can't be analysed";
    }
    if (finder == null || !finder.assigns(field.name)) {
      return "it has no initialiser";
    }
    return null;
  }

  /** What assigns a field other than {@code <clinit>}, or null. */
  private @Nullable String assignerOf(Field field) {
    if (!looksForAssigners) {
      looksForAssigners = true;
      // In most classes one look at the whole class spares a look for each field.
      isAnyAssigned = FieldAssigners.firstOf(reader, new OwnFields(null)) != null;
    }
    return isAnyAssigned ? FieldAssigners.firstOf(reader, new OwnFields(field.name)) : null;
  }

  /** All fields of the class, or the one of a name. */
  private final class OwnFields implements DeferredFields {
    private final @Nullable String only;

    OwnFields(@Nullable String only) {
      this.only = only;
    }

    @Override
    public boolean isDeferred(String owner, String name, String descriptor) {
      return owner.equals(facts.name()) && (only == null || only.equals(name));
    }
  }

  private void findRegions(RegionFinder finder, Map<String, Field> candidates) {
    for (Field field : candidates.values()) {
      if (isMarked(field)) {
        add(finder, field);
      }
    }
    Map<String, String> objections = new LinkedHashMap<>();
    for (Field field : candidates.values()) {
      String objection = isMarked(field) ? null : addIfJudgedSafe(finder, field);
      if (objection != null) {
        objections.put(field.name, objection);
      }
    }
    Set<String> found = new LinkedHashSet<>();
    for (Region region : regions) {
      found.addAll(region.fields());
    }
    // Also where a region is there, by a mark on another of its fields: that vouches for its own.
    found.removeAll(objections.keySet());
    for (Field field : List.copyOf(candidates.values())) {
      if (!found.contains(field.name)) {
        candidates.remove(field.name);
        refuse(field, objections.getOrDefault(field.name, NOT_CLOSED));
      }
    }
  }

  private void add(RegionFinder finder, Field field) {
    Region region = finder.find(Collections.singleton(field.name));
    if (region != null) {
      Region joined = joined(finder, region);
      // What can't be joined is lost: half of an overlap can't be moved.
      removeOverlapping(joined == null ? region : joined);
      if (joined != null) {
        insert(joined);
      }
    }
  }

  /** Adds the region of a field that nobody asks for; returns what speaks against it, if any. */
  private @Nullable String addIfJudgedSafe(RegionFinder finder, Field field) {
    Judge judge = request.judge;
    if (facts.isInterface()) {
      return "it is a field of an interface, which reflection would find empty for ever: only a mark"
          + " or a plan defers it";
    }
    Region region = finder.find(Collections.singleton(field.name));
    if (region == null || judge == null) {
      return NOT_CLOSED;
    }
    Region joined = joined(finder, region);
    if (joined == null) {
      return NOT_CLOSED;
    }
    String objection = judge.objection(joined);
    if (objection == null) {
      removeOverlapping(joined);
      insert(joined);
    }
    return objection;
  }

  /** Joins a region with those that it overlaps; null if that can't be. */
  private @Nullable Region joined(RegionFinder finder, Region region) {
    Region joined = region;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Region other : regions) {
        boolean isInside = joined.start() <= other.start() && other.end() <= joined.end();
        if (other.overlaps(joined) && !isInside) {
          joined = finder.join(joined, other);
          if (joined == null) {
            return null;
          }
          changed = true;
        }
      }
    }
    return joined;
  }

  private void removeOverlapping(Region region) {
    for (Region other : List.copyOf(regions)) {
      if (other.overlaps(region)) {
        regions.remove(other);
      }
    }
  }

  private void insert(Region region) {
    int place = 0;
    while (place < regions.size() && regions.get(place).start() < region.start()) {
      place++;
    }
    regions.add(place, region);
  }

  private void leaveLastWord(Request.LastWord lastWord, Map<String, Field> candidates) {
    for (Region region : regions) {
      Set<String> uses = code == null ? Set.of() : RegionUses.of(code, region, facts.name());
      for (String name : region.fields()) {
        Field field = candidates.get(name);
        if (field == null) {
          continue;
        }
        Judge judge = isMarked(field) ? null : request.judge;
        Request.Candidate candidate =
            new Request.Candidate(
                facts.binaryName(),
                name,
                Type.getType(field.descriptor).getClassName(),
                uses,
                groups.getOrDefault(name, ""),
                judge == null ? null : judge.kind(region),
                judge == null ? "" : judge.reason(region),
                isNamed(field));
        String veto = lastWord.veto(candidate);
        if (veto != null) {
          candidates.remove(name);
          refuse(field, veto);
        }
      }
    }
  }

  /** Drops each region that also assigns a field that stays eager, and says so. */
  private void dropSharedRegions(Map<String, Field> candidates) {
    for (Region region : List.copyOf(regions)) {
      Set<String> eager = new LinkedHashSet<>(region.fields());
      eager.removeAll(candidates.keySet());
      if (eager.isEmpty()) {
        continue;
      }
      regions.remove(region);
      for (String name : region.fields()) {
        Field field = candidates.remove(name);
        if (field != null) {
          refuse(
              field,
              "its initialiser also assigns "
                  + String.join(", ", eager)
                  + ", which would have to be lazy too");
        }
      }
    }
  }
}
