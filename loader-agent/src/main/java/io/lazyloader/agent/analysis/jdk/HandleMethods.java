package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.heap.ArrayObject;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.machine.Frame;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.ClassMirror;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.MethodCode.Call;
import io.lazyloader.agent.analysis.world.MethodInfo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Variable handles of fields and arrays, and field updaters. */
final class HandleMethods extends Model implements Methods {
  private final Variables variables;

  HandleMethods(Machine machine, Variables variables) {
    super(machine);
    this.variables = variables;
  }

  /** What a {@code VarHandle} reads and writes: a field, or the elements of arrays. */
  private record Handle(@Nullable FieldInfo field, String type) {}

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    return switch (method.name) {
      case "lookup" -> lookup();
      case "lookupClass" ->
          arguments[0] instanceof Instance lookup && lookup.payload != null
              ? lookup.payload
              : Intrinsics.NOT_MODELLED;
      case "privateLookupIn" -> arguments[1];
      case "arrayElementVarHandle", "findVarHandle", "findStaticVarHandle" ->
          varHandle(method, arguments);
      default -> Intrinsics.NOT_MODELLED;
    };
  }

  private Object lookup() {
    Instance lookup = instances.make(type("java/lang/invoke/MethodHandles$Lookup"));
    Frame caller = execution.top();
    if (caller != null) {
      lookup.payload = mirror(caller.method.owner.name);
    }
    return lookup;
  }

  private Object varHandle(MethodInfo method, @Nullable Object[] arguments) {
    int first = method.isStatic() ? 0 : 1;
    if (!(arguments[first] instanceof ClassMirror owner)) {
      throw variables.obstacle(method);
    }
    Instance handle = instances.make(type("java/lang/Object"));
    if (method.name.equals("arrayElementVarHandle")) {
      handle.payload = new Handle(null, owner.name());
      return handle;
    }
    for (FieldInfo field : type(owner.name()).fields.values()) {
      if (field.name.equals(arguments[first + 1])) {
        handle.payload = new Handle(field, field.descriptor);
        return handle;
      }
    }
    throw variables.obstacle(method);
  }

  /** Does what a call of a handle does. */
  @Nullable Object access(Call call, @Nullable Object[] arguments) {
    if (arguments[0] instanceof Opaque opaque) {
      throw execution.unknown(opaque);
    }
    if (!(arguments[0] instanceof Instance object)
        || !(object.payload instanceof Handle handle)
        || !isAccess(call.name)) {
      throw obstacle(Kind.UNKNOWN, "it uses a variable handle in a way not modelled");
    }
    Object result = access(handle, call.name, arguments);
    if (result == Intrinsics.NOT_MODELLED) {
      throw obstacle(Kind.UNKNOWN, "it uses a variable handle: " + call.name);
    }
    return result;
  }

  private @Nullable Object access(Handle handle, String name, @Nullable Object[] arguments) {
    FieldInfo field = handle.field();
    if (field == null) {
      ArrayObject array = heap.array(arguments[1]);
      return variables.operate(name, array, null, number(arguments[2]), from(arguments, 3));
    }
    if (field.isStatic()) {
      throw obstacle(Kind.UNKNOWN, "it uses a variable handle of a static field");
    }
    if (!(arguments[1] instanceof Instance target)) {
      throw instances.nullPointer();
    }
    return variables.operate(name, target, field, field.slot, from(arguments, 2));
  }

  private static @Nullable Object[] from(@Nullable Object[] arguments, int first) {
    return Arrays.copyOfRange(arguments, first, arguments.length);
  }

  private static boolean isAccess(String name) {
    return name.startsWith("get")
        || name.startsWith("set")
        || name.startsWith("compareAnd")
        || name.startsWith("weakCompareAnd");
  }
}
