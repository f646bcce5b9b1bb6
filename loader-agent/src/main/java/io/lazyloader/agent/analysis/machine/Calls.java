package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.effects.TrustedCalls;
import io.lazyloader.agent.analysis.heap.ArrayObject;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.Lambda;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.heap.Types;
import io.lazyloader.agent.analysis.world.MethodCode.Call;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.Names;
import io.lazyloader.agent.analysis.world.TypeInfo;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Finds what a call runs: by the exact class of the receiver, which is always known here. */
public final class Calls {
  private final Execution execution;
  private final Invoker invoker;
  private final Types types;
  private final Instances instances;
  private final Heap heap;
  private final TrustedInvocation trusted;

  Calls(
      Execution execution,
      Invoker invoker,
      Types types,
      Instances instances,
      Heap heap,
      TrustedInvocation trusted) {
    this.execution = execution;
    this.invoker = invoker;
    this.types = types;
    this.instances = instances;
    this.heap = heap;
    this.trusted = trusted;
  }

  /** Makes an instance for {@code new}, before its constructor runs. */
  Instance newInstance(TypeInfo type) {
    TrustedCalls trust = execution.universe().trust;
    MethodInfo constructor = type.methods.get("<init>()V");
    TrustRules.Rule rule =
        constructor == null ? trust.rule(type, "<init>") : trust.rule(constructor);
    if (rule == null) {
      invoker.initialised(type);
    }
    return instances.make(type);
  }

  /** Calls a static method. */
  @Nullable Object callStatic(Call call, @Nullable Object[] arguments) {
    MethodInfo method = resolved(call);
    // Who vouches for a call vouches for the initialiser that it triggers.
    if (execution.universe().trust.rule(method) == null) {
      invoker.initialised(method.owner);
    }
    return invoker.call(method, arguments);
  }

  /** Calls a static method that takes nothing. */
  public @Nullable Object callStatic(MethodInfo method) {
    invoker.initialised(method.owner);
    return invoker.call(method, new Object[0]);
  }

  /** Sees to it that a class is initialised before it is used. */
  public void initialise(TypeInfo type) {
    invoker.initialised(type);
  }

  /** A constructor, a private method or one of a superclass. */
  @Nullable Object callSpecial(Call call, @Nullable Object[] arguments, TypeInfo caller) {
    MethodInfo method = resolved(call);
    if (arguments[0] instanceof Opaque opaque) {
      return onOpaque(opaque, call, arguments);
    }
    if (arguments[0] == null) {
      throw instances.nullPointer();
    }
    TypeInfo parent = caller.superType;
    boolean isSuperCall =
        parent != null
            && !call.name.equals("<init>")
            && !method.isPrivate()
            && !call.owner.equals(caller.name)
            && caller.isSubtypeOf(call.owner)
            && !execution.type(call.owner).isInterface();
    if (isSuperCall && parent != null) {
      MethodInfo selected = parent.findMethod(call.name + call.descriptor);
      if (selected != null) {
        return invoker.call(selected, arguments);
      }
    }
    return invoker.call(method, arguments);
  }

  @Nullable Object callVirtual(Call call, @Nullable Object[] arguments) {
    Object receiver = arguments[0];
    if (receiver == null) {
      throw instances.nullPointer();
    }
    if (receiver instanceof Opaque opaque) {
      return onOpaque(opaque, call, arguments);
    }
    if (receiver instanceof Lambda lambda) {
      return onLambda(lambda, call, arguments);
    }
    if (receiver instanceof ArrayObject) {
      return onArray(call, arguments);
    }
    MethodInfo method = resolved(call);
    TypeInfo type =
        receiver instanceof Instance object
            ? object.type
            : execution.type(types.typeName(receiver));
    MethodInfo selected = type.select(method);
    if (selected == null) {
      throw execution.obstacle(
          Kind.UNKNOWN, type.binaryName() + " has no method " + call.name + " to call");
    }
    return invoker.call(selected, arguments);
  }

  private @Nullable Object onOpaque(Opaque opaque, Call call, @Nullable Object[] arguments) {
    MethodInfo method = resolved(call);
    Object result = invoker.intrinsics().call(method, arguments);
    if (result != Intrinsics.NOT_MODELLED && result != Intrinsics.NOT_FOR_THESE) {
      return result;
    }
    TrustRules.Rule rule = execution.universe().trust.rule(method);
    if (rule == null) {
      rule = execution.universe().trust.rule(execution.type(call.owner), method.name);
    }
    if (rule == null) {
      throw execution.unknown(opaque);
    }
    return trusted.call(rule, method, arguments);
  }

  private MethodInfo resolved(Call call) {
    MethodInfo known = call.resolved;
    if (known == null) {
      known = execution.type(call.owner).findMethod(call.name + call.descriptor);
      if (known == null) {
        throw execution.obstacle(
            Kind.UNKNOWN,
            "there is no method " + Names.method(call.owner, call.name, call.descriptor));
      }
      call.resolved = known;
    }
    return known;
  }

  @Nullable Object onArray(Call call, @Nullable Object[] arguments) {
    Object receiver = arguments[0];
    if (receiver == null) {
      throw instances.nullPointer();
    }
    if (receiver instanceof Opaque opaque) {
      throw execution.unknown(opaque);
    }
    if (call.name.equals("clone")) {
      return heap.copy(receiver);
    }
    MethodInfo method = execution.type("java/lang/Object").findMethod(call.name + call.descriptor);
    if (method == null) {
      throw execution.obstacle(Kind.UNKNOWN, "arrays have no method " + call.name);
    }
    return invoker.call(method, arguments);
  }

