package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Changes to what a class and its members declare. */
final class DeclarationMutants {
  private static final int[] OF_FIELD = {
    Opcodes.ACC_FINAL, Opcodes.ACC_TRANSIENT, Opcodes.ACC_STATIC, Opcodes.ACC_SYNTHETIC,
    Opcodes.ACC_PRIVATE, Opcodes.ACC_PUBLIC, Opcodes.ACC_DEPRECATED, Opcodes.ACC_VOLATILE
  };
  private static final int[] OF_METHOD = {
    Opcodes.ACC_FINAL, Opcodes.ACC_SYNCHRONIZED, Opcodes.ACC_STATIC, Opcodes.ACC_SYNTHETIC,
    Opcodes.ACC_PRIVATE, Opcodes.ACC_PUBLIC, Opcodes.ACC_DEPRECATED, Opcodes.ACC_VARARGS,
    Opcodes.ACC_STRICT, Opcodes.ACC_BRIDGE
  };

  private DeclarationMutants() {}

  static boolean changeClass(ClassNode type, RandomGenerator random) {
    switch (random.nextInt(8)) {
      case 0 -> type.access ^= Opcodes.ACC_FINAL;
      case 1 -> type.access ^= Opcodes.ACC_SYNTHETIC;
      case 2 -> type.superName += "X";
      case 3 -> type.interfaces.add("java/lang/Runnable");
      case 4 -> type.signature = "Ljava/lang/Object;Lx/Y;";
      case 5 -> type.sourceFile += "x";
      case 6 -> type.nestHostClass = type.nestHostClass == null ? "x/Y" : null;
      default -> type.innerClasses.add(new InnerClassNode("x/Y$Z", "x/Y", "Z", 1));
    }
    return true;
  }

  static boolean changeFieldFlags(ClassNode type, RandomGenerator random) {
    FieldNode field = Mutation.any(type.fields, random);
    if (field == null) {
      return false;
    }
    field.access ^= OF_FIELD[random.nextInt(OF_FIELD.length)];
    return true;
  }

  static boolean changeMethodFlags(ClassNode type, RandomGenerator random) {
    MethodNode method = Mutation.any(type.methods, random);
    if (method == null) {
      return false;
    }
    method.access ^= OF_METHOD[random.nextInt(OF_METHOD.length)];
    return true;
  }

  static boolean changeField(ClassNode type, RandomGenerator random) {
    FieldNode field = Mutation.any(type.fields, random);
    if (field == null) {
      return false;
    }
    switch (random.nextInt(3)) {
      case 0 -> field.signature = field.signature == null ? "TX;" : null;
      case 1 -> field.name += "X";
      default -> {
        if (field.value instanceof Integer number) {
          field.value = number + 1;
        } else if (field.value instanceof String text) {
          field.value = text + "x";
        } else if (field.value instanceof Long number) {
          field.value = number + 1;
        } else {
          field.desc = '[' + field.desc;
        }
      }
    }
    return true;
  }

  static boolean changeMethod(ClassNode type, RandomGenerator random) {
    MethodNode method = Mutation.any(type.methods, random);
    if (method == null) {
      return false;
    }
    switch (random.nextInt(3)) {
      case 0 -> method.signature = method.signature == null ? "()V" : null;
      case 1 -> method.exceptions.add("java/lang/Exception");
      default -> method.name += "X";
    }
    return true;
  }

  static boolean changeAnnotation(ClassNode type, RandomGenerator random) {
    List<List<AnnotationNode>> all = new ArrayList<>();
    add(all, type.visibleAnnotations);
    add(all, type.invisibleAnnotations);
    for (FieldNode field : type.fields) {
      add(all, field.visibleAnnotations);
      add(all, field.invisibleAnnotations);
    }
    for (MethodNode method : type.methods) {
      add(all, method.visibleAnnotations);
      add(all, method.invisibleAnnotations);
    }
    List<AnnotationNode> annotations = Mutation.any(all, random);
    if (annotations == null) {
      return false;
    }
    int index = random.nextInt(annotations.size());
    switch (random.nextInt(3)) {
      case 0 -> annotations.remove(index);
      case 1 -> annotations.add(new AnnotationNode("Lx/Y;"));
      default -> {
        AnnotationNode annotation = annotations.get(index);
        annotation.values =
            annotation.values == null ? new ArrayList<>() : new ArrayList<>(annotation.values);
        annotation.values.add("added");
        annotation.values.add("x");
      }
    }
    return true;
  }

  private static void add(
      List<List<AnnotationNode>> all, @Nullable List<AnnotationNode> annotations) {
    if (annotations != null && !annotations.isEmpty()) {
      all.add(annotations);
    }
  }

  static boolean addMethod(ClassNode type, RandomGenerator random) {
    String[] names = {
      "added", Names.PREFIX + "added", Names.EAGER + 99, Names.CALL + 99, Names.RESOLVE + 99
    };
    MethodNode method =
        new MethodNode(Added.HIDDEN, names[random.nextInt(names.length)], "()V", null, null);
    method.instructions.add(new InsnNode(Opcodes.RETURN));
    type.methods.add(random.nextInt(type.methods.size() + 1), method);
    return true;
  }

  static boolean addField(ClassNode type, RandomGenerator random) {
    String[] names = {"added", Names.PREFIX + "added", Names.DONE + 99, Names.VALUE + "added"};
    type.fields.add(
        random.nextInt(type.fields.size() + 1),
        new FieldNode(Added.HIDDEN, names[random.nextInt(names.length)], "I", null, null));
    return true;
  }

  static boolean dropMethod(ClassNode type, RandomGenerator random) {
    if (type.methods.isEmpty()) {
      return false;
    }
    type.methods.remove(random.nextInt(type.methods.size()));
    return true;
  }

  static boolean dropField(ClassNode type, RandomGenerator random) {
    if (type.fields.isEmpty()) {
      return false;
    }
    type.fields.remove(random.nextInt(type.fields.size()));
    return true;
  }

  private static boolean isTelling(MethodNode method) {
    return method.name.equals("close") && (method.access & Opcodes.ACC_SYNTHETIC) != 0;
  }

  /** Among the original's own: the order of what was added is nobody's business. */
  static boolean reorder(ClassNode type, RandomGenerator random) {
    List<Integer> own = new ArrayList<>();
    for (int index = 0; index < type.methods.size(); index++) {
      String name = type.methods.get(index).name;
      boolean isAdded = name.startsWith(Names.PREFIX) || isTelling(type.methods.get(index));
      if (!isAdded && !name.equals(Names.INITIALISER)) {
        own.add(index);
      }
    }
    if (own.size() < 2) {
      return false;
    }
    int first = random.nextInt(own.size() - 1);
    Collections.swap(type.methods, own.get(first), own.get(first + 1));
    return true;
  }
}
