package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.MethodInfo;
import org.jspecify.annotations.Nullable;

/** Throwables: the stack they hold is looked for when the evaluation is over. */
final class ThrowableMethods extends Model implements Methods {
  ThrowableMethods(Machine machine) {
    super(machine);
  }

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    if (!method.name.equals("fillInStackTrace")) {
      return Intrinsics.NOT_MODELLED;
    }
    if (arguments[0] instanceof Instance throwable) {
      execution.current().capturesStack(throwable);
    }
    return arguments[0];
  }
}
