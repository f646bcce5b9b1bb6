package io.lazyloader.agent.analysis;

import io.lazyloader.agent.rewrite.Initialiser;
import io.lazyloader.agent.rewrite.Region;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of the initialiser of a class: the values of its static fields, and at which instruction
 * it did what speaks against moving that instruction.
 *
 * <p>Positions are those of {@link io.lazyloader.agent.rewrite.Initialiser}.
 */
final class Simulation {
  final TypeInfo type;

  /** The values of the static fields by slot, and where each was assigned last, or -1. */
  final @Nullable Object[] statics;

  final int[] assignedAt;

  /** The frame of the one who triggered it, or null. */
  final @Nullable Frame trigger;

  final Triggers triggers = new Triggers();

  /** When it was published in its world; 0 if it was not. */
  int published;

  /** What others can see, or what depends on others; in the order of evaluation. */
  private final List<Finding> findings = new ArrayList<>();

  /** What only the rest of the same initialiser can see. */
  private final Map<Long, Finding> touches = new LinkedHashMap<>();

  /** Arrays in static fields of the class that were read and may prove never to change. */
  private final List<Settling> tables = new ArrayList<>();

  /** Where such arrays were made that did not prove so. */
  private final Set<Integer> unsettledAt = new HashSet<>();

  private final List<Finding> trusted = new ArrayList<>();

  /** Throwables that hold the stack of their making. */
  private final List<Obj> stackHolders = new ArrayList<>();

  private final SelfReads selfReads = new SelfReads();

  private final Set<String> triggered = new HashSet<>();

  /** Instructions run, by the position that was current. */
  private long[] costs = {};

  private int position;
  private final Limits limits;
  private long steps;
  private long allocated;

  /** What the initialisers of the other members of its circle cost. */
  private long sharedCost;

  private boolean finished;

  private @Nullable Initialiser initialiser;

  /** The slice that runs, if something was noted in it, and what. */
  private @Nullable Region noted;

  private @Nullable Refusal notedBy;

  private final Set<Integer> notedAt = new HashSet<>();

  private boolean asksForAssertions;

  /** From where on nothing is known, or -1, and why. */
  private int lostFrom = -1;

  private @Nullable Refusal lostBy;

  private boolean ofThisRun;

  /** That a throwable which the class keeps tells who triggered its initialiser, or null. */
  private @Nullable Refusal keptStack;

  Simulation(TypeInfo type, @Nullable Frame trigger, Limits limits) {
    this.type = type;
    this.limits = limits;
    this.trigger = trigger;
    this.statics = new Object[type.staticCount];
    this.assignedAt = new int[type.staticCount];
    for (FieldInfo field : type.fields.values()) {
      if (field.isStatic()) {
        boolean isConstant = field.constant != null;
        statics[field.slot] = isConstant ? field.constant : field.defaultValue();
        assignedAt[field.slot] = isConstant ? 0 : -1;
      }
    }
  }

  /**
   * Something found at an instruction.
   *
   * @param at its position
   * @param field of a touch, the static field that was touched, or null
   * @param madeAt of a touch, where the object was made that was touched, or {@link #NOWHERE}
   * @param object that object, or the first of those made at one place; null if it is not kept
   */
  private record Finding(
      int at, Refusal refusal, @Nullable FieldInfo field, int madeAt, @Nullable HeapObject object) {
    static final int NOWHERE = -2;

    Finding(int at, Refusal refusal, @Nullable FieldInfo field) {
      this(at, refusal, field, NOWHERE, null);
    }

    boolean settles() {
      return object != null && object.settles;
    }

    boolean isIn(Region region) {
      return at >= region.start() && at < region.end();
    }

    boolean isWrite() {
      return refusal.kind == Verdict.Kind.UNSAFE;
    }
  }

  void begin(Initialiser code, int instructions) {
    initialiser = code;
    costs = new long[instructions];
  }

  int position() {
    return position;
  }

  void at(int newPosition) {
    position = newPosition;
    Region left = noted;
    if (left != null && newPosition >= left.end() && notedBy != null) {
      noted = null;
      lose(left, notedBy);
    }
  }

  /** Counts an instruction; returns how many there were. */
  long step() {
    if (position >= 0 && position < costs.length) {
      costs[position]++;
    }
    return ++steps;
  }

  /** Counts what the analysing JVM is about to do, unless it is too much, and then for good. */
  long works(long more) {
    long sum = steps + more;
    if (sum <= limits.instructions()) {
      steps = sum;
    }
    return sum;
  }

