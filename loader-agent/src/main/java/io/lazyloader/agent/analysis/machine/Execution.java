package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.effects.Obstacle;
import io.lazyloader.agent.analysis.effects.Reporter;
import io.lazyloader.agent.analysis.effects.Simulation;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.world.Footprint;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.TypeInfo;
import io.lazyloader.agent.analysis.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the machine is: the initialiser that runs, the calls in progress, and what these may still
 * use. Every part of the machine says through it what speaks against the instruction that runs now.
 *
 * <p>Used by one thread.
 */
public final class Execution implements Reporter {
  private final Universe universe;
  private @Nullable Simulation current;
  private @Nullable Frame top;

  /** The frame of the one who triggered the initialiser that runs, or null. */
  private @Nullable Frame trigger;

  private int depth;

  /** The calls of the initialisers in progress around the one that runs. */
  private int below;

  Execution(Universe universe) {
    this.universe = universe;
  }

  /** What this machine shares with others. */
  public Universe universe() {
    return universe;
  }

  /** The classes. */
  public World world() {
    return universe.world;
  }

  /**
   * Finds a class.
   *
   * @throws World.MissingClass if there is none
   */
  public TypeInfo type(String name) {
    return universe.world.type(name);
  }

  // ---- where it is ----

  /** What keeps track of the initialiser that runs. */
  public Simulation current() {
    if (current == null) {
      throw new IllegalStateException("nothing is being evaluated");
    }
    return current;
  }

  /** The method that runs; null before the first. */
  public @Nullable Frame top() {
    return top;
  }

  @Nullable Frame trigger() {
    return trigger;
  }

  /** The class whose method called the one that runs now, for caller-sensitive methods. */
  public @Nullable TypeInfo callerOfCaller() {
    Frame running = top;
    Frame caller = running == null ? null : running.caller;
    return caller == null ? null : caller.method.owner;
  }

  /** How many calls are in progress, those of all initialisers together. */
  int callDepth() {
    return below + depth;
  }

  /** How many calls are in progress, those of the initialiser that runs. */
  int depth() {
    return depth;
  }

  /** Begins with an initialiser; returns what to give to {@link #leave}. */
  State enter(Simulation simulation) {
    State outer = new State(current, top, trigger, depth);
    current = simulation;
    trigger = top;
    below += depth;
    depth = 0;
    return outer;
  }

  /** Goes back to where an initialiser was triggered. */
  void leave(State outer) {
    current = outer.current;
    top = outer.top;
    trigger = outer.trigger;
    depth = outer.depth;
    below -= depth;
  }

  /** Puts the frame of the initialiser that runs on top. */
  void restart(Frame frame) {
    top = frame;
    depth = 0;
  }

  void push(Frame frame) {
    top = frame;
    depth++;
  }

  void pop(@Nullable Frame caller) {
    depth--;
    top = caller;
  }

  /** Puts the calls back to a frame, after an exception that it handles. */
  void unwindTo(Frame frame) {
    int left = 0;
    for (Frame each = top; each != frame && each != null; each = each.caller) {
      left++;
    }
    depth -= left;
    top = frame;
  }

  /** What an initialiser interrupts. */
  record State(
      @Nullable Simulation current, @Nullable Frame top, @Nullable Frame trigger, int depth) {}

  // ---- what it may use ----

  void step() {
    if (!current().step()) {
      throw tooLong();
    }
  }

  /** Charges what one instruction has the analysing JVM do, before it does it. */
  void works(long steps) {
    if (!current().works(steps)) {
      throw tooLong();
    }
  }

  private Obstacle tooLong() {
    return obstacle(
        Kind.UNKNOWN, "it takes more than " + universe.limits.instructions() + " instructions");
  }

  /** Charges bytes before they are allocated. */
  void allocates(long bytes) {
    if (!current().allocates(bytes)) {
      throw obstacle(
          Kind.UNKNOWN, "it allocates more than " + (universe.limits.bytes() >> 20) + " MB");
    }
  }

  @Override
  public void chargesForPlaces() {
    allocates(Footprint.places(callDepth()));
  }

  // ---- what speaks against the instruction that runs now ----

  @Override
  public Obstacle obstacle(Kind kind, String reason) {
    return new Obstacle(kind, reason, places(), false);
  }

  /** Makes an obstacle of a call. */
  public Obstacle obstacle(Kind kind, String what, MethodInfo method) {
    return obstacle(kind, what + " (" + method + ')');
  }

  /** Makes an obstacle of a value that is looked into, but not known. */
  public Obstacle unknown(@Nullable Object value) {
    if (!(value instanceof Opaque opaque)) {
      throw new IllegalStateException("a value is not what its type says: " + value);
    }
    String cause = opaque.cause();
    String reason = "it depends on " + opaque.why() + (cause.isEmpty() ? "" : ": " + cause);
    return new Obstacle(Kind.UNKNOWN, reason, cause, places(), false);
  }

  /**
   * Notes what makes the moment of the evaluation matter, but goes on, to see whether worse comes.
   * What is assigned on the way counts as unknown afterwards.
   */
  void notes(Kind kind, String reason) {
    if (current().hasNoted()) {
      return;
    }
    Obstacle obstacle = obstacle(kind, reason);
    if (!current().notes(obstacle)) {
      throw obstacle;
    }
  }

  /** The calls that lead to the instruction that runs now, from the initialiser in progress on. */
  List<Verdict.Place> places() {
    return Frame.places(top, trigger);
  }
}
