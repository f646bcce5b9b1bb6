package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Changes to what deferring makes of a class. */
final class RegionMutants {
  private RegionMutants() {}

  private record Call(MethodNode method, MethodInsnNode node) {}

  private static boolean isAccessor(ClassNode type, MethodInsnNode call) {
    if (!call.name.startsWith(Names.PREFIX) || !call.desc.startsWith("()")) {
      return false;
    }
    String field = call.name.substring(Names.PREFIX.length());
    String descriptor = call.desc.substring(2);
    return call.owner.equals(type.name)
        && type.fields.stream().anyMatch(f -> f.name.equals(field) && f.desc.equals(descriptor));
  }

  private static List<Call> calls(ClassNode type, String prefix) {
    List<Call> found = new ArrayList<>();
    for (MethodNode method : type.methods) {
      for (MethodInsnNode call : Mutation.ofKind(method.instructions, MethodInsnNode.class)) {
        boolean isMeant =
            prefix.isEmpty()
                ? isAccessor(type, call)
                : call.owner.startsWith(prefix) || call.name.startsWith(prefix);
        if (isMeant) {
          found.add(new Call(method, call));
        }
      }
    }
    return found;
  }

  static boolean readPastAccessor(ClassNode type, RandomGenerator random) {
    Call call = Mutation.any(calls(type, ""), random);
    if (call == null) {
      return false;
    }
    call.method.instructions.set(
        call.node,
        new FieldInsnNode(
            Opcodes.GETSTATIC,
            call.node.owner,
            call.node.name.substring(Names.PREFIX.length()),
            call.node.desc.substring(2)));
    return true;
  }

  static boolean otherAccessor(ClassNode type, RandomGenerator random) {
    Call call = Mutation.any(calls(type, ""), random);
    List<MethodNode> accessors = new ArrayList<>(type.methods);
    accessors.removeIf(
        method ->
            call == null
                || method.name.equals(call.node.name)
                || !method.name.startsWith(Names.PREFIX)
                || !method.desc.startsWith("()")
                || method.desc.equals("()V"));
    MethodNode other = Mutation.any(accessors, random);
    if (call == null || other == null) {
      return false;
    }
    call.node.name = other.name;
    call.node.desc = other.desc;
    return true;
  }

  private static List<MethodNode> bodies(ClassNode type) {
    List<MethodNode> found = new ArrayList<>(type.methods);
    found.removeIf(method -> !method.name.startsWith(Names.INITIALISE));
    return found;
  }

  private static @Nullable MethodNode initialiser(ClassNode type) {
    return type.methods.stream()
        .filter(method -> method.name.equals(Names.INITIALISER))
        .findFirst()
        .orElse(null);
  }

  /** Both where it was, and where it is resolved. */
  static boolean skipRegion(ClassNode type, RandomGenerator random) {
    Call call =
        Mutation.any(calls(type, random.nextBoolean() ? Names.EAGER : Names.INITIALISE), random);
    if (call == null) {
      return false;
    }
    call.method.instructions.remove(call.node);
    return true;
  }

  static boolean repeatRegion(ClassNode type, RandomGenerator random) {
    MethodNode body = Mutation.any(bodies(type), random);
    MethodNode initialiser = initialiser(type);
    if (body == null || initialiser == null) {
      return false;
    }
    InsnList copy = new InsnList();
    for (AbstractInsnNode node : body.instructions) {
      if (node.getOpcode() >= 0 && node.getOpcode() != Opcodes.RETURN) {
        if (!Instructions.targets(node).isEmpty()) {
          return false;
        }
        copy.add(node.clone(Map.of()));
      }
    }
    for (AbstractInsnNode node : initialiser.instructions) {
      if (node.getOpcode() == Opcodes.RETURN) {
        initialiser.instructions.insertBefore(node, copy);
        return true;
      }
    }
    return false;
  }

  static boolean moveToOtherRegion(ClassNode type, RandomGenerator random) {
    List<Call> all = calls(type, Names.INITIALISE);
    Call one = Mutation.any(all, random);
    Call other = Mutation.any(all, random);
    if (one == null || other == null || one.node.name.equals(other.node.name)) {
      return false;
    }
    one.node.name = other.node.name;
    return true;
  }