  /** Calls a method by the type of the receiver, as compiled code would. */
  public @Nullable Object callVirtual(
      String owner, String name, String descriptor, @Nullable Object... arguments) {
    return callVirtual(new Call(owner, name, descriptor), arguments);
  }

  private @Nullable Object onLambda(Lambda lambda, Call call, @Nullable Object[] arguments) {
    MethodInfo method = resolved(call);
    if (method.isAbstract() && call.name.equals(lambda.method)) {
      @Nullable Object[] given = new Object[arguments.length - 1];
      System.arraycopy(arguments, 1, given, 0, given.length);
      return callHandle(
          lambda.implementation,
          lambda.captured,
          given,
          Type.getArgumentTypes(call.descriptor),
          Type.getReturnType(call.descriptor));
    }
    for (String each : lambda.interfaces) {
      MethodInfo found = execution.type(each).findMethod(call.name + call.descriptor);
      if (found != null && !found.isAbstract()) {
        return invoker.call(found, arguments);
      }
    }
    // Interfaces declare methods of Object anew, as Comparator does with equals.
    MethodInfo ofObject =
        execution.type("java/lang/Object").findMethod(call.name + call.descriptor);
    if (ofObject != null) {
      return invoker.call(ofObject, arguments);
    }
    throw execution.obstacle(Kind.UNKNOWN, "it calls " + call.name + " on a lambda");
  }

  /**
   * Calls a method handle's target, boxing and unboxing as a lambda does (java.lang.invoke
   * .LambdaMetafactory, "Type Conversion Rules").
   */
  @Nullable Object callHandle(
      Handle handle,
      @Nullable Object[] captured,
      @Nullable Object[] given,
      Type[] givenTypes,
      Type wanted) {
    boolean isNew = handle.getTag() == Opcodes.H_NEWINVOKESPECIAL;
    boolean isStatic = handle.getTag() == Opcodes.H_INVOKESTATIC;
    if (handle.getTag() < Opcodes.H_INVOKEVIRTUAL) {
      throw execution.obstacle(Kind.UNKNOWN, "it calls a method handle of a field");
    }
    Type[] parameters = Type.getArgumentTypes(handle.getDesc());
    int receivers = isStatic || isNew ? 0 : 1;
    @Nullable Object[] arguments = new Object[receivers + parameters.length];
    for (int index = 0; index < arguments.length; index++) {
      boolean isCaptured = index < captured.length;
      Object value = isCaptured ? captured[index] : given[index - captured.length];
      if (!isCaptured && index >= receivers) {
        Type from = givenTypes[index - captured.length];
        value = adapted(value, from, parameters[index - receivers]);
      }
      arguments[index] = value;
    }
    Call call = new Call(handle.getOwner(), handle.getName(), handle.getDesc());
    if (isNew) {
      return adapted(make(call, arguments), Type.getObjectType(handle.getOwner()), wanted);
    }
    Object result;
    if (handle.getOwner().charAt(0) == '[') {
      result = onArray(call, arguments);
    } else if (isStatic) {
      result = callStatic(call, arguments);
    } else if (handle.getTag() == Opcodes.H_INVOKESPECIAL) {
      result = invoker.call(resolved(call), arguments);
    } else {
      result = callVirtual(call, arguments);
    }
    return adapted(result, Type.getReturnType(handle.getDesc()), wanted);
  }

  private Object make(Call constructor, @Nullable Object[] arguments) {
    if (constructor.owner.equals("java/lang/String")) {
      @Nullable Object[] withPlace = new Object[arguments.length + 1];
      System.arraycopy(arguments, 0, withPlace, 1, arguments.length);
      return invoker.intrinsics().newString(constructor, withPlace);
    }
    Instance made = newInstance(execution.type(constructor.owner));
    @Nullable Object[] all = new Object[arguments.length + 1];
    all[0] = made;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    invoker.call(resolved(constructor), all);
    return made;
  }

  private @Nullable Object adapted(@Nullable Object value, Type from, Type to) {
    boolean fromPrimitive = from.getSort() <= Type.DOUBLE;
    boolean toPrimitive = to.getSort() <= Type.DOUBLE;
    if (to.getSort() == Type.VOID || from.getSort() == Type.VOID || value instanceof Opaque) {
      return to.getSort() == Type.VOID ? null : value;
    }
    if (fromPrimitive && !toPrimitive) {
      return value == null ? null : invoker.intrinsics().boxed(from, value);
    }
    if (!fromPrimitive && toPrimitive) {
      if (value == null) {
        throw instances.nullPointer();
      }
      return widened(invoker.intrinsics().unboxed(value), to);
    }
    return toPrimitive && value != null ? widened(value, to) : value;
  }

  private static Object widened(Object value, Type to) {
    if (!(value instanceof Number number)) {
      return value;
    }
    return switch (to.getSort()) {
      case Type.LONG -> number.longValue();
      case Type.FLOAT -> number.floatValue();
      case Type.DOUBLE -> number.doubleValue();
      default -> value;
    };
  }
}
