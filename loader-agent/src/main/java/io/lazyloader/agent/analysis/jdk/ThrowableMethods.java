package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.MethodInfo;
import org.jspecify.annotations.Nullable;

/** Throwables: the stack they hold is looked for when the evaluation is over. */
final class ThrowableMethods extends Model implements Methods {
  static final Row[] ROWS = {
    Row.computes(
        "the throwable, which holds a stack from now on; unsafe if the initialiser leaves it",
        "java/lang/Throwable.fillInStackTrace"),
    Row.obstacle(
        Kind.UNSAFE,
        "it asks for the stack",
        "java/lang/Throwable.getStackTrace",
        "java/lang/Throwable.getOurStackTrace",
        "java/lang/Throwable.printStackTrace",
        "java/lang/StackWalker.walk",
        "java/lang/StackWalker.getInstance",
        "java/lang/StackWalker.getCallerClass"),
    Row.hides(
        "the message that the JVM gives a NullPointerException",
        "java/lang/NullPointerException.getExtendedNPEMessage"),
  };

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
