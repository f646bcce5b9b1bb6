package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.rewrite.Initialiser;
import io.lazyloader.agent.rewrite.Region;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * Runs initialisers in the simulated world: keeps the calls, the initialisers in progress and the
 * budgets, and knows what may not be touched. What single instructions do is {@link Instructions}'
 * business.
 *
 * <p>Used by one thread.
 */
final class Interpreter {
  /** How many calls deep. */
  private static final int MAX_DEPTH = 200;

  /** How many initialisers may be in progress at once. */
  private static final int MAX_NESTING = 48;

  final World world;
  final Types types;
  final Heap heap;
  private final HostGate gate;
  private final Instructions instructions;
  private final Natives natives;
  private final Calls calls;

  /** Initialisers in progress, outermost first. */
  private final Map<String, Simulation> inProgress = new LinkedHashMap<>();

  private @Nullable Simulation current;
  private @Nullable Frame top;
  private int depth;

  Interpreter(World world) {
    this.world = world;
    this.types = new Types(world);
    this.heap = new Heap(this);
    this.gate = new HostGate(this);
    this.natives = new Natives(this);
    this.calls = new Calls(this);
    this.instructions = new Instructions(this);
  }

  /** Runs the initialiser of a class that is asked about, whether or not it is free to run. */
  Simulation simulate(TypeInfo type) {
    Simulation known = world.finished(type.name);
    if (known != null) {
      return known;
    }
    Simulation simulation = new Simulation(type, top);
    run(simulation);
    return simulation;
  }

  Simulation current() {
    if (current == null) {
      throw new IllegalStateException("nothing is being evaluated");
    }
    return current;
  }

  @Nullable Frame top() {
    return top;
  }

  // ---- class initialisation (JVMS 17 §5.5) ----

  /**
   * Sees to it that a class is initialised before it is used.
   *
   * @return its state
   * @throws Refusal if its initialiser is not free to run at another time
   */
  Simulation initialised(TypeInfo type) {
    Simulation known = inProgress.get(type.name);
    if (known != null) {
      if (known != current) {
        noteCircle(known);
      }
      return known;
    }
    Simulation state = stateOf(type);
    if (!isSupertype(type) || state.obstacle() != null) {
      // Superclasses are initialised by now, but not those that could not be followed: such a one
      // may come to initialise this class while it is in progress itself, and then even fail.
      needs(type, state);
    }
    return state;
  }

  private Simulation stateOf(TypeInfo type) {
    Simulation known = world.finished(type.name);
    return known == null ? simulateTriggered(type) : known;
  }

  /** Takes on what an initialiser that is triggered rests on; refuses if it is not free to run. */
  private void needs(TypeInfo type, Simulation state) {
    if (isInitialisedAtStart(type)) {
      return;
    }
    current().triggers(state);
    Refusal obstacle = state.obstacle();
    if (obstacle != null) {
      TrustRules.Rule rule = world.rules.forCall(type, "<clinit>");
      if (rule == null) {
        throw triggers(type, obstacle);
      }
      current().trusts(trust(rule));
    }
    Refusal trust = state.trust();
    if (trust != null) {
      current().trusts(trust);
    }
  }

  private boolean isInitialisedAtStart(TypeInfo type) {
    return BootClasses.contains(type.name, world.javaVersion()) || JdkFacts.isHarmless(type);
  }

  private Refusal triggers(TypeInfo type, Refusal obstacle) {
    List<Verdict.Place> chain = places();
    chain.addAll(obstacle.chain);
    String reason = obstacle.reason;
    if (!reason.startsWith("it initialises ")) {
      reason = "it initialises " + type.binaryName() + ", and that is not free: " + reason;
    }
    return new Refusal(obstacle.kind, reason, chain, obstacle.ofThisRun);
  }

  private Simulation simulateTriggered(TypeInfo type) {
    synchronized (world.initialising) {
      Simulation known = world.finished(type.name);
      if (known != null) {
        return known;
      }
      if (inProgress.size() >= MAX_NESTING) {
        throw new Refusal(
            Kind.UNKNOWN,
            "it initialises more than " + MAX_NESTING + " classes one inside the other",
            places(),
            true);
      }
      Simulation simulation = new Simulation(type, top);
      run(simulation);
      if (simulation.isOfAnyRun()) {
        world.finish(simulation);
      }
      return simulation;
    }
  }

  /** All that is in progress above a class needs it, and it needs them. */
  private void noteCircle(Simulation bottom) {
    boolean above = false;
    for (Simulation each : inProgress.values()) {
      if (above) {
        each.isInCircleWith(bottom.type.name);
        bottom.isInCircleWith(each.type.name);
      }
      above |= each == bottom;
    }
  }