  static boolean swapRegions(ClassNode type, RandomGenerator random) {
    MethodNode one = Mutation.any(bodies(type), random);
    MethodNode other = Mutation.any(bodies(type), random);
    if (one == null || other == null || one == other) {
      return false;
    }
    String name = one.name;
    one.name = other.name;
    other.name = name;
    return true;
  }

  /** Leaves the last instruction of a region, its assignment, where it was. */
  static boolean takeBack(ClassNode type, RandomGenerator random) {
    MethodNode body = Mutation.any(bodies(type), random);
    MethodNode initialiser = initialiser(type);
    if (body == null || initialiser == null) {
      return false;
    }
    AbstractInsnNode last = body.instructions.getLast();
    while (last != null && last.getOpcode() != Opcodes.PUTSTATIC) {
      last = last.getPrevious();
    }
    Call eager = Mutation.any(calls(type, Names.EAGER), random);
    if (last == null || eager == null) {
      return false;
    }
    body.instructions.remove(last);
    body.instructions.insertBefore(body.instructions.getLast(), new InsnNode(Opcodes.POP));
    eager.method.instructions.insert(eager.node, last);
    return true;
  }

  /** Takes an instruction that is none of a region's out of the initialiser. */
  static boolean cutMore(ClassNode type, RandomGenerator random) {
    MethodNode initialiser = initialiser(type);
    if (initialiser == null) {
      return false;
    }
    List<AbstractInsnNode> all = new ArrayList<>();
    initialiser.instructions.forEach(all::add);
    all.removeIf(node -> node.getOpcode() <= Opcodes.NOP);
    AbstractInsnNode node = Mutation.any(all, random);
    if (node == null) {
      return false;
    }
    initialiser.instructions.remove(node);
    return true;
  }

  static boolean dropLibraryCall(ClassNode type, RandomGenerator random) {
    Call call = Mutation.any(calls(type, Names.LIBRARY), random);
    if (call == null) {
      return false;
    }
    call.method.instructions.remove(call.node);
    return true;
  }

  /** Does not tell any more how far the initialiser has come. */
  static boolean dropProgress(ClassNode type, RandomGenerator random) {
    List<Call> all = new ArrayList<>(calls(type, Names.REGIONS));
    all.removeIf(call -> !call.node.name.equals("passed"));
    Call call = Mutation.any(all, random);
    if (call == null) {
      return false;
    }
    InsnList code = call.method.instructions;
    code.remove(call.node.getPrevious().getPrevious());
    code.remove(call.node.getPrevious());
    code.remove(call.node);
    return true;
  }

  static boolean notVolatile(ClassNode type, RandomGenerator random) {
    List<FieldNode> all = new ArrayList<>(type.fields);
    all.removeIf(field -> (field.access & Opcodes.ACC_VOLATILE) == 0);
    FieldNode field = Mutation.any(all, random);
    if (field == null) {
      return false;
    }
    field.access &= ~Opcodes.ACC_VOLATILE;
    return true;
  }

  /** Assigns a deferred field in another method. */
  static boolean assignElsewhere(ClassNode type, RandomGenerator random) {
    MethodNode body = Mutation.any(bodies(type), random);
    List<MethodNode> others = new ArrayList<>(type.methods);
    others.removeIf(method -> method.instructions.size() == 0 || method == body);
    MethodNode other = Mutation.any(others, random);
    if (body == null || other == null) {
      return false;
    }
    for (AbstractInsnNode node : body.instructions) {
      if (node instanceof FieldInsnNode field && node.getOpcode() == Opcodes.PUTSTATIC) {
        InsnList code = new InsnList();
        code.add(new InsnNode(Opcodes.ACONST_NULL));
        code.add(new TypeInsnNode(Opcodes.CHECKCAST, "java/lang/Object"));
        code.add(new FieldInsnNode(Opcodes.PUTSTATIC, field.owner, field.name, field.desc));
        other.instructions.insert(code);
        return true;
      }
    }
    return false;
  }
}
