package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.MethodInfo;
import org.jspecify.annotations.Nullable;

/** Files: names are values like others, everything else asks or changes the disk. */
final class FileMethods extends Model implements Methods {
  FileMethods(Machine machine) {
    super(machine);
  }

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    if (method.isNative()) {
      throw obstacle(Kind.UNSAFE, "it uses files", method);
    }
    return Intrinsics.NOT_MODELLED;
  }
}