  /** Counts bytes that are about to be allocated, unless they are too many, and then for good. */
  long allocates(long bytes) {
    long sum = allocated + bytes;
    if (sum <= limits.bytes()) {
      allocated = sum;
    }
    return sum;
  }

  long allocated() {
    return allocated;
  }

  /** Adds what the initialiser of a class costs, to the first who needs it, whoever ran it. */
  void triggers(Simulation other) {
    asksForAssertions |= other.asksForAssertions;
    if (position >= 0 && position < costs.length && triggered.add(other.type.name)) {
      costs[position] += other.cost();
    }
  }

  long cost() {
    long cost = 0;
    for (long each : costs) {
      cost += each;
    }
    return cost + sharedCost;
  }

  boolean isOverBudget() {
    return steps > limits.instructions();
  }

  void finish() {
    for (Settling table : tables) {
      if (!table.isOnlyWay()) {
        for (HeapObject part : table.parts()) {
          unsettledAt.add(part.madeAt);
        }
      }
    }
    tables.clear();
    keptStack = keptStack();
    finished = true;
    initialiser = null;
    noted = null;
  }

  boolean isFinished() {
    return finished;
  }

  /** Notes that the evaluation could not go on at an instruction. */
  void found(Refusal refusal) {
    findings.add(new Finding(position, refusal, null));
    ofThisRun |= refusal.ofThisRun;
  }

  /** Whether something was noted at this instruction in this run of its slice. */
  boolean hasNoted() {
    return noted != null && notedAt.contains(position);
  }

  /**
   * Notes what speaks against moving an instruction that the evaluation can get past.
   *
   * @return false if it can't
   */
  boolean notes(Refusal refusal) {
    Region slice = noted;
    if (slice == null && initialiser != null) {
      slice = initialiser.around(position);
    }
    if (slice == null) {
      return false;
    }
    if (noted == null) {
      noted = slice;
      notedBy = refusal;
    }
    // A region may be smaller than the slice, and hold only one of the instructions.
    if (notedAt.add(position)) {
      found(refusal);
    }
    return true;
  }

  /** Notes that nothing is known of what comes after a position. */
  void loseFrom(int from, Refusal refusal) {
    lostFrom = from;
    lostBy = refusal;
    for (FieldInfo field : type.fields.values()) {
      if (field.isStatic()
          && field.constant == null
          && !(field.isFinal() && assignedAt[field.slot] >= 0)) {
        lose(field, from, refusal);
      }
    }
  }

  /** Forgets the values of the fields that a slice assigns. */
  void lose(Region slice, Refusal refusal) {
    for (FieldInfo field : type.fields.values()) {
      if (field.isStatic() && slice.fields().contains(field.name)) {
        lose(field, slice.start(), refusal);
      }
    }
  }

  private void lose(FieldInfo field, int at, Refusal refusal) {
    String cause = refusal.cause.isEmpty() ? refusal.reason : refusal.cause;
    statics[field.slot] =
        new Opaque(
            field + ", which is not known",
            cause.startsWith("it ") ? cause.substring(3) : cause,
            field.descriptor);
    assignedAt[field.slot] = at;
  }

  /** Notes that it matters whether assertions are on. */
  void asksForAssertions() {
    asksForAssertions = true;
  }

  boolean dependsOnAssertions() {
    return asksForAssertions;
  }

  /** Notes a use of an object that another instruction of the same initialiser made. */
  void touched(HeapObject object, boolean writes, Interpreter interpreter) {
    int how = (writes ? 1 : 0) | (object.settles ? 2 : 0);
    long key = ((long) position << 32 | (long) object.madeAt << 2 | how) & Long.MAX_VALUE;
    if (!touches.containsKey(key)) {
      interpreter.allocates(Budget.places(interpreter.callDepth()));
      String what = "an object that another part of the initialiser makes";
      Refusal refusal =
          writes
              ? interpreter.refusal(Verdict.Kind.UNSAFE, "it changes " + what)
              : interpreter.refusal(
                  Verdict.Kind.UNKNOWN, "it reads the state of " + what + " and others may change");
      touches.put(key, new Finding(position, refusal, null, object.madeAt, object));
    }
  }

  /** Notes a use of a static field of this class whose value depends on the moment. */
  void touched(FieldInfo field, Verdict.Kind kind, String reason, Interpreter interpreter) {
    long key =
        Long.MIN_VALUE
            | ((long) position << 32
                | (long) field.slot << 1
                | (kind == Verdict.Kind.UNSAFE ? 1 : 0));
    if (!touches.containsKey(key)) {
      Refusal refusal = interpreter.refusal(kind, reason);
      touches.put(key, new Finding(position, refusal, field));
    }
  }

