package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.world.MethodInfo;
import org.jspecify.annotations.Nullable;

/** Does what the methods of some rows of the {@link MethodTable} do. */
interface Methods {
  /**
   * Calls a method.
   *
   * @return its result; {@link Intrinsics#NOT_MODELLED} or {@link Intrinsics#NOT_FOR_THESE} if its
   *     code is to be followed
   */
  @Nullable Object call(MethodInfo method, @Nullable Object[] arguments);
}
