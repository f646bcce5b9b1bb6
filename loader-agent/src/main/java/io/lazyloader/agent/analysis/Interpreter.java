package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.rewrite.Initialiser;
import io.lazyloader.agent.rewrite.Region;
import java.util.List;
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

  final World world;
  final Types types;
  final Heap heap;
  private final HostGate gate;
  private final Instructions instructions;
  private final Natives natives;
  private final Calls calls;
  private final OwnOperands ownOperands = new OwnOperands(this);
  private final Initialisations initialisations;

  private @Nullable Simulation current;
  private @Nullable Frame top;
  private int depth;

  /** The calls of the initialisers in progress around the one that runs. */
  private int below;

  Interpreter(World world) {
    this.world = world;
    this.types = new Types(world);
    this.heap = new Heap(this);
    this.gate = new HostGate(this);
    this.natives = new Natives(this);
    this.calls = new Calls(this);
    this.instructions = new Instructions(this);
    this.initialisations = new Initialisations(this);
  }

  /**
   * Runs the initialiser of a class that is asked about, whether or not it is free to run.
   *
   * @throws World.Full if that would hold more than the analysing JVM may be asked for
   */
  Simulation simulate(TypeInfo type) {
    return initialisations.evaluate(type);
  }

  Simulation current() {
    if (current == null) {
      throw new IllegalStateException("nothing is being evaluated");
    }
    return current;
  }

  /** How many calls are in progress, those of all initialisers together. */
  int callDepth() {
    return below + depth;
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
    return initialisations.initialised(type);
  }

  /** Whether a class is a superclass of the one whose initialiser runs now, and not of the JDK. */
  boolean isSupertype(TypeInfo type) {
    return initialisations.isSupertype(type);
  }

  /** Whether a class is in one circle with the one that runs, and so neither comes first. */
  boolean isAcross(Simulation state) {
    return initialisations.isAcross(state);
  }

  /** Runs an initialiser, whatever comes of it. */
  void run(Simulation simulation) {
    Simulation outer = current;
    Frame caller = top;
    int outerDepth = depth;
    current = simulation;
    below += depth;
    depth = 0;
    world.runs();
    try {
      simulation.at(-1);
      initialisations.initialiseSupertypes(simulation);
      simulation.at(0);
      if (simulation.type.initialiser() != null) {
        runPieces(simulation);
      }
    } catch (Initialisations.TooDeep | World.Full e) {
      throw e;
    } catch (RuntimeException e) {
      Refusal refusal = failed(e);
      simulation.found(refusal);
      simulation.loseFrom(0, refusal);
    } finally {
      current = outer;
      top = caller;
      depth = outerDepth;
      below -= depth;
      simulation.finish();
    }
  }

  /** What an exception says that is none of the simulated world's: of a class file, or of ours. */
  private Refusal failed(RuntimeException failure) {
    if (failure instanceof World.MissingClass missing) {
      return refusal(Kind.UNKNOWN, "class " + Names.binary(missing.name) + " can't be found");
    }
    StackTraceElement[] stack = failure.getStackTrace();
    String where = stack.length == 0 ? "" : " at " + stack[0];
    return refusal(Kind.UNKNOWN, "its evaluation failed: " + failure + where);
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
      } catch (Thrown e) {
        refusal =
            new Refusal(
                Kind.UNSAFE,
                "it throws " + e.throwable.type.binaryName() + heap.messageOf(e.throwable),
                e.chain,
                false);
      } catch (StackOverflowError e) {
        refusal = new Refusal(Kind.UNKNOWN, "its calls are too deep to follow", List.of(), true);
      } catch (Initialisations.TooDeep | World.Full e) {
        throw e;
      } catch (RuntimeException e) {
        refusal = failed(e);
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
    if (rule.onOwn()) {
      ownOperands.check(rule, method, arguments);
    }
    current().trusts(Refusal.trust(rule, places()));
    for (Object argument : arguments) {
      heap.handOver(argument);
    }
    String result = method.result.getDescriptor();
    if (result.equals("V")) {
      return null;
    }
    // Only what works on objects of its own returns such an object; others may look one up.
    HeapObject made =
        rule.onOwn() ? new Obj(current(), type("java/lang/Object"), new Object[0]) : null;
    return new Opaque(
        "the result of " + method + ", which is trusted but not known", "", result, made);
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
    if (current().step() > world.limits.instructions()) {
      throw tooLong();
    }
  }

  /** Charges what one instruction has the analysing JVM do, before it does it. */
  void works(long steps) {
    if (current().works(steps) > world.limits.instructions()) {
      throw tooLong();
    }
  }

  private Refusal tooLong() {
    return refusal(
        Kind.UNKNOWN, "it takes more than " + world.limits.instructions() + " instructions");
  }

  /** Charges bytes before they are allocated. */
  void allocates(long bytes) {
    if (current().allocates(bytes) > world.limits.bytes()) {
      throw refusal(Kind.UNKNOWN, "it allocates more than " + (world.limits.bytes() >> 20) + " MB");
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
