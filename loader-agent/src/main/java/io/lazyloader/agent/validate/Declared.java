package io.lazyloader.agent.validate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.RecordComponentNode;

/**
 * A class file, read.
 *
 * @param node all of it, with expanded frames
 * @param fields by name and descriptor
 * @param methods by name and descriptor
 * @param hasUnknownAttributes whether there are attributes that ASM does not know
 */
record Declared(
    ClassNode node,
    Map<String, FieldNode> fields,
    Map<String, MethodNode> methods,
    boolean hasUnknownAttributes) {
  /**
   * Reads a class file.
   *
   * @throws RuntimeException of whatever kind, if it is none
   */
  static Declared read(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassNode node = new ClassNode();
    reader.accept(node, ClassReader.EXPAND_FRAMES);
    Map<String, Attribute> unknown = unknown(node);
    if (!unknown.isEmpty()) {
      node = new ClassNode();
      reader.accept(node, unknown.values().toArray(new Attribute[0]), ClassReader.EXPAND_FRAMES);
    }
    Map<String, FieldNode> fields = new LinkedHashMap<>();
    for (FieldNode field : node.fields) {
      fields.put(field.name + ' ' + field.desc, field);
    }
    Map<String, MethodNode> methods = new LinkedHashMap<>();
    for (MethodNode method : node.methods) {
      methods.put(method.name + method.desc, method);
    }
    if (fields.size() < node.fields.size() || methods.size() < node.methods.size()) {
      throw new IllegalArgumentException("two members have the same name and descriptor");
    }
    return new Declared(node, fields, methods, !unknown.isEmpty());
  }

  private static Map<String, Attribute> unknown(ClassNode node) {
    Map<String, Attribute> unknown = new HashMap<>();
    collect(unknown, node.attrs);
    for (FieldNode field : node.fields) {
      collect(unknown, field.attrs);
    }
    for (MethodNode method : node.methods) {
      collect(unknown, method.attrs);
    }
    if (node.recordComponents != null) {
      for (RecordComponentNode component : node.recordComponents) {
        collect(unknown, component.attrs);
      }
    }
    return unknown;
  }

  private static void collect(
      Map<String, Attribute> unknown, @Nullable List<Attribute> attributes) {
    if (attributes != null) {
      for (Attribute attribute : attributes) {
        unknown.put(attribute.type, new RawAttribute(attribute.type));
      }
    }
  }

  /**
   * Whether the constant pool of one class file begins with that of another, so that the bytes of
   * an attribute mean the same in both.
   */
  static boolean sharesConstants(byte[] before, byte[] after) {
    // The pool begins behind magic number, version and its own size (JVMS 17 §4.1).
    int end = new ClassReader(before).header;
    return after.length >= end && Arrays.equals(before, 10, end, after, 10, end);
  }

  String name() {
    return node.name;
  }

  boolean isInterface() {
    return (node.access & Opcodes.ACC_INTERFACE) != 0;
  }

  /** The major version (JVMS 17 §4.1). */
  int version() {
    return node.version & 0xFFFF;
  }

  /** Finds a static field by its name. */
  @Nullable FieldNode staticField(String name) {
    for (FieldNode field : node.fields) {
      if (field.name.equals(name) && (field.access & Opcodes.ACC_STATIC) != 0) {
        return field;
      }
    }
    return null;
  }

  /** Whether references that name this class mean a field of its own. */
  boolean declares(String field) {
    for (FieldNode declared : node.fields) {
      if (declared.name.equals(field)) {
        return true;
      }
    }
    return false;
  }
}
