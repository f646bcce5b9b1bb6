package io.lazyloader.agent.validate;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** What a class and its members declare, all but their code, as comparable properties. */
final class Declarations {
  private Declarations() {}

  /** All of a class but its version and its members. */
  static Map<String, Object> of(ClassNode type) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", type.name);
    all.put("flags", type.access);
    all.put("superclass", Canonical.text(type.superName));
    all.put("interfaces", Canonical.of(type.interfaces));
    all.put("signature", Canonical.text(type.signature));
    all.put("source file", Canonical.text(type.sourceFile));
    all.put("source debug extension", Canonical.text(type.sourceDebug));
    all.put("module", Canonical.of(type.module));
    all.put(
        "enclosing method",
        Canonical.all(
            Canonical.text(type.outerClass),
            Canonical.text(type.outerMethod),
            Canonical.text(type.outerMethodDesc)));
    // Whoever writes a class file anew names each only once.
    all.put("inner classes", new LinkedHashSet<>(Canonical.all(type.innerClasses.toArray())));
    all.put("nest host", Canonical.text(type.nestHostClass));
    all.put("nest members", Canonical.of(type.nestMembers));
    all.put("permitted subclasses", Canonical.of(type.permittedSubclasses));
    all.put("record components", Canonical.of(type.recordComponents));
    all.put("annotations", Canonical.of(type.visibleAnnotations));
    all.put("invisible annotations", Canonical.of(type.invisibleAnnotations));
    all.put("type annotations", Canonical.of(type.visibleTypeAnnotations));
    all.put("invisible type annotations", Canonical.of(type.invisibleTypeAnnotations));
    all.put("attributes", Canonical.of(type.attrs));
    return all;
  }

  /** All of a field. */
  static Map<String, Object> of(FieldNode field) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("flags", field.access);
    all.put("signature", Canonical.text(field.signature));
    all.put("constant value", Canonical.of(field.value));
    all.put("annotations", Canonical.of(field.visibleAnnotations));
    all.put("invisible annotations", Canonical.of(field.invisibleAnnotations));
    all.put("type annotations", Canonical.of(field.visibleTypeAnnotations));
    all.put("invisible type annotations", Canonical.of(field.invisibleTypeAnnotations));
    all.put("attributes", Canonical.of(field.attrs));
    return all;
  }

  /** All of a method but its code. */
  static Map<String, Object> of(MethodNode method) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("flags", method.access);
    all.put("signature", Canonical.text(method.signature));
    all.put("exceptions", Canonical.of(method.exceptions));
    all.put("parameters", Canonical.of(method.parameters));
    all.put("annotations", Canonical.of(method.visibleAnnotations));
    all.put("invisible annotations", Canonical.of(method.invisibleAnnotations));
    all.put("type annotations", Canonical.of(method.visibleTypeAnnotations));
    all.put("invisible type annotations", Canonical.of(method.invisibleTypeAnnotations));
    all.put(
        "parameter annotations",
        Canonical.all(method.visibleAnnotableParameterCount, method.visibleParameterAnnotations));
    all.put(
        "invisible parameter annotations",
        Canonical.all(
            method.invisibleAnnotableParameterCount, method.invisibleParameterAnnotations));
    all.put("default value", Canonical.of(method.annotationDefault));
    all.put("attributes", Canonical.of(method.attrs));
    return all;
  }

  /**
   * Compares declarations.
   *
   * @throws Mismatch at the first difference
   */
  static void compare(Map<String, Object> expected, Map<String, Object> found) {
    for (Map.Entry<String, Object> entry : expected.entrySet()) {
      Object other = found.get(entry.getKey());
      if (!entry.getValue().equals(other)) {
        boolean areFlags = entry.getKey().equals("flags");
        throw new Mismatch(
            "expected "
                + entry.getKey()
                + ' '
                + (areFlags ? hex(entry.getValue()) : entry.getValue())
                + ", found "
                + (areFlags ? hex(other) : other));
      }
    }
  }

  private static String hex(@Nullable Object flags) {
    return flags instanceof Integer bits ? "0x" + Integer.toHexString(bits) : "none";
  }
}
