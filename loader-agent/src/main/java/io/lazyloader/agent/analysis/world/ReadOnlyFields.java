package io.lazyloader.agent.analysis.world;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;

/**
 * The static arrays that nobody changes once the initialiser of their class is done, since only its
 * own code, and that of its nest, can get at them: private ones of the platform, and those that
 * compilers make for themselves, such as the constants of an enum. All that code only looks things
 * up in what the field holds, and passes it on to nobody.
 *
 * <p>Reflection can read the private fields of all other classes and change the arrays in them.
 *
 * <p>A data flow through each method that reads such a field: where may the value go?
 */
public final class ReadOnlyFields {
  /** Methods of {@code Arrays} that keep no array that they are given, and change none. */
  private static final Set<String> LOOK_UPS =
      Set.of("copyOf", "copyOfRange", "binarySearch", "equals", "hashCode", "toString");

  /** Those that keep none, but change them. */
  private static final Set<String> CHANGES = Set.of("fill", "sort");

  private final Set<String> changed = new HashSet<>();

  private ReadOnlyFields() {}

  static ReadOnlyFields of(TypeInfo type, List<ClassReader> nest) {
    ReadOnlyFields found = new ReadOnlyFields();
    for (ClassReader reader : nest) {
      ClassNode node = new ClassNode();
      reader.accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      for (MethodNode method : node.methods) {
        found.look(type, node.name, method);
      }
    }
    return found;
  }

  public boolean contains(FieldInfo field) {
    return isCandidate(field) && !changed.contains(field.name);
  }

  private static boolean isCandidate(FieldInfo field) {
    if (!field.isStatic() || field.descriptor.charAt(0) != '[') {
      return false;
    }
    boolean isOfPlatform = field.isPrivate() && Names.isOfPlatform(field.owner.name);
    return isOfPlatform || isEnumsConstants(field) || isSwitchMap(field);
  }

  private static boolean isEnumsConstants(FieldInfo field) {
    return field.isSynthetic()
        && field.isPrivate()
        && field.owner.isEnum()
        && field.descriptor.equals("[L" + field.owner.name + ';');
  }

  /** Whether a field maps an enum's ordinals to the cases of a switch. */
  private static boolean isSwitchMap(FieldInfo field) {
    return field.isSynthetic() && field.owner.isSynthetic() && field.descriptor.equals("[I");
  }

  private void look(TypeInfo type, String className, MethodNode method) {
    boolean reads = false;
    for (AbstractInsnNode instruction : method.instructions) {
      reads |= instruction instanceof FieldInsnNode field && field(type, field) != null;
    }
    if (!reads) {
      return;
    }
    boolean isInitialiser = className.equals(type.name) && method.name.equals("<clinit>");
    try {
      new Analyzer<>(new Flow(type, isInitialiser)).analyze(className, method);
    } catch (AnalyzerException e) {
      for (FieldInfo field : type.fields.values()) {
        changed.add(field.name);
      }
    }
  }

  private static @Nullable FieldInfo field(TypeInfo type, FieldInsnNode use) {
    if (use.getOpcode() != Opcodes.GETSTATIC || !use.owner.equals(type.name)) {
      return null;
    }
    FieldInfo field = type.fields.get(use.name + ' ' + use.desc);
    return field != null && isCandidate(field) ? field : null;
  }

  /** A value that some fields may hold, or an array inside it. */
  private static final class Held extends BasicValue {
    final Set<String> by;

    Held(Type type, Set<String> by) {
      super(type);
      this.by = by;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Held held && held.by.equals(by) && super.equals(other);
    }

    @Override
    public int hashCode() {
      return by.hashCode();
    }
  }

  private final class Flow extends BasicInterpreter {
    private final TypeInfo type;
    private final boolean isInitialiser;

    Flow(TypeInfo type, boolean isInitialiser) {
      super(Opcodes.ASM9);
      this.type = type;
      this.isInitialiser = isInitialiser;
    }

