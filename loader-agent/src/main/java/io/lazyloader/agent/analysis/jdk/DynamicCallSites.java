package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.heap.Lambda;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.Names;
import io.lazyloader.agent.analysis.world.TypeInfo;
import java.lang.invoke.LambdaMetafactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * {@code invokedynamic} as Java compilers emit it: lambdas, string concatenation, the methods of
 * records. To link such a call site has no effect that a program can see.
 */
final class DynamicCallSites extends Model {
  private final Texts texts;
  private final RecordMethods records;

  DynamicCallSites(Machine machine, Texts texts, Boxes boxes) {
    super(machine);
    this.texts = texts;
    this.records = new RecordMethods(machine, texts, boxes);
  }

  @Nullable Object call(InvokeDynamicInsnNode site, @Nullable Object[] arguments, TypeInfo caller) {
    Handle bootstrap = site.bsm;
    switch (bootstrap.getOwner()) {
      case "java/lang/invoke/LambdaMetafactory" -> {
        return lambda(site, arguments);
      }
      case "java/lang/invoke/StringConcatFactory" -> {
        return concatenation(site, arguments);
      }
      case "java/lang/runtime/ObjectMethods" -> {
        return records.call(site, arguments, caller);
      }
      default ->
          throw obstacle(
              Kind.UNKNOWN,
              "it makes a dynamic call that "
                  + Names.binary(bootstrap.getOwner())
                  + " links when it runs");
    }
  }

  private Lambda lambda(InvokeDynamicInsnNode site, @Nullable Object[] captured) {
    List<String> interfaces = new ArrayList<>();
    interfaces.add(Type.getReturnType(site.desc).getInternalName());
    if (site.bsm.getName().equals("altMetafactory")) {
      if (site.bsmArgs[3] instanceof Integer flags
          && (flags & LambdaMetafactory.FLAG_SERIALIZABLE) != 0) {
        interfaces.add("java/io/Serializable");
      }
      for (int index = 3; index < site.bsmArgs.length; index++) {
        // Marker interfaces follow the flags; bridges are method types.
        if (site.bsmArgs[index] instanceof Type type && type.getSort() == Type.OBJECT) {
          interfaces.add(type.getInternalName());
        }
      }
    }
    if (!(site.bsmArgs[1] instanceof Handle implementation)) {
      throw obstacle(Kind.UNKNOWN, "it makes a lambda of a form that is not known");
    }
    for (String each : interfaces) {
      for (TypeInfo type : type(each).interfacesToInitialise()) {
        calls.initialise(type);
      }
    }
    return new Lambda(execution.current(), interfaces, site.name, implementation, captured);
  }

  /** By recipe: 1 stands for an argument, 2 for a constant (StringConcatFactory). */
  private Object concatenation(InvokeDynamicInsnNode site, @Nullable Object[] arguments) {
    Type[] types = Type.getArgumentTypes(site.desc);
    String recipe =
        site.bsm.getName().equals("makeConcat")
            ? "\1".repeat(arguments.length)
            : String.valueOf(site.bsmArgs[0]);
    StringBuilder text = gate.builder(recipe.length());
    Opaque opaque = null;
    int argument = 0;
    int constant = 1;
    for (int index = 0; index < recipe.length(); index++) {
      char c = recipe.charAt(index);
      if (c == '\1' && argument < arguments.length) {
        Object value = arguments[argument];
        if (value instanceof Opaque unknown && isPlain(unknown)) {
          opaque = unknown;
        } else {
          gate.append(text, texts.text(value, types[argument]));
        }
        argument++;
      } else if (c == '\2' && constant < site.bsmArgs.length) {
        gate.append(text, constant(site.bsmArgs[constant++]));
      } else {
        text.append(c);
      }
    }
    if (argument != arguments.length) {
      throw obstacle(Kind.UNKNOWN, "it concatenates by a recipe that does not fit");
    }
    return opaque == null ? gate.text(text) : opaque.as("Ljava/lang/String;");
  }

  private String constant(Object constant) {
    if (constant instanceof String || constant instanceof Number) {
      return constant.toString();
    }
    throw obstacle(
        Kind.UNKNOWN, "it concatenates a constant that is neither a string nor a number");
  }

  /** Whether to make text of a value runs no code of the program. */
  private static boolean isPlain(Opaque value) {
    return value.isPrimitive() || value.descriptor().equals("Ljava/lang/String;");
  }
}
