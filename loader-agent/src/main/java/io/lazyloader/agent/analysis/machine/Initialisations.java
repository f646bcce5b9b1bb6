package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.effects.Circle;
import io.lazyloader.agent.analysis.effects.Obstacle;
import io.lazyloader.agent.analysis.effects.Simulation;
import io.lazyloader.agent.analysis.effects.Triggers;
import io.lazyloader.agent.analysis.effects.Triggers.Edge;
import io.lazyloader.agent.analysis.world.TypeInfo;
import io.lazyloader.agent.analysis.world.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The initialisers that one evaluation runs (JVMS 17 §5.5): each class at most once, as in one JVM.
 *
 * <p>Those that need each other are strongly connected in the graph of triggers, and are found as
 * Tarjan does it (Depth-first search and linear graph algorithms, 1972), while they run: an
 * initialiser stays open until it is known not to reach one in progress. A whole circle is judged
 * when the first of its members is done, and its members then serve all later evaluations. To run a
 * member for the sake of another one is taken for done wherever it stands, so that the result does
 * not depend on which came first. Only a member that is asked about, and hindered by another one,
 * runs a second time, alone.
 *
 * <p>What is too deep for the stack, or holds too much at once, is put off: the evaluation begins
 * anew with a class in its midst. What is finished by then is kept.
 *
 * <p>Used by one thread. Holds no lock while it asks for class files; its results are published at
 * once or, if another thread published one of them, not at all.
 */
final class Initialisations {
  /** How many initialisers may be in progress at once. */
  private static final int MAX_NESTING = 48;

  /** How many calls may be in progress when another initialiser begins. */
  private static final int MAX_CALLS = 200;

  private final Execution execution;
  private final Universe universe;
  private final PlatformFacts platform;
  private final InitialiserRun run;

  /** What was published later is another copy of the world, and stays out of this one. */
  private final int asOf;

  /** Initialisers in progress, outermost first. */
  private final Map<String, Simulation> inProgress = new LinkedHashMap<>();

  /** All that began in this evaluation, open or done. */
  private final Map<String, Simulation> begun = new HashMap<>();

  private final Deque<Simulation> open = new ArrayDeque<>();
  private final List<Simulation> done = new ArrayList<>();

  /** Classes on circles that are too deep. */
  private final Set<String> tooDeep = new HashSet<>();

  private int numbers;

  Initialisations(Execution execution, PlatformFacts platform, InitialiserRun run) {
    this.execution = execution;
    this.universe = execution.universe();
    this.platform = platform;
    this.run = run;
    this.asOf = universe.evaluations.published();
  }

  /** Runs the initialiser of a class that is asked about, whether or not it is free to run. */
  Simulation evaluate(TypeInfo asked) {
    Deque<TypeInfo> waiting = new ArrayDeque<>();
    waiting.push(asked);
    while (true) {
      TypeInfo next = waiting.element();
      try {
        Simulation result = stateOf(next);
        if (next == asked) {
          Simulation own = alone(result);
          universe.evaluations.publish(done);
          return own;
        }
        waiting.pop();
      } catch (TooDeep e) {
        forget();
        if (waiting.contains(e.middle)) {
          tooDeep.add(e.next.name);
        } else {
          waiting.push(e.middle);
        }
      }
    }
  }

  /** Forgets what was not finished. */
  private void forget() {
    inProgress.clear();
    while (!open.isEmpty()) {
      begun.remove(open.pop().type.name);
    }
  }

  /** Runs a member of a circle once more, if others of it speak against some of its regions. */
  private Simulation alone(Simulation member) {
    Circle circle = member.triggers.circle;
    if (circle == null || !circle.hinders(member)) {
      return member;
    }
    Simulation own = new Simulation(member.type, universe.limits);
    own.sharesWith(member);
    inProgress.put(member.type.name, own);
    run(own);
    inProgress.remove(member.type.name);
    return own;
  }

  // ---- runs ----

  /** Runs an initialiser, whatever comes of it. */
  private void run(Simulation simulation) {
    Execution.State outer = execution.enter(simulation);
    universe.evaluations.runs();
    try {
      simulation.at(-1);
      initialiseSupertypes(simulation);
      simulation.at(0);
      if (simulation.type.initialiser() != null) {
        run.run(simulation);
      }
    } catch (TooDeep | World.Full e) {
      throw e;
    } catch (RuntimeException e) {
      Obstacle obstacle = run.failed(e);
      simulation.found(obstacle);
      simulation.loseFrom(0, obstacle);
    } finally {
      execution.leave(outer);
      simulation.finish();
    }
  }

  // ---- triggers ----

  /**
   * Sees to it that a class is initialised before it is used.
   *
   * @return its state
   * @throws Obstacle if its initialiser is not free to run at another time
   */
  Simulation initialised(TypeInfo type) {
    Simulation current = execution.current();
    if (type == current.type) {
      return current;
    }
    Simulation state = stateOf(type);
    if (state.triggers.isOpen) {
      meets(state);
    } else if (!isSupertype(type) || obstacle(state) != null) {
      // Superclasses are initialised by now, but not those that could not be followed: such a one
      // may come to initialise this class while it is in progress itself, and then even fail.
      needs(state);
    }
    return state;
  }

  /**
   * Initialises the superclass and the superinterfaces with default methods (JVMS 17 §5.5, step 7).
   */
  private void initialiseSupertypes(Simulation simulation) {
    TypeInfo type = simulation.type;
    if (type.isInterface()) {
      return;
    }
    try {
      if (type.superType != null) {
        initialiseSupertype(type.superType);
      }
      for (TypeInfo each : type.interfacesToInitialise()) {
        initialiseSupertype(each);
      }
    } catch (Obstacle obstacle) {
      simulation.found(obstacle);
    }
  }

