package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.Verdict.Kind;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * {@code StringBuilder} and {@code StringBuffer}: a builder of the analysing JVM stands for the
 * state of the simulated one.
 */
final class Builders {
  private final Interpreter interpreter;
  private final Natives natives;
  private final HostCalls host;

  Builders(Interpreter interpreter, Natives natives, HostCalls host) {
    this.interpreter = interpreter;
    this.natives = natives;
    this.host = host;
  }

  @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    if (method.isStatic() || !(arguments[0] instanceof Obj self)) {
      return Natives.UNKNOWN;
    }
    return switch (method.name) {
      case "<init>" -> make(method, self, arguments);
      case "append" -> append(method, self, arguments);
      case "insert" -> insert(method, self, arguments);
      case "toString" -> interpreter.gate().text(builder(self));
      case "ensureCapacity", "trimToSize" -> {
        builder(self);
        interpreter.heap.writes(self, "a builder");
        yield null;
      }
      case "capacity" ->
          throw interpreter.refusal(
              Kind.UNKNOWN, "it asks for the capacity of a builder, which is not modelled");
      default -> callHost(method, self, arguments);
    };
  }

  private @Nullable Object make(MethodInfo method, Obj self, @Nullable Object[] arguments) {
    interpreter.heap.writes(self, "a builder");
    HostGate gate = interpreter.gate();
    switch (method.descriptor) {
      case "()V" -> self.payload = gate.builder(16);
      case "(I)V" -> self.payload = gate.builder(natives.number(arguments[1]));
      default -> {
        CharSequence text = sequence(interpreter.known(arguments[1]));
        if (text == null) {
          return Natives.NOT_FOR_THESE;
        }
        StringBuilder builder = gate.builder(16);
        gate.append(builder, text);
        self.payload = builder;
      }
    }
    return null;
  }

  private @Nullable Object append(MethodInfo method, Obj self, @Nullable Object[] arguments) {
    StringBuilder builder = builder(self);
    interpreter.heap.writes(self, "a builder");
    Type parameter = method.parameters[0];
    Object value = arguments[1];
    if (parameter.getDescriptor().equals("[C")) {
      char[] chars = (char[]) interpreter.heap.elements(value);
      boolean isPart = arguments.length > 2;
      int from = isPart ? natives.number(arguments[2]) : 0;
      int count = isPart ? natives.number(arguments[3]) : chars.length;
      interpreter.gate().append(builder, chars, from, count);
      return self;
    }
    CharSequence text = isSequence(parameter) ? sequence(value) : host.text(value, parameter);
    if (text == null) {
      return Natives.NOT_FOR_THESE;
    }
    if (arguments.length == 2) {
      interpreter.gate().append(builder, text);
    } else {
      interpreter
          .gate()
          .append(builder, text, natives.number(arguments[2]), natives.number(arguments[3]));
    }
    return self;
  }

  private @Nullable Object insert(MethodInfo method, Obj self, @Nullable Object[] arguments) {
    if (method.parameters.length != 2) {
      return Natives.UNKNOWN;
    }
    StringBuilder builder = builder(self);
    interpreter.heap.writes(self, "a builder");
    int at = natives.number(arguments[1]);
    Type parameter = method.parameters[1];
    String text;
    if (parameter.getDescriptor().equals("[C")) {
      char[] chars = (char[]) interpreter.heap.elements(arguments[2]);
      text = interpreter.gate().string(chars, 0, chars.length);
    } else if (isSequence(parameter)) {
      CharSequence sequence = sequence(arguments[2]);
      if (sequence == null) {
        return Natives.NOT_FOR_THESE;
      }
      text =
          sequence instanceof StringBuilder other
              ? interpreter.gate().text(other)
              : sequence.toString();
    } else {
      text = host.text(arguments[2], parameter);
    }
    interpreter.gate().insert(builder, at, text);
    return self;
  }

  private @Nullable Object callHost(MethodInfo method, Obj self, @Nullable Object[] arguments) {
    String descriptor =
        method.descriptor.replace("Ljava/lang/StringBuffer;", 'L' + HostMethods.BUILDER + ';');
    if (!HostMethods.contains(HostMethods.BUILDER, method.name, descriptor)) {
      return Natives.UNKNOWN;
    }
    Method found = HostMethods.find(HostMethods.BUILDER, method.name, descriptor);
    StringBuilder builder = builder(self);
    if (!HostMethods.looks(method.name)) {
      interpreter.heap.writes(self, "a builder");
    }
    Object result = host.callHost(found, builder, method.parameters, arguments, 1);
    return result == builder ? self : result;
  }

  private static boolean isSequence(Type type) {
    return switch (type.getDescriptor()) {
      case "Ljava/lang/String;",
          "Ljava/lang/CharSequence;",
          "Ljava/lang/StringBuffer;",
          "Ljava/lang/AbstractStringBuilder;" ->
          true;
      default -> false;
    };
  }

  /** A text as the host's builders take it, or null if its code is the program's. */
  private @Nullable CharSequence sequence(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Opaque opaque) {
      throw interpreter.unknown(opaque);
    }
    if (value instanceof String text) {
      return text;
    }
    return value instanceof Obj other && other.payload instanceof StringBuilder
        ? builder(other)
        : null;
  }

  /** What stands for a builder that is about to be looked into. */
  StringBuilder builder(@Nullable Object value) {
    if (interpreter.known(value) instanceof Obj self
        && self.payload instanceof StringBuilder builder) {
      interpreter.heap.reads(self, null);
      return builder;
    }
    throw interpreter.refusal(Kind.UNKNOWN, "it uses a builder before it is made");
  }
}
