package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Changes to code. */
final class InstructionMutants {
  private static final Map<Integer, Integer> OPPOSITES =
      Map.ofEntries(
          Map.entry(Opcodes.IFEQ, Opcodes.IFNE),
          Map.entry(Opcodes.IFNE, Opcodes.IFEQ),
          Map.entry(Opcodes.IFNULL, Opcodes.IFNONNULL),
          Map.entry(Opcodes.IFNONNULL, Opcodes.IFNULL),
          Map.entry(Opcodes.IFLT, Opcodes.IFLE),
          Map.entry(Opcodes.IF_ICMPEQ, Opcodes.IF_ICMPNE),
          Map.entry(Opcodes.IF_ICMPLT, Opcodes.IF_ICMPLE),
          Map.entry(Opcodes.IF_ICMPGE, Opcodes.IF_ICMPGT),
          Map.entry(Opcodes.IF_ACMPEQ, Opcodes.IF_ACMPNE),
          Map.entry(Opcodes.IF_ACMPNE, Opcodes.IF_ACMPEQ),
          Map.entry(Opcodes.IADD, Opcodes.ISUB),
          Map.entry(Opcodes.ISUB, Opcodes.IADD),
          Map.entry(Opcodes.IMUL, Opcodes.IDIV),
          Map.entry(Opcodes.IAND, Opcodes.IOR),
          Map.entry(Opcodes.DUP, Opcodes.NOP),
          Map.entry(Opcodes.POP, Opcodes.NOP),
          Map.entry(Opcodes.ACONST_NULL, Opcodes.ICONST_0),
          Map.entry(Opcodes.ICONST_0, Opcodes.ICONST_1),
          Map.entry(Opcodes.ICONST_1, Opcodes.ICONST_0),
          Map.entry(Opcodes.MONITORENTER, Opcodes.POP),
          Map.entry(Opcodes.ATHROW, Opcodes.ARETURN));

  private InstructionMutants() {}

  private static <T> @Nullable T any(ClassNode type, Class<T> kind, RandomGenerator random) {
    List<T> all = new ArrayList<>();
    for (MethodNode method : type.methods) {
      all.addAll(Mutation.ofKind(method.instructions, kind));
    }
    return Mutation.any(all, random);
  }

  /** An instruction, with the method that it is in. */
  record Place(MethodNode method, AbstractInsnNode node) {}

  private static @Nullable Place anyPlace(ClassNode type, RandomGenerator random) {
    List<Place> all = new ArrayList<>();
    for (MethodNode method : type.methods) {
      for (AbstractInsnNode node : method.instructions) {
        if (node.getOpcode() > Opcodes.NOP) {
          all.add(new Place(method, node));
        }
      }
    }
    return Mutation.any(all, random);
  }

  static boolean drop(ClassNode type, RandomGenerator random) {
    Place place = anyPlace(type, random);
    if (place == null) {
      return false;
    }
    place.method.instructions.remove(place.node);
    return true;
  }

  static boolean swap(ClassNode type, RandomGenerator random) {
    Place place = anyPlace(type, random);
    if (place == null) {
      return false;
    }
    AbstractInsnNode next = place.node.getNext();
    while (next != null && next.getOpcode() < 0) {
      next = next.getNext();
    }
    if (next == null || Instructions.areSame(place.node, next)) {
      return false;
    }
    place.method.instructions.remove(place.node);
    place.method.instructions.insert(next, place.node);
    return true;
  }

  static boolean repeat(ClassNode type, RandomGenerator random) {
    Place place = anyPlace(type, random);
    if (place == null || !Instructions.targets(place.node).isEmpty()) {
      return false;
    }
    place.method.instructions.insert(place.node, place.node.clone(Map.of()));
    return true;
  }

  static boolean changeConstant(ClassNode type, RandomGenerator random) {
    List<AbstractInsnNode> all = new ArrayList<>();
    for (MethodNode method : type.methods) {
      all.addAll(Mutation.ofKind(method.instructions, LdcInsnNode.class));
      all.addAll(Mutation.ofKind(method.instructions, IntInsnNode.class));
    }
    AbstractInsnNode node = Mutation.any(all, random);
    if (node instanceof IntInsnNode number && number.getOpcode() != Opcodes.NEWARRAY) {
      number.operand ^= 1;
      return true;
    }
    if (!(node instanceof LdcInsnNode load)) {
      return false;
    }
    if (load.cst instanceof String text) {
      load.cst = text + "x";
    } else if (load.cst instanceof Integer number) {
      load.cst = number + 1;
    } else if (load.cst instanceof Long number) {
      load.cst = number + 1;
    } else if (load.cst instanceof Double number) {
      load.cst = number == 0 ? 1.0 : -number;
    } else if (load.cst instanceof Float number) {
      load.cst = number == 0 ? 1.0f : -number;
    } else {
      load.cst = Type.getObjectType("x/Y");
    }
    return true;
  }

  static boolean changeCallee(ClassNode type, RandomGenerator random) {
    MethodInsnNode call = any(type, MethodInsnNode.class, random);
    if (call == null) {
      return false;
    }
    switch (random.nextInt(3)) {
      case 0 -> call.owner += "X";
      case 1 -> call.name = call.name.equals("<init>") ? "init" : call.name + "X";
      default -> call.itf = !call.itf;
    }
    return true;
  }

