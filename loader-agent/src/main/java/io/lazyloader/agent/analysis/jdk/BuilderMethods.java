package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.MethodInfo;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * {@code StringBuilder} and {@code StringBuffer}: a builder of the analysing JVM stands for the
 * state of the simulated one.
 */
final class BuilderMethods extends Model implements Methods {
  private final HostCalls host;
  private final Texts texts;

  BuilderMethods(Machine machine, HostCalls host, Texts texts) {
    super(machine);
    this.host = host;
    this.texts = texts;
  }

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    if (method.name.equals("<clinit>")) {
      return Intrinsics.NOT_MODELLED;
    }
    if (method.isStatic() || !(arguments[0] instanceof Instance self)) {
      return Intrinsics.NOT_MODELLED;
    }
    return switch (method.name) {
      case "<init>" -> make(method, self, arguments);
      case "append" -> append(method, self, arguments);
      case "insert" -> insert(method, self, arguments);
      case "toString" -> gate.text(host.builder(self));
      case "ensureCapacity", "trimToSize" -> {
        host.builder(self);
        heap.writes(self, "a builder");
        yield null;
      }
      case "capacity" ->
          throw obstacle(
              Kind.UNKNOWN, "it asks for the capacity of a builder, which is not modelled");
      default -> callHost(method, self, arguments);
    };
  }

  private @Nullable Object make(MethodInfo method, Instance self, @Nullable Object[] arguments) {
    heap.writes(self, "a builder");
    switch (method.descriptor) {
      case "()V" -> self.payload = gate.builder(16);
      case "(I)V" -> self.payload = gate.builder(number(arguments[1]));
      default -> {
        CharSequence text = sequence(known(arguments[1]));
        if (text == null) {
          return Intrinsics.NOT_FOR_THESE;
        }
        StringBuilder builder = gate.builder(16);
        gate.append(builder, text);
        self.payload = builder;
      }
    }
    return null;
  }

  private @Nullable Object append(MethodInfo method, Instance self, @Nullable Object[] arguments) {
    StringBuilder builder = host.builder(self);
    heap.writes(self, "a builder");
    Type parameter = method.parameters[0];
    Object value = arguments[1];
    if (parameter.getDescriptor().equals("[C")) {
      char[] chars = (char[]) heap.elements(value);
      boolean isPart = arguments.length > 2;
      int from = isPart ? number(arguments[2]) : 0;
      int count = isPart ? number(arguments[3]) : chars.length;
      gate.append(builder, chars, from, count);
      return self;
    }
    CharSequence text = isSequence(parameter) ? sequence(value) : texts.text(value, parameter);
    if (text == null) {
      return Intrinsics.NOT_FOR_THESE;
    }
    if (arguments.length == 2) {
      gate.append(builder, text);
    } else {
      gate.append(builder, text, number(arguments[2]), number(arguments[3]));
    }
    return self;
  }

  private @Nullable Object insert(MethodInfo method, Instance self, @Nullable Object[] arguments) {
    if (method.parameters.length != 2) {
      return Intrinsics.NOT_MODELLED;
    }
    StringBuilder builder = host.builder(self);
    heap.writes(self, "a builder");
    int at = number(arguments[1]);
    Type parameter = method.parameters[1];
    String text;
    if (parameter.getDescriptor().equals("[C")) {
      char[] chars = (char[]) heap.elements(arguments[2]);
      text = gate.string(chars, 0, chars.length);
    } else if (isSequence(parameter)) {
      CharSequence sequence = sequence(arguments[2]);
      if (sequence == null) {
        return Intrinsics.NOT_FOR_THESE;
      }
      text = sequence instanceof StringBuilder other ? gate.text(other) : sequence.toString();
    } else {
      text = texts.text(arguments[2], parameter);
    }
    gate.insert(builder, at, text);
    return self;
  }

  private @Nullable Object callHost(
      MethodInfo method, Instance self, @Nullable Object[] arguments) {
    String descriptor =
        method.descriptor.replace("Ljava/lang/StringBuffer;", 'L' + HostMethods.BUILDER + ';');
    if (!HostMethods.contains(HostMethods.BUILDER, method.name, descriptor)) {
      return Intrinsics.NOT_MODELLED;
    }
    Method found = HostMethods.find(HostMethods.BUILDER, method.name, descriptor);
    StringBuilder builder = host.builder(self);
    if (!HostMethods.looks(method.name)) {
      heap.writes(self, "a builder");
    }
    Object result = host.call(found, builder, method.parameters, arguments, 1);
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
      throw execution.unknown(opaque);
    }
    if (value instanceof String text) {
      return text;
    }
    return value instanceof Instance other && other.payload instanceof StringBuilder
        ? host.builder(other)
        : null;
  }
}