  private void initialiseSupertype(TypeInfo type) {
    Simulation state = stateOf(type);
    if (state.triggers.isOpen) {
      meets(state);
    } else if (!isAcross(state)) {
      needs(state);
    }
  }

  /** Whether a class is in one circle with the one that runs, and so neither comes first. */
  boolean isAcross(Simulation state) {
    Simulation current = execution.current();
    Circle circle = current.triggers.circle;
    return state != current
        && (state.triggers.isOpen || (circle != null && circle == state.triggers.circle));
  }

  private @Nullable Obstacle obstacle(Simulation state) {
    Circle circle = state.triggers.circle;
    return circle != null && isAcross(state)
        ? circle.obstacle(state, execution.current().type)
        : state.obstacle();
  }

  /**
   * Takes on what an initialiser that is triggered rests on; throws an obstacle if it is not free
   * to run.
   */
  private void needs(Simulation state) {
    TypeInfo type = state.type;
    Simulation current = execution.current();
    if (!state.isOfAnyRun()) {
      current.isOfThisRun();
    }
    if (isInitialisedAtStart(type)) {
      return;
    }
    if (isAcross(state)) {
      current.closesCircle(type, execution);
    } else {
      current.triggers(state);
    }
    Obstacle obstacle = obstacle(state);
    if (obstacle != null) {
      TrustRules.Rule rule = universe.trust.rule(type, "<clinit>");
      if (rule == null) {
        throw Obstacle.triggers(type, obstacle, execution.places());
      }
      current.trusts(Obstacle.trust(rule, execution.places()));
    }
    Obstacle trust = state.trust();
    if (trust != null) {
      current.trusts(trust);
    }
  }

  private boolean isInitialisedAtStart(TypeInfo type) {
    return platform.isInitialisedAtStart(type, universe.world.javaVersion());
  }

  /** Whether a class is a superclass of the one whose initialiser runs now, and not of the JDK. */
  boolean isSupertype(TypeInfo type) {
    TypeInfo parent = execution.current().type.superType;
    while (parent != null && parent != type) {
      parent = parent.superType;
    }
    return parent != null && !isInitialisedAtStart(type);
  }

  // ---- circles ----

  /** Notes that the initialiser that runs is in one circle with another one. */
  private void meets(Simulation state) {
    Simulation current = execution.current();
    Triggers triggers = current.triggers;
    triggers.earliest = Math.min(triggers.earliest, state.triggers.number);
    noteWaits(state);
    if (!isInitialisedAtStart(state.type) && !triggers.has(current.position(), state)) {
      execution.chargesForPlaces();
      triggers.edges.add(
          new Edge(
              current.position(),
              state,
              universe.trust.rule(state.type, "<clinit>"),
              execution.places()));
    }
  }

  /** Notes for all whose initialisers got here that they are about to need themselves. */
  private void noteWaits(Simulation state) {
    execution.current().closesCircle(state.type, execution);
    List<Simulation> all = new ArrayList<>(inProgress.values());
    for (int at = 0; at < all.size(); at++) {
      if (all.get(at).triggers.number >= state.triggers.earliest) {
        for (Simulation above : all.subList(at + 1, all.size())) {
          all.get(at).closesCircle(above.type, execution);
        }
      }
    }
  }

  private Simulation stateOf(TypeInfo type) {
    Simulation known = begun.get(type.name);
    if (known == null) {
      known = universe.evaluations.finished(type.name, asOf);
    }
    return known == null ? simulate(type) : known;
  }

  private Simulation simulate(TypeInfo type) {
    checkDepth(type);
    Simulation simulation = new Simulation(type, universe.limits);
    Triggers triggers = simulation.triggers;
    triggers.number = ++numbers;
    triggers.earliest = triggers.number;
    triggers.isOpen = true;
    begun.put(type.name, simulation);
    inProgress.put(type.name, simulation);
    open.push(simulation);
    run(simulation);
    inProgress.remove(type.name);
    if (triggers.earliest == triggers.number) {
      close(simulation);
    } else {
      Triggers outer = execution.current().triggers;
      outer.earliest = Math.min(outer.earliest, triggers.earliest);
    }
    return simulation;
  }

  /** All that began since a class did, and is still open, is in one circle with it. */
  private void close(Simulation first) {
    List<Simulation> members = new ArrayList<>();
    Simulation member;
    do {
      member = open.pop();
      member.triggers.isOpen = false;
      member.trim();
      universe.world.keeps(member.kept());
      members.add(member);
    } while (member != first);
    if (members.size() > 1) {
      members.sort((left, right) -> left.type.name.compareTo(right.type.name));
      new Circle(members);
    }
    done.addAll(members);
  }

  // ---- depth ----

  private void checkDepth(TypeInfo next) {
    universe.world.checkRoom();
    long bytes = 0;
    for (Simulation each : inProgress.values()) {
      bytes += each.allocated();
    }
    boolean isDeep =
        inProgress.size() >= MAX_NESTING
            || execution.callDepth() >= MAX_CALLS
            || bytes >= universe.limits.bytes();
    if (!isDeep || inProgress.isEmpty()) {
      return;
    }
    if (tooDeep.contains(next.name)) {
      throw execution.obstacle(
          Kind.UNKNOWN,
          "it initialises more than " + MAX_NESTING + " classes one inside the other");
    }
    List<Simulation> all = new ArrayList<>(inProgress.values());
    TypeInfo middle = all.size() > 1 ? all.get(all.size() / 2).type : next;
    throw new TooDeep(middle, next);
  }
}
