package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.world.MethodInfo;
import org.jspecify.annotations.Nullable;

/** What the JVM knows about itself, the same at all times. */
final class JvmMethods implements Methods {
  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    if (!method.name.equals("initLevel")) {
      return Intrinsics.NOT_MODELLED;
    }
    return method.parameters.length == 0 ? 4 : null;
  }
}
