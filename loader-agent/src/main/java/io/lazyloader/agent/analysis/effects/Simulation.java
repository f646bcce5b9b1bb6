package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.heap.Home;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.RetainedSize;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.Footprint;
import io.lazyloader.agent.analysis.world.TypeInfo;
import io.lazyloader.agent.rewrite.Initialiser;
import io.lazyloader.agent.rewrite.Region;
import java.util.ArrayList;
import java.util.List;
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
  private final Findings findings = new Findings();

  private final Accesses accesses = new Accesses();
  private final List<Finding> trusted = new ArrayList<>();
  private final CapturedStacks stacks = new CapturedStacks();
  private final SelfReads selfReads = new SelfReads();
  private final Costs costs;

  private int position;
  private boolean finished;
  private @Nullable Initialiser initialiser;

  private final SliceNotes notes = new SliceNotes();

  private boolean asksForAssertions;

  /** From where on nothing is known, or -1, and why. */
  private int lostFrom = -1;

  private @Nullable Obstacle lostBy;

  private boolean ofThisRun;

  /** That a throwable which the class keeps tells who triggered its initialiser, or null. */
  private @Nullable Obstacle keptStack;

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
    Region left = notes.leaves(newPosition);
    if (left != null) {
      statics.lose(left, notes.first());
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
    notes.end();
  }

  /** Whether it is done. */
  public boolean isFinished() {
    return finished;
  }

  // ---- what the machine reports ----

  /** Notes that the evaluation could not go on at an instruction. */
  public void found(Obstacle obstacle) {
    findings.add(new Finding(position, obstacle));
    ofThisRun |= obstacle.ofThisRun;
  }

  /** Whether something was noted at this instruction in this run of its slice. */
  public boolean hasNoted() {
    return notes.has(position);
  }

  /**
   * Notes what speaks against moving an instruction that the evaluation can get past.
   *
   * @return false if it can't
   */
  public boolean notes(Obstacle obstacle) {
    if (!notes.isOpen()) {
      Region slice = initialiser == null ? null : initialiser.around(position);
      if (slice == null) {
        return false;
      }
      notes.open(slice, obstacle);
    }
    // A region may be smaller than the slice, and hold only one of the instructions.
    if (notes.add(position)) {
      found(obstacle);
    }
    return true;
  }

  /** Notes that nothing is known of what comes after a position. */
  public void loseFrom(int from, Obstacle obstacle) {
    lostFrom = from;
    lostBy = obstacle;
    statics.loseFrom(from, obstacle);
  }

  /** Notes that it matters whether assertions are on. */
  public void asksForAssertions() {
    asksForAssertions = true;
  }

  /** Notes a use of an object that another instruction of the same initialiser made. */
  public void accessed(HeapObject object, boolean writes, Reporter reporter) {
    accesses.accessed(position, object, writes, reporter);
  }

  /** Notes a use of a static field of this class whose value depends on the moment. */
  public void accessed(FieldInfo field, Verdict.Kind kind, String reason, Reporter reporter) {
    accesses.accessed(position, field, kind, reason, reporter);
  }

  /** Notes that an array is taken for constant until the initialiser is done. */
  public void presumes(PresumedConstant table) {
    accesses.presumes(table);
  }

  /** Notes that the instruction that runs now rests on a rule. */
  public void trusts(Obstacle rule) {
    trusts(position, rule);
  }

  void trusts(int at, Obstacle rule) {
    for (Finding each : trusted) {
      if (each.at() == at && each.obstacle().reason.equals(rule.reason)) {
        return;
      }
    }
    trusted.add(new Finding(at, rule));
  }

  /** Notes a throwable that holds the stack of its making. */
  public void capturesStack(Instance throwable) {
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
          reporter.obstacle(
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
  public @Nullable Obstacle obstacle() {
    Circle circle = triggers.circle;
    return circle == null ? ownObstacle() : circle.obstacle(this);
  }

  /** The same without what other members of a circle do. */
  @Nullable Obstacle ownObstacle() {
    Obstacle worst = findings.worst();
    return worst == null ? keptStack : worst;
  }

  /**
   * Whether a field may be read early by code that could not be followed, before it is assigned.
   */
  public boolean mayLack(FieldInfo field) {
    return findings.hasBetween(0, statics.assignedAt(field));
  }

  /** What its evaluation had to trust first, or null. */
  public @Nullable Obstacle trust() {
    return trusted.isEmpty() ? null : trusted.get(0).obstacle();
  }

  // ---- what it says about a region ----

  /** The verdict on a region of the initialiser. */
  public Verdict verdict(Region region) {
    long own = costs.in(region);
    long cost = own + sharedCostIn(region);
    Obstacle obstacle = obstacle(region);
    if (obstacle != null) {
      return obstacle.verdict(cost);
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
        return finding.obstacle().verdict(cost);
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

  private @Nullable Obstacle obstacle(Region region) {
    Obstacle worst = findings.worstIn(region);
    Obstacle lost = lostBy;
    Obstacle access = accesses.obstacle(region, lost == null);
    if (access != null) {
      worst = Obstacle.worse(worst, access);
    }
    if (worst != null) {
      return worst;
    }
    if (lost != null && region.end() > lostFrom) {
      return new Obstacle(
          Verdict.Kind.UNKNOWN,
          "it comes after code that could not be followed: " + lost.reason,
          lost.chain,
          lost.ofThisRun);
    }
    Obstacle stack = stacks.leftBy(region, statics);
    boolean isFollowed = !findings.hasBetween(region.end(), Integer.MAX_VALUE);
    return stack == null ? selfReads.against(region, type, isFollowed) : stack;
  }

  // ---- what it takes to keep ----

  /** Estimates what its result takes to keep. */
  public long kept() {
    RetainedSize retention = new RetainedSize(this);
    for (Object each : statics.values()) {
      retention.add(each);
    }
    int places = findings.size() + trusted.size() + accesses.retain(retention);
    stacks.retain(retention);
    return retention.bytes() + Footprint.places(places) + costs.kept();
  }

  /** Gives up what it made, if that is much: to look at it is refused from now on. */
  public void trim() {
    if (kept() > Footprint.MAX_KEPT) {
      findings.addAll(stacks.forget());
      statics.forgetObjects();
      accesses.forgetObjects();
    }
  }
}
