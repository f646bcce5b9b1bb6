package io.lazyloader;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Types known by their descriptors alone (JVMS 17 §4.3.2). Supertypes come from class files; where
 * there is none, a type may be a subtype of any.
 */
final class NamedTypes implements TypeSystem<String> {
  /** A type that is not known before it is there, and is cast then. */
  static final String OPEN = "?";

  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String BOXES =
      "Z Boolean B Byte C Character S Short I Integer J Long F Float D Double";

  private final ClassSketches files;

  NamedTypes(ClassSketches files) {
    this.files = files;
  }

  /** Takes a method's descriptor apart. */
  static List<String> parameters(String descriptor) {
    List<String> parameters = new ArrayList<>();
    int at = 1;
    while (descriptor.charAt(at) != ')') {
      int end = at;
      while (descriptor.charAt(end) == '[') {
        end++;
      }
      end = descriptor.charAt(end) == 'L' ? descriptor.indexOf(';', end) + 1 : end + 1;
      parameters.add(descriptor.substring(at, end));
      at = end;
    }
    return parameters;
  }

  static String returned(String descriptor) {
    return descriptor.substring(descriptor.indexOf(')') + 1);
  }

  @Override
  public char kind(String type) {
    return type.length() == 1 && !type.equals(OPEN) ? type.charAt(0) : REFERENCE;
  }

  @Override
  public boolean isSubclass(String from, String to) {
    if (from.equals(to) || from.equals(OPEN) || to.equals(OPEN) || to.equals(OBJECT)) {
      return true;
    }
    if (from.charAt(0) != '[') {
      return to.charAt(0) != '[' && extendsClass(className(from), className(to));
    }
    if (to.charAt(0) != '[') {
      return to.equals("Ljava/lang/Cloneable;") || to.equals("Ljava/io/Serializable;");
    }
    String element = component(from);
    String target = component(to);
    boolean areReferences = kind(element) == REFERENCE && kind(target) == REFERENCE;
    return areReferences ? isSubclass(element, target) : element.equals(target);
  }

  /** Tells whether a class has another above it, both by internal name, or is the same. */
  boolean extendsClass(String name, String above) {
    if (name.equals(above)) {
      return true;
    }
    ClassSketch sketch = files.find(name);
    if (sketch == null) {
      return true;
    }
    if (sketch.superName() != null && extendsClass(sketch.superName(), above)) {
      return true;
    }
    for (String each : sketch.interfaces()) {
      if (extendsClass(each, above)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String box(String primitive) {
    String[] boxes = BOXES.split(" ", -1);
    for (int at = 0; at < boxes.length; at += 2) {
      if (boxes[at].equals(primitive)) {
        return "Ljava/lang/" + boxes[at + 1] + ';';
      }
    }
    throw new IllegalArgumentException(primitive);
  }

  @Override
  public @Nullable String unbox(String reference) {
    String[] boxes = BOXES.split(" ", -1);
    for (int at = 0; at < boxes.length; at += 2) {
      if (reference.equals("Ljava/lang/" + boxes[at + 1] + ';')) {
        return boxes[at];
      }
    }
    return null;
  }

  @Override
  public boolean isConvertible(String from, String to) {
    return from.equals(OPEN) || to.equals(OPEN) || TypeSystem.super.isConvertible(from, to);
  }

  @Override
  public String component(String array) {
    return array.substring(1);
  }

  @Override
  public String show(String type) {
    if (type.charAt(0) == '[') {
      return show(component(type)) + "[]";
    }
    return switch (type) {
      case "Z" -> "boolean";
      case "B" -> "byte";
      case "C" -> "char";
      case "S" -> "short";
      case "I" -> "int";
      case "J" -> "long";
      case "F" -> "float";
      case "D" -> "double";
      case "V" -> "void";
      case OPEN -> OPEN;
      default -> className(type).replace('/', '.');
    };
  }

  private static String className(String descriptor) {
    return descriptor.substring(1, descriptor.length() - 1);
  }
}