  static boolean changeField(ClassNode type, RandomGenerator random) {
    FieldInsnNode field = any(type, FieldInsnNode.class, random);
    if (field == null) {
      return false;
    }
    switch (random.nextInt(3)) {
      case 0 -> field.owner += "X";
      case 1 -> field.name += "X";
      default -> field.desc = '[' + field.desc;
    }
    return true;
  }

  static boolean changeType(ClassNode type, RandomGenerator random) {
    TypeInsnNode node = any(type, TypeInsnNode.class, random);
    if (node == null) {
      return false;
    }
    node.desc += "X";
    return true;
  }

  static boolean changeLocal(ClassNode type, RandomGenerator random) {
    VarInsnNode node = any(type, VarInsnNode.class, random);
    if (node == null) {
      return false;
    }
    node.var ^= 1;
    return true;
  }

  static boolean changeOpcode(ClassNode type, RandomGenerator random) {
    List<Place> all = new ArrayList<>();
    for (MethodNode method : type.methods) {
      for (AbstractInsnNode node : method.instructions) {
        if (OPPOSITES.containsKey(node.getOpcode())) {
          all.add(new Place(method, node));
        }
      }
    }
    Place place = Mutation.any(all, random);
    if (place == null) {
      return false;
    }
    int opposite = OPPOSITES.getOrDefault(place.node.getOpcode(), 0);
    if (place.node instanceof JumpInsnNode jump) {
      jump.setOpcode(opposite);
    } else {
      place.method.instructions.set(place.node, new InsnNode(opposite));
    }
    return true;
  }

  static boolean changeTarget(ClassNode type, RandomGenerator random) {
    List<Place> all = new ArrayList<>();
    for (MethodNode method : type.methods) {
      for (JumpInsnNode jump : Mutation.ofKind(method.instructions, JumpInsnNode.class)) {
        all.add(new Place(method, jump));
      }
    }
    Place place = Mutation.any(all, random);
    if (place == null) {
      return false;
    }
    JumpInsnNode jump = (JumpInsnNode) place.node;
    LabelNode other =
        Mutation.any(Mutation.ofKind(place.method.instructions, LabelNode.class), random);
    Code code = new Code(place.method);
    if (other == null || code.position(other) == code.position(jump.label)) {
      return false;
    }
    jump.label = other;
    return true;
  }

  static boolean changeBootstrap(ClassNode type, RandomGenerator random) {
    InvokeDynamicInsnNode call = any(type, InvokeDynamicInsnNode.class, random);
    if (call == null) {
      return false;
    }
    if (call.bsmArgs.length == 0 || random.nextBoolean()) {
      call.name += "X";
    } else {
      call.bsmArgs[random.nextInt(call.bsmArgs.length)] = "x";
    }
    return true;
  }

  static boolean changeLine(ClassNode type, RandomGenerator random) {
    LineNumberNode line = any(type, LineNumberNode.class, random);
    if (line == null) {
      return false;
    }
    line.line++;
    return true;
  }

  private static @Nullable MethodNode withHandlers(
      ClassNode type, int least, RandomGenerator random) {
    List<MethodNode> all = new ArrayList<>(type.methods);
    all.removeIf(method -> method.tryCatchBlocks.size() < least);
    return Mutation.any(all, random);
  }

  static boolean dropHandler(ClassNode type, RandomGenerator random) {
    MethodNode method = withHandlers(type, 1, random);
    if (method == null) {
      return false;
    }
    method.tryCatchBlocks.remove(random.nextInt(method.tryCatchBlocks.size()));
    return true;
  }

  static boolean changeHandler(ClassNode type, RandomGenerator random) {
    MethodNode method = withHandlers(type, 1, random);
    TryCatchBlockNode block = method == null ? null : Mutation.any(method.tryCatchBlocks, random);
    if (block == null) {
      return false;
    }
    block.type = "java/lang/Error".equals(block.type) ? null : "java/lang/Error";
    return true;
  }

  static boolean swapHandlers(ClassNode type, RandomGenerator random) {
    MethodNode method = withHandlers(type, 2, random);
    if (method == null) {
      return false;
    }
    Code code = new Code(method);
    int first = random.nextInt(method.tryCatchBlocks.size() - 1);
    TryCatchBlockNode one = method.tryCatchBlocks.get(first);
    TryCatchBlockNode other = method.tryCatchBlocks.get(first + 1);
    boolean overlap =
        code.position(one.start) < code.position(other.end)
            && code.position(other.start) < code.position(one.end);
    boolean areSame =
        code.position(one.handler) == code.position(other.handler)
            && String.valueOf(one.type).equals(String.valueOf(other.type));
    if (!overlap || areSame) {
      return false;
    }
    Collections.swap(method.tryCatchBlocks, first, first + 1);
    return true;
  }

  static boolean renameLocal(ClassNode type, RandomGenerator random) {
    List<LocalVariableNode> all = new ArrayList<>();
    for (MethodNode method : type.methods) {
      if (method.localVariables != null) {
        all.addAll(method.localVariables);
      }
    }
    LocalVariableNode local = Mutation.any(all, random);
    if (local == null) {
      return false;
    }
    local.name += "x";
    return true;
  }
}
