package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.heap.Home;
import io.lazyloader.agent.analysis.heap.Obj;
import io.lazyloader.agent.analysis.heap.Retention;
import io.lazyloader.agent.analysis.world.Budget;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.TypeInfo;
import io.lazyloader.agent.rewrite.Initialiser;
import io.lazyloader.agent.rewrite.Region;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of the initialiser of a class: the values of its static fields, and at which instruction
 * it did what speaks against moving that instruction. The machine tells it what happens while the
 * initialiser runs; afterwards it tells what that means for a region, or for whoever triggers the
 * initialiser.
 *
 * <p>Positions are those of {@link Initialiser}. Used by one thread until it is finished, and not
 * changed any more once it is published.
 */
public final class Simulation implements Home {
  /** The class. */
  public final TypeInfo type;

  /** The class's static fields. */
  public final StaticFields statics;

  /** Where it stands among the initialisers that trigger each other. */
  public final Triggers triggers = new Triggers();

  /** When it was published; 0 if it was not. */
  int published;

  /** What others can see, or what depends on others; in the order of evaluation. */
  private final List<Finding> findings = new ArrayList<>();

  private final Accesses accesses = new Accesses();
  private final List<Finding> trusted = new ArrayList<>();
  private final HeldStacks stacks = new HeldStacks();
  private final SelfReads selfReads = new SelfReads();
  private final Costs costs;

  private int position;
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

  /** Prepares the run of an initialiser. */
  public Simulation(TypeInfo type, Limits limits) {
    this.type = type;
    this.statics = new StaticFields(type);
    this.costs = new Costs(limits);
  }

  // ---- how far it is, and what it may use ----

  /** Says that the first instruction is about to run. */
  public void begin(Initialiser code, int instructions) {
    initialiser = code;
    costs.begin(instructions);
  }

  @Override
  public int position() {
    return position;
  }

  /** Says which instruction of the initialiser is about to run. */
  public void at(int newPosition) {
    position = newPosition;
    Region left = noted;
    if (left != null && newPosition >= left.end() && notedBy != null) {
      noted = null;
      statics.lose(left, notedBy);
    }
  }

  /** Counts an instruction, the initialiser's or that of what it calls; false if it has no more. */
  public boolean step() {
    return costs.step(position);
  }

  /** Counts what the analysing JVM is about to do; false, and for good, if that is too much. */
  public boolean works(long steps) {
    return costs.works(steps);
  }

  /** Counts bytes that are about to be allocated; false, and for good, if they are too many. */
  public boolean allocates(long bytes) {
    return costs.allocates(bytes);
  }

  /** How many bytes it has allocated. */
  public long allocated() {
    return costs.allocated();
  }

  /** Whether it has used up the instructions that it may run. */
  public boolean isOverBudget() {
    return costs.isOverBudget();
  }

  /** The instructions that it took, those of initialisers that it triggers included. */
  long cost() {
    return costs.all();
  }

  /** Says that it is done. */
  public void finish() {
    accesses.finish();
    keptStack = stacks.keptBy(statics);
    finished = true;
    initialiser = null;
    noted = null;
  }

  /** Whether it is done. */
  public boolean isFinished() {
    return finished;
  }

  // ---- what the machine reports ----

  /** Notes that the evaluation could not go on at an instruction. */
  public void found(Refusal refusal) {
    findings.add(new Finding(position, refusal));
    ofThisRun |= refusal.ofThisRun;
  }

  /** Whether something was noted at this instruction in this run of its slice. */
  public boolean hasNoted() {
    return noted != null && notedAt.contains(position);
  }