  /** Whether a class is a superclass of the one whose initialiser runs now, and not of the JDK. */
  boolean isSupertype(TypeInfo type) {
    TypeInfo parent = current().type.superType;
    while (parent != null && parent != type) {
      parent = parent.superType;
    }
    return parent != null && !isInitialisedAtStart(type);
  }

  private void run(Simulation simulation) {
    Simulation outer = current;
    Frame caller = top;
    int outerDepth = depth;
    current = simulation;
    depth = 0;
    inProgress.put(simulation.type.name, simulation);
    try {
      initialiseSupertypes(simulation);
      if (simulation.type.initialiser() != null) {
        runPieces(simulation);
      }
    } finally {
      inProgress.remove(simulation.type.name);
      current = outer;
      top = caller;
      depth = outerDepth;
      simulation.finish();
    }
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
    } catch (Refusal refusal) {
      simulation.at(-1);
      simulation.found(refusal);
      simulation.at(0);
    }
  }

  private void initialiseSupertype(TypeInfo type) {
    Simulation state = inProgress.get(type.name);
    if (state != null) {
      noteCircle(state);
      return;
    }
    needs(type, stateOf(type));
  }

  /** Runs an initialiser; where that can't go on, goes on behind the smallest closed slice. */
  private void runPieces(Simulation simulation) {
    TypeInfo type = simulation.type;
    MethodInfo method = type.initialiser();
    Initialiser initialiser = Initialiser.of(world.reader(type));
    if (method == null || initialiser == null) {
      return;
    }
    MethodCode code = new MethodCode(initialiser.method());
    simulation.begin(initialiser, code.opcodes.length);
    Frame frame = new Frame(simulation.trigger, method, code);
    @Nullable Object[] locals = new Object[code.maxLocals];
    int start = 0;
    while (start < code.opcodes.length) {
      Refusal refusal;
      top = frame;
      depth = 0;
      try {
        instructions.run(frame, locals, start);
        return;
      } catch (Refusal e) {
        refusal = e;
      } catch (World.MissingClass e) {
        refusal = refusal(Kind.UNKNOWN, "class " + Names.binary(e.name) + " can't be found");
      } catch (Thrown e) {
        refusal =
            new Refusal(
                Kind.UNSAFE,
                "it throws " + e.throwable.type.binaryName() + heap.messageOf(e.throwable),
                e.chain,
                false);
      } catch (StackOverflowError e) {
        refusal = new Refusal(Kind.UNKNOWN, "its calls are too deep to follow", List.of(), true);
      }
      top = frame;
      simulation.found(refusal);
      Region slice = initialiser.around(frame.at);
      if (slice == null || simulation.isOverBudget()) {
        loseStates(simulation, code, frame.at, code.opcodes.length);
        simulation.loseFrom(frame.at, refusal);
        return;
      }
      loseStates(simulation, code, slice.start(), slice.end());
      simulation.lose(slice, refusal);
      start = slice.end();
    }
  }

  /** Notes that instructions which were not run may have changed what the fields hold they read. */
  private static void loseStates(Simulation simulation, MethodCode code, int from, int to) {
    Reachable reachable = new Reachable();
    for (int at = from; at < to; at++) {
      if (code.opcodes[at] == Opcodes.GETSTATIC
          && code.operands[at] instanceof MethodCode.FieldUse use
          && use.owner.equals(simulation.type.name)) {
        FieldInfo field = simulation.type.fields.get(use.name + ' ' + use.descriptor);
        reachable.add(field == null ? null : simulation.statics[field.slot]);
      }
    }
    for (HeapObject object : reachable.objects()) {
      if (object.home == simulation) {
        object.mayHaveChanged = true;
        object.settles = false;
      }
    }
  }

  // ---- calls ----

  /** Makes an instance, before its constructor runs. */
  Obj made(TypeInfo type) {
    MethodInfo constructor = type.methods.get("<init>()V");
    TrustRules.Rule rule =
        constructor == null ? world.rules.forCall(type, "<init>") : rule(constructor);
    if (rule == null) {
      initialised(type);
    }
    return heap.instance(type);
  }

  /** The rule that vouches for a method, or null. */
  TrustRules.@Nullable Rule rule(MethodInfo method) {
    if (!method.isRuleKnown) {
      method.rule = world.rules.forCall(method.owner, method.name);
      method.isRuleKnown = true;
    }
    return method.rule;
  }

  /** Calls a method that was resolved and, if virtual, selected. */
  @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    TrustRules.Rule rule = rule(method);
    if (rule != null) {
      return trusted(rule, method, arguments);
    }
    if (!method.isFollowed) {
      Object result = natives.call(method, arguments);
      if (result != Natives.UNKNOWN && result != Natives.NOT_FOR_THESE) {
        return result;
      }
      method.isFollowed = result == Natives.UNKNOWN;
    }
    if (method.isNative()) {
      throw refusal(Kind.UNKNOWN, "it calls the native method " + method);
    }
    if (method.isAbstract()) {
      throw refusal(Kind.UNKNOWN, "it calls the abstract method " + method);
    }
    if (depth >= MAX_DEPTH) {
      throw refusal(Kind.UNKNOWN, "its calls are more than " + MAX_DEPTH + " deep");
    }
    if (method.isSynchronized()) {
      heap.lock(method.isStatic() ? world.reference(method.owner.name) : arguments[0]);
    }
    MethodCode code = world.code(method);
    @Nullable Object[] locals = new Object[code.maxLocals];
    int local = 0;
    for (Object argument : arguments) {
      locals[local] = argument;
      local += Values.isWide(argument) ? 2 : 1;
    }
    Frame caller = top;
    Frame frame = new Frame(caller, method, code);
    top = frame;
    depth++;
    // Not in a finally block: whoever stops an exception puts the frame back.
    Object result = instructions.run(frame, locals, 0);
    depth--;
    top = caller;
    return result;
  }

  /** Takes a call as done: what it returns is not known, and what it was given no longer is. */
  @Nullable Object trusted(TrustRules.Rule rule, MethodInfo method, @Nullable Object[] arguments) {
    current().trusts(trust(rule));
    for (Object argument : arguments) {
      heap.handOver(argument);
    }
    String result = method.result.getDescriptor();
    return result.equals("V")
        ? null
        : new Opaque("the result of " + method + ", which is trusted but not known", result);
  }

  private Refusal trust(TrustRules.Rule rule) {
    return new Refusal(Kind.TRUSTED, rule.describe(), rule.group(), places(), false);
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

  // ---- budgets and refusals ----

  void step() {
    if (current().step() > Budget.MAX_STEPS) {
      throw tooLong();
    }
  }

  /** Charges what one instruction has the analysing JVM do, before it does it. */
  void works(long steps) {
    if (current().works(steps) > Budget.MAX_STEPS) {
      throw tooLong();
    }
  }

  private Refusal tooLong() {
    return refusal(
        Kind.UNKNOWN, "it takes more than " + Budget.MAX_STEPS + " instructions");
  }

  /** Charges bytes before they are allocated. */
  void allocates(long bytes) {
    if (current().allocates(bytes) > Budget.MAX_BYTES) {
      throw refusal(
          Kind.UNKNOWN, "it allocates more than " + (Budget.MAX_BYTES >> 20) + " MB");
    }
  }

  /** Makes a refusal of a call. */
  Refusal refusal(Kind kind, String what, MethodInfo method) {
    return refusal(kind, what + " (" + method + ')');
  }

  /** Makes a refusal at the instruction that runs now. */
  Refusal refusal(Kind kind, String reason) {
    return new Refusal(kind, reason, places(), false);
  }

  /** The calls that lead to the instruction that runs now, from the initialiser in progress on. */
  List<Verdict.Place> places() {
    Simulation running = current;
    return Frame.places(top, running == null ? null : running.trigger);
  }

  /**
   * Notes what makes the moment of the evaluation matter, but goes on, to see whether worse comes.
   * What is assigned on the way counts as unknown afterwards.
   */
  void notes(Kind kind, String reason) {
    if (current().hasNoted()) {
      return;
    }
    Refusal refusal = refusal(kind, reason);
    if (!current().notes(refusal)) {
      throw refusal;
    }
  }

  /** A value that is looked into: neither null nor unknown. */
  Object known(@Nullable Object value) {
    if (value instanceof Opaque opaque) {
      throw unknown(opaque);
    }
    if (value == null) {
      throw heap.nullPointer();
    }
    return value;
  }

  /** Makes a refusal of a value that is looked into, but not known. */
  Refusal unknown(@Nullable Object value) {
    if (!(value instanceof Opaque opaque)) {
      throw new IllegalStateException("a value is not what its type says: " + value);
    }
    String cause = opaque.cause();
    String reason = "it depends on " + opaque.why() + (cause.isEmpty() ? "" : ": " + cause);
    return new Refusal(Kind.UNKNOWN, reason, cause, places(), false);
  }

  /** Resolves a class name; refuses if there is no such class. */
  TypeInfo type(String name) {
    return world.type(name);
  }

  boolean isInProgress(TypeInfo type) {
    return inProgress.containsKey(type.name);
  }

  /** The class whose method called the one that runs now, for caller-sensitive methods. */
  @Nullable TypeInfo callerOfCaller() {
    Frame running = top;
    Frame caller = running == null ? null : running.caller;
    return caller == null ? null : caller.method.owner;
  }

  HostGate gate() {
    return gate;
  }

  Natives natives() {
    return natives;
  }

  Calls calls() {
    return calls;
  }
}
