package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.Verdict.Kind;
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
final class DynamicCalls {
  private final Interpreter interpreter;

  DynamicCalls(Interpreter interpreter) {
    this.interpreter = interpreter;
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
        return recordMethod(site, arguments, caller);
      }
      default ->
          throw interpreter.refusal(
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
      throw interpreter.refusal(Kind.UNKNOWN, "it makes a lambda of a form that is not known");
    }
    for (String each : interfaces) {
      interpreter.initialiseForLambda(interpreter.type(each));
    }
    return new Lambda(interpreter.current(), interfaces, site.name, implementation, captured);
  }

  /** By recipe: 1 stands for an argument, 2 for a constant (StringConcatFactory). */
  private Object concatenation(InvokeDynamicInsnNode site, @Nullable Object[] arguments) {
    Type[] types = Type.getArgumentTypes(site.desc);
    String recipe =
        site.bsm.getName().equals("makeConcat")
            ? "\1".repeat(arguments.length)
            : String.valueOf(site.bsmArgs[0]);
    StringBuilder text = new StringBuilder();
    Opaque opaque = null;
    int argument = 0;
    int constant = 1;
    for (int index = 0; index < recipe.length(); index++) {
      char c = recipe.charAt(index);
      if (c == '\1') {
        Object value = arguments[argument];
        if (value instanceof Opaque unknown && isPlain(unknown)) {
          opaque = unknown;
        } else {
          text.append(interpreter.natives().text(value, types[argument]));
        }
        argument++;
      } else if (c == '\2') {
        text.append(site.bsmArgs[constant++]);
      } else {
        text.append(c);
      }
    }
    interpreter.allocates(text.length());
    return opaque == null ? text.toString() : opaque.as("Ljava/lang/String;");
  }

  /** Whether to make text of a value runs no code of the program. */
  static boolean isPlain(Opaque value) {
    return value.isPrimitive() || value.descriptor().equals("Ljava/lang/String;");
  }

  /** {@code toString}, {@code hashCode} and {@code equals} of records (ObjectMethods). */
  private Object recordMethod(
      InvokeDynamicInsnNode site, @Nullable Object[] arguments, TypeInfo caller) {
    Object self = arguments[0];
    String names = String.valueOf(site.bsmArgs[1]);
    List<FieldInfo> components = new ArrayList<>();
    for (String name : names.split(";", -1)) {
      for (FieldInfo field : caller.fields.values()) {
        if (field.name.equals(name) && !field.isStatic()) {
          components.add(field);
        }
      }
    }
    return switch (site.name) {
      case "toString" -> recordText(self, caller, components);
      case "hashCode" -> recordHash(self, components);
      case "equals" -> recordEquals(self, arguments[1], components);
      default -> throw interpreter.refusal(Kind.UNKNOWN, "records have no " + site.name);
    };
  }

  private String recordText(@Nullable Object self, TypeInfo type, List<FieldInfo> components) {
    String binaryName = type.binaryName();
    int start = Math.max(binaryName.lastIndexOf('.'), binaryName.lastIndexOf('$')) + 1;
    StringBuilder text = new StringBuilder(binaryName.substring(start)).append('[');
    String separator = "";
    for (FieldInfo field : components) {
      Object value = interpreter.heap.getField(self, field);
      text.append(separator).append(field.name).append('=');
      text.append(interpreter.natives().text(value, Type.getType(field.descriptor)));
      separator = ", ";
    }
    return text.append(']').toString();
  }

  private int recordHash(@Nullable Object self, List<FieldInfo> components) {
    int hash = 0;
    for (FieldInfo field : components) {
      Object value = interpreter.heap.getField(self, field);
      hash = 31 * hash + hash(value, Type.getType(field.descriptor));
    }
    return hash;
  }

  private int hash(@Nullable Object value, Type type) {
    if (value == null) {
      return 0;
    }
    Object boxed = type.getSort() <= Type.DOUBLE ? interpreter.natives().boxed(type, value) : value;
    Object hash = interpreter.calls().callVirtual("java/lang/Object", "hashCode", "()I", boxed);
    if (hash instanceof Integer number) {
      return number;
    }
    throw interpreter.refusal(Kind.UNKNOWN, "it uses a hash code that is not known");
  }

  private int recordEquals(
      @Nullable Object self, @Nullable Object other, List<FieldInfo> components) {
    if (!(self instanceof Obj mine) || !(other instanceof Obj theirs) || mine.type != theirs.type) {
      return self == other ? 1 : 0;
    }
    for (FieldInfo field : components) {
      Type type = Type.getType(field.descriptor);
      Object left = interpreter.heap.getField(mine, field);
      Object right = interpreter.heap.getField(theirs, field);
      if (left == null || right == null) {
        if (left != right) {
          return 0;
        }
        continue;
      }
      boolean isPrimitive = type.getSort() <= Type.DOUBLE;
      Object same =
          interpreter
              .calls()
              .callVirtual(
                  "java/lang/Object",
                  "equals",
                  "(Ljava/lang/Object;)Z",
                  isPrimitive ? interpreter.natives().boxed(type, left) : left,
                  isPrimitive ? interpreter.natives().boxed(type, right) : right);
      if (!Integer.valueOf(1).equals(same)) {
        return 0;
      }
    }
    return 1;
  }
}
