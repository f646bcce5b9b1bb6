package io.lazyloader.agent.validate;

/**
 * A static field as code names it (JVMS 17 §5.1); the class that declares it may be a supertype.
 *
 * @param owner internal name of the type that is named
 * @param name the field's name
 * @param descriptor the field's type
 */
public record FieldReference(String owner, String name, String descriptor) {
  @Override
  public String toString() {
    return owner.replace('/', '.') + '#' + name;
  }
}