  /**
   * Notes what speaks against moving an instruction that the evaluation can get past.
   *
   * @return false if it can't
   */
  public boolean notes(Refusal refusal) {
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
  public void loseFrom(int from, Refusal refusal) {
    lostFrom = from;
    lostBy = refusal;
    statics.loseFrom(from, refusal);
  }

  /** Notes that it matters whether assertions are on. */
  public void asksForAssertions() {
    asksForAssertions = true;
  }

  /** Notes a use of an object that another instruction of the same initialiser made. */
  public void touched(HeapObject object, boolean writes, Reporter reporter) {
    accesses.touched(position, object, writes, reporter);
  }

  /** Notes a use of a static field of this class whose value depends on the moment. */
  public void touched(FieldInfo field, Verdict.Kind kind, String reason, Reporter reporter) {
    accesses.touched(position, field, kind, reason, reporter);
  }

  /** Notes that an array won't change any more if there is no other way to it. */
  public void settles(Settling table) {
    accesses.settles(table);
  }

  /** Notes that the instruction that runs now rests on a rule. */
  public void trusts(Refusal rule) {
    trusts(position, rule);
  }

  void trusts(int at, Refusal rule) {
    for (Finding each : trusted) {
      if (each.at() == at && each.refusal().reason.equals(rule.reason)) {
        return;
      }
    }
    trusted.add(new Finding(at, rule));
  }

  /** Notes a throwable that holds the stack of its making. */
  public void holdsStack(Obj throwable) {
    stacks.add(throwable);
  }

  /** Notes a read of a static field of this class by its own initialiser. */
  public void readsItself(FieldInfo field) {
    selfReads.reads(position, field);
  }

  // ---- other initialisers ----

  /** Adds what the initialiser of a class costs, to the first who needs it, whoever ran it. */
  public void triggers(Simulation other) {
    asksForAssertions |= other.asksForAssertions;
    costs.triggers(position, other.type.name, other.cost());
  }

  /** Notes that the instruction that runs now triggers a class that needs this one. */
  public void closesCircle(TypeInfo other, Reporter reporter) {
    if (initialiser != null && !selfReads.isCircleAt(position)) {
      selfReads.closesCircle(
          position,
          reporter.refusal(
              Verdict.Kind.UNKNOWN,
              "it initialises "
                  + other.binaryName()
                  + ", which needs the class itself, and may be read before the class is"
                  + " initialised: two threads could wait for each other"));
    }
  }

  /**
   * Takes on what it has in common with the other members of a circle.
   *
   * @param others what their initialisers cost
   */
  void joins(Circle circle, long others, boolean areAssertionsAsked, boolean isOfAnyRun) {
    triggers.circle = circle;
    costs.shares(others);
    asksForAssertions |= areAssertionsAsked;
    ofThisRun |= !isOfAnyRun;
  }

  /** Takes on the same from a run that came before. */
  public void sharesWith(Simulation before) {
    triggers.circle = before.triggers.circle;
    triggers.edges.addAll(before.triggers.edges);
    costs.shares(before.costs.shared());
    asksForAssertions = before.asksForAssertions;
  }

  /** Notes that its result depends on where the evaluation began. */
  public void isOfThisRun() {
    ofThisRun = true;
  }

  // ---- what it says about its class ----

  /** Whether it matters whether assertions are on. */
  public boolean dependsOnAssertions() {
    return asksForAssertions;
  }

  /** Whether the result is the same whoever triggers the initialiser. */
  public boolean isOfAnyRun() {
    return !ofThisRun;
  }

  /** What speaks most against running the initialiser at another time, or null. */
  public @Nullable Refusal obstacle() {
    Circle circle = triggers.circle;
    return circle == null ? ownObstacle() : circle.obstacle(this);
  }

  /** The same without what other members of a circle do. */
  @Nullable Refusal ownObstacle() {
    Refusal worst = null;
    for (Finding finding : findings) {
      worst = Refusal.worse(worst, finding.refusal());
    }
    return worst == null ? keptStack : worst;
  }

  /**
   * Whether a field may be read early by code that could not be followed, before it is assigned.
   */
  public boolean mayLack(FieldInfo field) {
    for (Finding finding : findings) {
      if (finding.at() >= 0 && finding.at() <= statics.assignedAt(field)) {
        return true;
      }
    }
    return false;
  }

  /** What its evaluation had to trust first, or null. */
  public @Nullable Refusal trust() {
    return trusted.isEmpty() ? null : trusted.get(0).refusal();
  }

  // ---- what it says about a region ----

  /** The verdict on a region of the initialiser. */
  public Verdict verdict(Region region) {
    long own = costs.in(region);
    long cost = own + sharedCostIn(region);
    Refusal refusal = obstacle(region);
    if (refusal != null) {
      return refusal.verdict(cost);
    }
    if (own == 0) {
      return new Verdict(
          Verdict.Kind.UNKNOWN,
          "its place in the initialiser was not reached",
          List.of(),
          cost,
          "");
    }
    for (Finding finding : trusted) {
      if (finding.isIn(region)) {
        return finding.refusal().verdict(cost);
      }
    }
    return new Verdict(Verdict.Kind.PROVEN, "", List.of(), cost, "");
  }

  /** What the other members of a circle cost, if it is this region that needs them first. */
  private long sharedCostIn(Region region) {
    for (Triggers.Edge edge : triggers.edges) {
      if (edge.position() >= 0) {
        return Finding.isIn(region, edge.position()) ? costs.shared() : 0;
      }
    }
    return 0;
  }

  private @Nullable Refusal obstacle(Region region) {
    Refusal worst = null;
    for (Finding finding : findings) {
      if (finding.isIn(region)) {
        worst = Refusal.worse(worst, finding.refusal());
      }
    }
    Refusal lost = lostBy;
    Refusal access = accesses.obstacle(region, lost == null);
    if (access != null) {
      worst = Refusal.worse(worst, access);
    }
    if (worst != null) {
      return worst;
    }
    if (lost != null && region.end() > lostFrom) {
      return new Refusal(
          Verdict.Kind.UNKNOWN,
          "it comes after code that could not be followed: " + lost.reason,
          lost.chain,
          lost.ofThisRun);
    }
    Refusal stack = stacks.leftBy(region, statics);
    return stack == null ? selfReads.against(region, type, isFollowedFrom(region.end())) : stack;
  }

  private boolean isFollowedFrom(int start) {
    for (Finding finding : findings) {
      if (finding.at() >= start) {
        return false;
      }
    }
    return true;
  }

  // ---- what it takes to keep ----

  /** Estimates what its result takes to keep. */
  public long kept() {
    Retention retention = new Retention(this);
    for (Object each : statics.values()) {
      retention.add(each);
    }
    int places = findings.size() + trusted.size() + accesses.retain(retention);
    stacks.retain(retention);
    return retention.bytes() + Budget.places(places) + costs.kept();
  }

  /** Gives up what it made, if that is much: to look at it is refused from now on. */
  public void trim() {
    if (kept() > Budget.MAX_KEPT) {
      findings.addAll(stacks.forget());
      statics.forgetObjects();
      accesses.forgetObjects();
    }
  }
}