  /** Notes that an array won't change any more if there is no other way to it. */
  void settles(Settling table) {
    tables.add(table);
    for (HeapObject part : table.parts()) {
      part.settles = true;
    }
  }

  void trusts(Refusal rule) {
    trusts(position, rule);
  }

  void trusts(int at, Refusal rule) {
    for (Finding each : trusted) {
      if (each.at == at && each.refusal.reason.equals(rule.reason)) {
        return;
      }
    }
    trusted.add(new Finding(at, rule, null));
  }

  void holdsStack(Obj throwable) {
    stackHolders.add(throwable);
  }

  /**
   * Takes on what it has in common with the other members of a circle.
   *
   * @param others what their initialisers cost
   */
  void joins(Circle circle, long others, boolean areAssertionsAsked, boolean isOfAnyRun) {
    triggers.circle = circle;
    sharedCost = others;
    asksForAssertions |= areAssertionsAsked;
    ofThisRun |= !isOfAnyRun;
  }

  /** Takes on the same from a run that came before. */
  void sharesWith(Simulation before) {
    triggers.circle = before.triggers.circle;
    triggers.edges.addAll(before.triggers.edges);
    sharedCost = before.sharedCost;
    asksForAssertions = before.asksForAssertions;
  }

  void isOfThisRun() {
    ofThisRun = true;
  }

  /** Notes that the instruction that runs now triggers a class that needs this one. */
  void closesCircle(TypeInfo other, Interpreter interpreter) {
    if (initialiser != null) {
      selfReads.closesCircle(
          position,
          () ->
              interpreter.refusal(
                  Verdict.Kind.UNKNOWN,
                  "it initialises "
                      + other.binaryName()
                      + ", which needs the class itself, and may be read before the class is"
                      + " initialised: two threads could wait for each other"));
    }
  }

  /** Notes a read of a static field of this class by its own initialiser. */
  void readsItself(FieldInfo field) {
    selfReads.reads(position, field);
  }

  /** Whether the result is the same whoever triggers the initialiser. */
  boolean isOfAnyRun() {
    return !ofThisRun;
  }

  /** What speaks most against running the initialiser at another time, or null. */
  @Nullable Refusal obstacle() {
    Circle circle = triggers.circle;
    return circle == null ? ownObstacle() : circle.obstacle(this);
  }

  /** The same without what other members of a circle do. */
  @Nullable Refusal ownObstacle() {
    Refusal worst = null;
    for (Finding finding : findings) {
      worst = worse(worst, finding.refusal);
    }
    return worst == null ? keptStack : worst;
  }

  /** The one that is known to be unsafe, else the first. */
  private static Refusal worse(@Nullable Refusal first, Refusal second) {
    if (first == null
        || (first.kind != Verdict.Kind.UNSAFE && second.kind == Verdict.Kind.UNSAFE)) {
      return second;
    }
    return first;
  }

  /**
   * Whether a field may be read early by code that could not be followed, before it is assigned.
   */
  boolean mayLack(FieldInfo field) {
    for (Finding finding : findings) {
      if (finding.at >= 0 && finding.at <= assignedAt[field.slot]) {
        return true;
      }
    }
    return false;
  }

  /** What its evaluation had to trust first, or null. */
  @Nullable Refusal trust() {
    return trusted.isEmpty() ? null : trusted.get(0).refusal;
  }

  Verdict verdict(Region region) {
    long cost = 0;
    boolean ran = false;
    for (int at = region.start(); at < region.end() && at < costs.length; at++) {
      cost += costs[at];
      ran |= costs[at] > 0;
    }
    cost += sharedCostIn(region);
    Refusal refusal = refusalIn(region);
    if (refusal != null) {
      return new Verdict(refusal.kind, refusal.reason, refusal.chain, cost, "");
    }
    if (!ran) {
      return new Verdict(
          Verdict.Kind.UNKNOWN,
          "its place in the initialiser was not reached",
          List.of(),
          cost,
          "");
    }
    for (Finding finding : trusted) {
      if (finding.isIn(region)) {
        return new Verdict(
            Verdict.Kind.TRUSTED,
            finding.refusal.reason,
            finding.refusal.chain,
            cost,
            finding.refusal.cause);
      }
    }
    return new Verdict(Verdict.Kind.PROVEN, "", List.of(), cost, "");
  }

