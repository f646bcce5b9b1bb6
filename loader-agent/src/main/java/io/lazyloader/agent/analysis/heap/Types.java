package io.lazyloader.agent.analysis.heap;

import io.lazyloader.agent.analysis.world.ClassMirror;
import io.lazyloader.agent.analysis.world.Names;
import io.lazyloader.agent.analysis.world.World;

/** The types of values, by the names that class files give them. */
public final class Types {
  private final World world;

  public Types(World world) {
    this.world = world;
  }

  /** The name of an object's class: internal, or an array's descriptor. */
  public String typeName(Object value) {
    if (value instanceof HeapObject object) {
      return object.typeName();
    }
    if (value instanceof String) {
      return "java/lang/String";
    }
    return "java/lang/Class";
  }

  public String describe(Object value) {
    return value instanceof ClassMirror type
        ? "the class " + type.binaryName()
        : "a " + Names.binary(typeName(value));
  }

  /** Whether a value that is not null can be cast to a type (JVMS 17 §6.5 checkcast). */
  public boolean isInstance(Object value, String target) {
    if (value instanceof Lambda lambda) {
      for (String each : lambda.interfaces) {
        if (isSubtype(each, target)) {
          return true;
        }
      }
      return target.equals("java/lang/Object");
    }
    return isSubtype(typeName(value), target);
  }

  public boolean isSubtype(String name, String target) {
    if (name.equals(target) || target.equals("java/lang/Object")) {
      return true;
    }
    if (name.charAt(0) != '[') {
      return target.charAt(0) != '[' && world.type(name).isSubtypeOf(target);
    }
    if (target.charAt(0) != '[') {
      return target.equals("java/lang/Cloneable") || target.equals("java/io/Serializable");
    }
    String element = name.substring(1);
    String targetElement = target.substring(1);
    return element.length() > 1
        && targetElement.length() > 1
        && isSubtype(withoutSemicolons(element), withoutSemicolons(targetElement));
  }

  /** The internal name, if a descriptor is that of a class. */
  public static String withoutSemicolons(String descriptor) {
    return descriptor.charAt(0) == 'L'
        ? descriptor.substring(1, descriptor.length() - 1)
        : descriptor;
  }

  /** The descriptor of arrays of a type given by its internal name or descriptor. */
  public static String arrayDescriptor(String element) {
    return element.charAt(0) == '[' ? '[' + element : "[L" + element + ';';
  }
}