    private void escapes(BasicValue value) {
      if (value instanceof Held held) {
        changed.addAll(held.by);
      }
    }

    @Override
    public BasicValue newOperation(AbstractInsnNode instruction) throws AnalyzerException {
      if (instruction instanceof FieldInsnNode use) {
        FieldInfo field = field(type, use);
        if (field != null) {
          return new Held(Type.getType(field.descriptor), Set.of(field.name));
        }
      }
      return super.newOperation(instruction);
    }

    @Override
    public BasicValue copyOperation(AbstractInsnNode instruction, BasicValue value) {
      return value;
    }

    @Override
    public @Nullable BasicValue unaryOperation(AbstractInsnNode instruction, BasicValue value)
        throws AnalyzerException {
      switch (instruction.getOpcode()) {
        case Opcodes.CHECKCAST -> {
          return value;
        }
        case Opcodes.PUTSTATIC, Opcodes.ATHROW, Opcodes.ARETURN -> escapes(value);
        default -> {
          // Its length, a null check, an instanceof.
        }
      }
      return super.unaryOperation(instruction, value);
    }

    @Override
    public @Nullable BasicValue binaryOperation(
        AbstractInsnNode instruction, BasicValue first, BasicValue second)
        throws AnalyzerException {
      if (instruction.getOpcode() == Opcodes.PUTFIELD) {
        escapes(second);
      }
      if (instruction.getOpcode() == Opcodes.AALOAD
          && first instanceof Held held
          && held.getType().getSort() == Type.ARRAY
          && held.getType().getDimensions() > 1) {
        return new Held(Type.getType(held.getType().getDescriptor().substring(1)), held.by);
      }
      return super.binaryOperation(instruction, first, second);
    }

    @Override
    public @Nullable BasicValue ternaryOperation(
        AbstractInsnNode instruction, BasicValue array, BasicValue index, BasicValue element)
        throws AnalyzerException {
      // Until the initialiser is done nobody else reads it.
      if (!isInitialiser) {
        escapes(array);
      }
      escapes(element);
      return super.ternaryOperation(instruction, array, index, element);
    }

    @Override
    public @Nullable BasicValue naryOperation(
        AbstractInsnNode instruction, List<? extends BasicValue> values) throws AnalyzerException {
      for (int index = 0; index < values.size(); index++) {
        boolean isHarmless =
            instruction instanceof MethodInsnNode call && onlyLooks(call, index, values.get(index));
        if (!isHarmless) {
          escapes(values.get(index));
        }
      }
      return super.naryOperation(instruction, values);
    }

    private boolean onlyLooks(MethodInsnNode call, int index, BasicValue value) {
      boolean isFlatArray =
          value.getType() != null
              && value.getType().getSort() == Type.ARRAY
              && value.getType().getDimensions() == 1;
      if (!isFlatArray) {
        return false;
      }
      return (call.name.equals("clone") && call.owner.charAt(0) == '[')
          || (call.owner.equals("java/lang/System") && call.name.equals("arraycopy") && index == 0)
          || (call.owner.equals("java/util/Arrays")
              && (LOOK_UPS.contains(call.name) || (isInitialiser && CHANGES.contains(call.name))));
    }

    @Override
    public void returnOperation(
        AbstractInsnNode instruction, BasicValue value, BasicValue expected) {
      escapes(value);
    }

    @Override
    public BasicValue merge(BasicValue first, BasicValue second) {
      if (first instanceof Held || second instanceof Held) {
        Set<String> by = new HashSet<>();
        BasicValue typed = first;
        if (first instanceof Held held) {
          by.addAll(held.by);
        }
        if (second instanceof Held held) {
          by.addAll(held.by);
          typed = second;
        }
        if (first instanceof Held held && held.by.containsAll(by)) {
          return first;
        }
        return new Held(typed.getType(), by);
      }
      return super.merge(first, second);
    }
  }
}