  /** What the other members of a circle cost, if it is this region that needs them first. */
  private long sharedCostIn(Region region) {
    for (Triggers.Edge edge : triggers.edges) {
      if (edge.position() >= 0) {
        return isIn(region, edge.position()) ? sharedCost : 0;
      }
    }
    return 0;
  }

  /** Estimates what its result takes to keep. */
  long kept() {
    Retention retention = new Retention(this);
    for (Object each : statics) {
      retention.add(each);
    }
    int places = findings.size() + touches.size() + trusted.size();
    for (Finding touch : touches.values()) {
      retention.add(touch.object);
      places += touch.refusal.chain.size();
    }
    stackHolders.forEach(retention::add);
    return retention.bytes() + Budget.places(places) + 8L * costs.length;
  }

  /** Gives up what it made, if that is much: to look at it is refused from now on. */
  void trim() {
    if (kept() <= Budget.MAX_KEPT) {
      return;
    }
    for (Obj throwable : stackHolders) {
      findings.add(new Finding(throwable.madeAt, holdsItsStack(throwable), null));
    }
    stackHolders.clear();
    for (FieldInfo field : type.fields.values()) {
      if (field.isStatic() && statics[field.slot] instanceof HeapObject) {
        statics[field.slot] =
            new Opaque(field + ", which takes too much memory to be kept", field.descriptor);
      }
    }
    touches.replaceAll(
        (key, touch) -> new Finding(touch.at, touch.refusal, touch.field, touch.madeAt, null));
  }

  private @Nullable Refusal refusalIn(Region region) {
    Refusal worst = null;
    for (Finding finding : findings) {
      if (finding.isIn(region)) {
        worst = worse(worst, finding.refusal);
      }
    }
    for (Finding touch : touches.values()) {
      if (touch.isIn(region) && isFromOutside(touch, region)) {
        worst = worse(worst, touch.refusal);
      }
    }
    if (worst != null) {
      return worst;
    }
    Refusal lost = lostBy;
    if (lost != null && region.end() > lostFrom) {
      return new Refusal(
          Verdict.Kind.UNKNOWN,
          "it comes after code that could not be followed: " + lost.reason,
          lost.chain,
          lost.ofThisRun);
    }
    Refusal stack = survivingStack(region);
    return stack == null ? selfReads.against(region, type, isFollowedFrom(region.end())) : stack;
  }

  private boolean isFollowedFrom(int start) {
    for (Finding finding : findings) {
      if (finding.at >= start) {
        return false;
      }
    }
    return true;
  }

  /** Whether a region touches what the rest of the initialiser made, and may change yet. */
  private boolean isFromOutside(Finding touch, Region region) {
    if (touch.field != null) {
      return !region.fields().contains(touch.field.name);
    }
    if (touch.madeAt == Finding.NOWHERE || isIn(region, touch.madeAt)) {
      return false;
    }
    return touch.isWrite()
        || !touch.settles()
        || unsettledAt.contains(touch.madeAt)
        || isWrittenAfter(touch.madeAt, region);
  }

  private boolean isWrittenAfter(int madeAt, Region region) {
    for (Finding touch : touches.values()) {
      if (touch.madeAt == madeAt && touch.isWrite() && touch.at >= region.start()) {
        return true;
      }
    }
    return lostBy != null;
  }

  /** Finds a throwable among what the region leaves that tells who called it. */
  private @Nullable Refusal survivingStack(Region region) {
    if (stackHolders.isEmpty()) {
      return null;
    }
    Reachable reachable = new Reachable();
    for (FieldInfo field : type.fields.values()) {
      if (field.isStatic() && region.fields().contains(field.name)) {
        reachable.add(statics[field.slot]);
      }
    }
    for (Obj throwable : stackHolders) {
      if (isIn(region, throwable.madeAt) && reachable.contains(throwable)) {
        return holdsItsStack(throwable);
      }
    }
    return null;
  }

  private @Nullable Refusal keptStack() {
    if (stackHolders.isEmpty()) {
      return null;
    }
    Reachable reachable = new Reachable();
    for (Object each : statics) {
      reachable.add(each);
    }
    for (Obj throwable : stackHolders) {
      if (reachable.contains(throwable)) {
        return holdsItsStack(throwable);
      }
    }
    return null;
  }

  private static Refusal holdsItsStack(Obj throwable) {
    return new Refusal(
        Verdict.Kind.UNSAFE,
        "it makes a " + throwable.type.binaryName() + ", which holds the stack of its making",
        List.of(),
        false);
  }

  private static boolean isIn(Region region, int position) {
    return position >= region.start() && position < region.end();
  }
}
