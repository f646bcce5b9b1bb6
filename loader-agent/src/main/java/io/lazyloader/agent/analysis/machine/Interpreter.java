package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.effects.Simulation;
import io.lazyloader.agent.analysis.heap.Types;
import io.lazyloader.agent.analysis.heap.Values;
import io.lazyloader.agent.analysis.world.MethodCode;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.TypeInfo;
import io.lazyloader.agent.analysis.world.World;
import org.jspecify.annotations.Nullable;

/**
 * Runs initialisers: puts the parts of the machine together, and calls methods. What single
 * instructions do is {@link Instructions}' business, which initialisers run and when that of {@link
 * Initialisations}.
 *
 * <p>Used by one thread.
 */
public final class Interpreter implements Invoker {
  /** How many calls deep. */
  private static final int MAX_DEPTH = 200;

  private final Execution execution;
  private final Heap heap;
  private final Instructions instructions;
  private final TrustedInvocation trusted;
  private final Initialisations initialisations;
  private final Intrinsics intrinsics;

  /** Makes a machine for one evaluation. */
  public Interpreter(Universe universe, Platform platform) {
    this.execution = new Execution(universe);
    Types types = new Types(universe.world);
    Immutability immutability = new Immutability(platform, universe.world);
    Instances instances = new Instances(execution, this);
    HostGate host = new HostGate(execution, instances);
    Arrays arrays = new Arrays(execution, types, instances, host);
    this.heap = new Heap(execution, types, instances, arrays, platform, immutability);
    StaticAccess statics = new StaticAccess(execution, this, platform, immutability);
    this.trusted = new TrustedInvocation(execution, heap);
    Calls calls = new Calls(execution, this, types, instances, heap, trusted);
    Machine machine = new Machine(execution, types, instances, arrays, heap, statics, host, calls);
    this.instructions = new Instructions(machine, this);
    this.initialisations =
        new Initialisations(execution, platform, new InitialiserRun(execution, instructions));
    this.intrinsics = platform.intrinsics(machine);
  }

  /**
   * Runs the initialiser of a class that is asked about, whether or not it is free to run.
   *
   * @throws World.Full if that would hold more than the analysing JVM may be asked for
   */
  public Simulation simulate(TypeInfo type) {
    return initialisations.evaluate(type);
  }

  @Override
  public Simulation initialised(TypeInfo type) {
    return initialisations.initialised(type);
  }

  @Override
  public boolean isAcross(Simulation state) {
    return initialisations.isAcross(state);
  }

  @Override
  public boolean isSupertype(TypeInfo type) {
    return initialisations.isSupertype(type);
  }

  @Override
  public Intrinsics intrinsics() {
    return intrinsics;
  }

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    Universe universe = execution.universe();
    TrustRules.Rule rule = universe.trust.rule(method);
    if (rule != null) {
      return trusted.call(rule, method, arguments);
    }
    if (!universe.isFollowed(method)) {
      Object result = intrinsics.call(method, arguments);
      if (result != Intrinsics.NOT_MODELLED && result != Intrinsics.NOT_FOR_THESE) {
        return result;
      }
      if (result == Intrinsics.NOT_MODELLED) {
        universe.follows(method);
      }
    }
    check(method);
    if (method.isSynchronized()) {
      heap.lock(method.isStatic() ? universe.world.mirror(method.owner.name) : arguments[0]);
    }
    return run(method, arguments);
  }

  private void check(MethodInfo method) {
    if (method.isNative()) {
      throw execution.obstacle(Kind.UNKNOWN, "it calls the native method " + method);
    }
    if (method.isAbstract()) {
      throw execution.obstacle(Kind.UNKNOWN, "it calls the abstract method " + method);
    }
    if (execution.depth() >= MAX_DEPTH) {
      throw execution.obstacle(Kind.UNKNOWN, "its calls are more than " + MAX_DEPTH + " deep");
    }
  }

  private @Nullable Object run(MethodInfo method, @Nullable Object[] arguments) {
    MethodCode code = execution.world().code(method);
    @Nullable Object[] locals = new Object[code.maxLocals];
    int local = 0;
    for (Object argument : arguments) {
      locals[local] = argument;
      local += Values.isWide(argument) ? 2 : 1;
    }
    Frame caller = execution.top();
    Frame frame = new Frame(caller, method, code);
    execution.push(frame);
    // Not in a finally block: whoever stops an exception puts the frame back.
    Object result = instructions.run(frame, locals, 0);
    execution.pop(caller);
    return result;
  }
}
