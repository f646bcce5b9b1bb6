package io.lazyloader.agent.rewrite;

import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Finds the classes that the instructions of a region name. */
final class RegionUses {
  private final Set<String> found = new TreeSet<>();

  private RegionUses() {}

  /** Lists the binary names of the classes that a region names, its own class left out. */
  static Set<String> of(InitialiserCode code, Region region, String owner) {
    RegionUses uses = new RegionUses();
    for (int at = region.start(); at < region.end(); at++) {
      uses.add(code.instruction(at));
    }
    uses.found.remove(owner.replace('/', '.'));
    return uses.found;
  }

  private void add(AbstractInsnNode instruction) {
    if (instruction instanceof TypeInsnNode type) {
      add(Type.getObjectType(type.desc));
    } else if (instruction instanceof MethodInsnNode method) {
      add(Type.getObjectType(method.owner));
    } else if (instruction instanceof FieldInsnNode field) {
      add(Type.getObjectType(field.owner));
    } else if (instruction instanceof MultiANewArrayInsnNode array) {
      add(Type.getType(array.desc));
    } else if (instruction instanceof LdcInsnNode constant) {
      addConstant(constant.cst);
    } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
      add(Type.getReturnType(dynamic.desc));
      for (Object argument : dynamic.bsmArgs) {
        addConstant(argument);
      }
    }
  }

  private void addConstant(Object constant) {
    if (constant instanceof Type type && type.getSort() != Type.METHOD) {
      add(type);
    } else if (constant instanceof Handle handle) {
      add(Type.getObjectType(handle.getOwner()));
    }
  }

  private void add(Type type) {
    Type named = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    if (named.getSort() == Type.OBJECT) {
      found.add(named.getClassName());
    }
  }
}
