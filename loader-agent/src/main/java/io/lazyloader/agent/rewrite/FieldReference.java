package io.lazyloader.agent.rewrite;

/**
 * A reference to a field, as in a constant pool (JVMS 17 §4.4.2).
 *
 * @param owner internal name of the class that it names, which may inherit the field
 * @param name the field's name
 * @param descriptor the field's type
 */
public record FieldReference(String owner, String name, String descriptor) {}
