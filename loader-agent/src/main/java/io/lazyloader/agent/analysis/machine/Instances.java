package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.Footprint;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.TypeInfo;
import org.jspecify.annotations.Nullable;

/** Makes instances of classes, and what the JVM itself throws. */
public final class Instances {
  private final Execution execution;
  private final Invoker invoker;

  Instances(Execution execution, Invoker invoker) {
    this.execution = execution;
    this.invoker = invoker;
  }

  /** Makes an instance, before its constructor runs. */
  public Instance make(TypeInfo type) {
    if (type.isAbstract()) {
      throw execution.obstacle(Kind.UNKNOWN, "it makes an instance of an abstract class");
    }
    MethodInfo finalizer = type.findMethod("finalize()V");
    if (finalizer != null && !isEmpty(finalizer)) {
      throw execution.obstacle(
          Kind.UNSAFE, "it makes a " + type.binaryName() + ", which has a finalizer");
    }
    execution.allocates(Footprint.instance(type.instanceFields.size()));
    @Nullable Object[] slots = new Object[type.instanceFields.size()];
    for (int slot = 0; slot < slots.length; slot++) {
      slots[slot] = type.instanceFields.get(slot).defaultValue();
    }
    return new Instance(execution.current(), type, slots);
  }

  /** Whether a finalizer does nothing, so that the JVM does not call it. */
  private boolean isEmpty(MethodInfo finalizer) {
    return finalizer.owner.name.equals("java/lang/Object")
        || execution.world().code(finalizer).opcodes.length == 1;
  }

  // ---- exceptions ----

  /** Makes what the JVM itself throws. */
  Thrown exception(String type, @Nullable Object message) {
    TypeInfo info = execution.type(type);
    invoker.initialised(info);
    Instance throwable = make(info);
    MethodInfo constructor =
        info.findMethod(message == null ? "<init>()V" : "<init>(Ljava/lang/String;)V");
    if (constructor == null) {
      throw execution.obstacle(Kind.UNKNOWN, "it ends in a " + info.binaryName());
    }
    // Its state is that which the constructor gives it, but for the frames of the constructor.
    invoker.call(
        constructor,
        message == null ? new Object[] {throwable} : new Object[] {throwable, message});
    execution.allocates(Footprint.places(0));
    return new Thrown(throwable, execution.places());
  }

  /** Makes what the JVM itself throws, with a message that it words as it likes. */
  public Thrown exception(String type) {
    return exception(
        type, new Opaque("the message that the JVM gives an exception", "Ljava/lang/String;"));
  }

  /** Makes what is thrown where null is no operand. */
  public Thrown nullPointer() {
    return exception("java/lang/NullPointerException", null);
  }

  /** A value that is looked into: neither null nor unknown. */
  public Object known(@Nullable Object value) {
    if (value instanceof Opaque opaque) {
      throw execution.unknown(opaque);
    }
    if (value == null) {
      throw nullPointer();
    }
    return value;
  }

  /** The message of a throwable as the end of a sentence. */
  static String messageOf(Instance throwable) {
    FieldInfo field = throwable.type.findField("detailMessage Ljava/lang/String;");
    Object message = field == null ? null : throwable.slots[field.slot];
    return message instanceof String text ? ": " + firstLine(text) : "";
  }

  private static String firstLine(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return text.substring(0, end);
  }
}
