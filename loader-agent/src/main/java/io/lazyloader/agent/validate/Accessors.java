package io.lazyloader.agent.validate;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldNode;

/** The accessors that a class has. */
final class Accessors {
  private Accessors() {}

  /** The names of the static fields that have one, whoever gave it to them. */
  static Set<String> of(Declared type) {
    Set<String> fields = new LinkedHashSet<>();
    for (FieldNode field : type.node().fields) {
      if ((field.access & Opcodes.ACC_STATIC) != 0
          && type.methods().containsKey(Names.accessor(field.name) + "()" + field.desc)) {
        fields.add(field.name);
      }
    }
    return fields;
  }
}
