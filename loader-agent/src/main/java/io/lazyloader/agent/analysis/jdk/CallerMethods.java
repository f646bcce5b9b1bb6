package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.machine.Frame;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.Names;
import io.lazyloader.agent.analysis.world.TypeInfo;
import org.jspecify.annotations.Nullable;

/** Who calls, and with which rights. A region stays in its class, so callers are what they were. */
final class CallerMethods extends Model implements Methods {
  CallerMethods(Machine machine) {
    super(machine);
  }

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    return switch (method.name) {
      case "getCallerClass" -> callerClass();
      case "getSecurityManager" -> securityManager(method);
      case "doPrivileged", "doPrivilegedWithCombiner" ->
          calls.callVirtual(
              method.parameters[0].getInternalName(), "run", "()Ljava/lang/Object;", arguments[0]);
      default -> Intrinsics.NOT_MODELLED;
    };
  }

  private Object callerClass() {
    TypeInfo caller = execution.callerOfCaller();
    return caller == null ? Intrinsics.NOT_MODELLED : mirror(caller.name);
  }

  private @Nullable Object securityManager(MethodInfo method) {
    Frame caller = execution.top();
    if (caller == null || !Names.isOfPlatform(caller.method.owner.name)) {
      throw obstacle(Kind.UNKNOWN, "it asks for the security manager", method);
    }
    return null;
  }
}
