package io.lazyloader.agent.analysis.world;

/**
 * A {@code Class} object, which HotSpot calls the mirror of a type. One for each type of a world.
 *
 * @param name an internal name, an array's descriptor, or a primitive type's keyword
 */
public record ClassMirror(String name) {
  public boolean isArray() {
    return name.charAt(0) == '[';
  }

  public boolean isPrimitive() {
    return switch (name) {
      case "boolean", "byte", "char", "short", "int", "long", "float", "double", "void" -> true;
      default -> false;
    };
  }

  /** As {@code Class.getName} gives it: one string for each class. */
  public String binaryName() {
    return name.replace('/', '.').intern();
  }
}
