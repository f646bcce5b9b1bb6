package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.effects.Obstacle;
import io.lazyloader.agent.analysis.heap.Types;
import io.lazyloader.agent.analysis.machine.Arrays;
import io.lazyloader.agent.analysis.machine.Calls;
import io.lazyloader.agent.analysis.machine.Execution;
import io.lazyloader.agent.analysis.machine.Heap;
import io.lazyloader.agent.analysis.machine.HostGate;
import io.lazyloader.agent.analysis.machine.Instances;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.machine.StaticAccess;
import io.lazyloader.agent.analysis.world.ClassMirror;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.TypeInfo;
import org.jspecify.annotations.Nullable;

/** Code that stands for methods of the JDK in one machine. */
abstract class Model {
  final Execution execution;
  final Types types;
  final Instances instances;
  final Arrays arrays;
  final Heap heap;
  final StaticAccess statics;
  final HostGate gate;
  final Calls calls;

  Model(Machine machine) {
    this.execution = machine.execution();
    this.types = machine.types();
    this.instances = machine.instances();
    this.arrays = machine.arrays();
    this.heap = machine.heap();
    this.statics = machine.statics();
    this.gate = machine.host();
    this.calls = machine.calls();
  }

  final Obstacle obstacle(Kind kind, String what) {
    return execution.obstacle(kind, what);
  }

  final Obstacle obstacle(Kind kind, String what, MethodInfo method) {
    return execution.obstacle(kind, what, method);
  }

  /** A value that is looked into: neither null nor unknown. */
  final Object known(@Nullable Object value) {
    return instances.known(value);
  }

  /** An int that is looked into. */
  final int number(@Nullable Object value) {
    return (Integer) known(value);
  }

  /** A text that is looked into. */
  final String string(@Nullable Object value) {
    return (String) known(value);
  }

  final TypeInfo type(String name) {
    return execution.type(name);
  }

  /** The {@code Class} object of a type. */
  final ClassMirror mirror(String name) {
    return execution.world().mirror(name);
  }

  /** A boolean as the machine has it. */
  static Object flag(boolean value) {
    return value ? 1 : 0;
  }
}
