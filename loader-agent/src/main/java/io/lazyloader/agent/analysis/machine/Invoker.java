package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.effects.Obstacle;
import io.lazyloader.agent.analysis.effects.Simulation;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.TypeInfo;
import org.jspecify.annotations.Nullable;

/** Runs code: what the parts of the machine need of the interpreter, and nothing else. */
interface Invoker {
  /** Calls a method that was resolved and, if virtual, selected. */
  @Nullable Object call(MethodInfo method, @Nullable Object[] arguments);

  /**
   * Sees to it that a class is initialised before it is used (JVMS 17 §5.5).
   *
   * @return its state
   * @throws Obstacle if its initialiser is not free to run at another time
   */
  Simulation initialised(TypeInfo type);

  /** Whether a class is in one circle with the one that runs, and so neither comes first. */
  boolean isAcross(Simulation state);

  /** Whether a class is a superclass of the one whose initialiser runs now, and not of the JDK. */
  boolean isSupertype(TypeInfo type);

  /** The methods of the JDK that are not followed. */
  Intrinsics intrinsics();
}
