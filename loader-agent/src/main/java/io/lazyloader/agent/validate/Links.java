package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What ties a class to others: it must fit them, whatever becomes of them.
 *
 * @param superName internal name of its superclass, or null
 * @param interfaces internal names of its direct superinterfaces
 * @param isInterface whether it is one
 * @param fields the static fields that it declares, as name, space and descriptor
 * @param accessors those of them, by name, that have an accessor
 * @param accesses its reads that were replaced
 * @param reads static fields of other classes that it reads as they are
 * @param writes static fields of other classes that it assigns
 * @param guarding whether it guards its calls of reflection
 */
public record Links(
    @Nullable String superName,
    List<String> interfaces,
    boolean isInterface,
    Set<String> fields,
    Set<String> accessors,
    Set<Access> accesses,
    Set<FieldReference> reads,
    Set<FieldReference> writes,
    Guarding guarding) {

  /** What a class is tied to that can't be read. */
  static final Links NONE =
      new Links(
          null, List.of(), false, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Guarding.NONE);

  /** What ties a class that was not changed. */
  static Links of(Declared type) {
    String unguarded = "";
    for (MethodNode method : type.node().methods) {
      for (AbstractInsnNode node : method.instructions) {
        if (unguarded.isEmpty()
            && node instanceof MethodInsnNode call
            && Guards.mayBeAround(call)
            && !Guards.isOfText(call)) {
          unguarded = Instructions.text(call);
        }
      }
    }
    return of(type, Accessors.of(type), Set.of(), new Guarding(false, unguarded));
  }

  static Links of(Declared type, Set<String> accessors, Set<Access> accesses, Guarding guarding) {
    Set<String> fields = new LinkedHashSet<>();
    for (FieldNode field : type.node().fields) {
      if ((field.access & Opcodes.ACC_STATIC) != 0) {
        fields.add(field.name + ' ' + field.desc);
      }
    }
    Set<FieldReference> reads = new LinkedHashSet<>();
    Set<FieldReference> writes = new LinkedHashSet<>();
    for (MethodNode method : type.node().methods) {
      for (AbstractInsnNode node : method.instructions) {
        collect(type, node, reads, writes);
      }
    }
    return new Links(
        type.node().superName,
        List.copyOf(type.node().interfaces),
        type.isInterface(),
        fields,
        accessors,
        accesses,
        reads,
        writes,
        guarding);
  }

  private static void collect(
      Declared type, AbstractInsnNode node, Set<FieldReference> reads, Set<FieldReference> writes) {
    if (node instanceof FieldInsnNode field) {
      boolean isStatic =
          node.getOpcode() == Opcodes.GETSTATIC || node.getOpcode() == Opcodes.PUTSTATIC;
      if (isStatic && !(field.owner.equals(type.name()) && type.declares(field.name))) {
        (node.getOpcode() == Opcodes.GETSTATIC ? reads : writes)
            .add(new FieldReference(field.owner, field.name, field.desc));
      }
    }
    List<Object> constants = new ArrayList<>();
    if (node instanceof LdcInsnNode load) {
      constants.add(load.cst);
    } else if (node instanceof InvokeDynamicInsnNode call) {
      constants.addAll(List.of(call.bsmArgs));
    }
    for (int index = 0; index < constants.size(); index++) {
      Object constant = constants.get(index);
      if (constant instanceof ConstantDynamic dynamic) {
        for (int at = 0; at < dynamic.getBootstrapMethodArgumentCount(); at++) {
          constants.add(dynamic.getBootstrapMethodArgument(at));
        }
      } else if (constant instanceof Handle handle
          && (handle.getTag() == Opcodes.H_GETSTATIC || handle.getTag() == Opcodes.H_PUTSTATIC)) {
        (handle.getTag() == Opcodes.H_GETSTATIC ? reads : writes)
            .add(new FieldReference(handle.getOwner(), handle.getName(), handle.getDesc()));
      }
    }
  }
}
