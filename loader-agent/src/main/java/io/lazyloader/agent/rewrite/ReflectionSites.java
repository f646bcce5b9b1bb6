package io.lazyloader.agent.rewrite;

import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.DUP2_X1;
import static org.objectweb.asm.Opcodes.DUP2_X2;
import static org.objectweb.asm.Opcodes.DUP_X2;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.H_INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.POP2;
import static org.objectweb.asm.Opcodes.SWAP;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Has deferred fields resolved before code reaches them past their accessors, and the members of
 * classes shown as their sources declare them.
 *
 * <p>What looks at its caller stays, as {@code Field.get} does; a call with what it is given goes
 * before it, or one with what it returns behind it. The methods of {@code Lookup} don't look, so
 * calls of them, and {@code MethodHandle} constants for them, become ones for the run-time
 * library's methods of the same names. Constants for all other methods become ones for {@link
 * Bridges}.
 */
final class ReflectionSites extends MethodVisitor {
  static final String FIELD_DESCRIPTOR = "Ljava/lang/reflect/Field;";

  private static final String MEMBER_DESCRIPTOR = "Ljava/lang/reflect/Member;";
  private static final String CONCATENATION = "java/lang/invoke/StringConcatFactory";

  private final @Nullable Bridges bridges;
  private int extraStack;

  /** Rewrites a method; without bridges, where no method may be added, its references stay. */
  ReflectionSites(MethodVisitor next, @Nullable Bridges bridges) {
    super(Opcodes.ASM9, next);
    this.bridges = bridges;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (ReflectiveCalls.isOfLookup(owner, name)) {
      super.visitMethodInsn(
          INVOKESTATIC, Emitted.REFLECTION, name, withLookup(descriptor), isInterface);
      return;
    }
    // What is called on super must remain an object of this class.
    if (opcode != INVOKESPECIAL || name.equals("<init>")) {
      before(owner, name, descriptor);
    }
    boolean needsObject =
        ReflectiveCalls.isModifiers(owner, name)
            || ReflectiveCalls.isAccessFlags(owner, name)
            || ReflectiveCalls.isText(owner, name);
    if (needsObject) {
      push(1);
      super.visitInsn(DUP);
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    String filter = ReflectiveCalls.filter(owner, name);
    if (filter != null) {
      String type = Type.getReturnType(descriptor).getDescriptor();
      call(Emitted.MEMBERS, filter, '(' + type + ')' + type);
    } else if (needsObject) {
      // Stack[1]: field or member; Stack[0]: what it says
      super.visitInsn(SWAP);
      showDeclared(owner, name);
    }
  }

  private void showDeclared(String owner, String name) {
    if (ReflectiveCalls.isText(owner, name)) {
      call(Emitted.MEMBERS, "text", "(Ljava/lang/String;Ljava/lang/Object;)Ljava/lang/String;");
    } else if (ReflectiveCalls.isModifiers(owner, name)) {
      call(Emitted.MEMBERS, "modifiers", "(I" + MEMBER_DESCRIPTOR + ")I");
    } else {
      call(
          Emitted.MEMBERS,
          "accessFlags",
          "(Ljava/util/Set;" + MEMBER_DESCRIPTOR + ")Ljava/util/Set;");
    }
  }

  /** Emits what must be done before a call; its operands are on the stack. */
  private void before(String owner, String name, String descriptor) {
    if (ReflectiveCalls.isOfField(owner, name, descriptor)) {
      if (name.startsWith("set")) {
        copyField(descriptor);
        call(Emitted.REFLECTION, "beforeWrite", '(' + FIELD_DESCRIPTOR + ")V");
      } else {
        // Stack[1]: field; Stack[0]: object
        super.visitInsn(SWAP);
        call(Emitted.REFLECTION, "readable", '(' + FIELD_DESCRIPTOR + ')' + FIELD_DESCRIPTOR);
        super.visitInsn(SWAP);
      }
    } else if (ReflectiveCalls.isInvoke(owner, name)) {
      push(2);
      // Stack[2]: method; Stack[1]: object; Stack[0]: arguments
      super.visitInsn(DUP_X2);
      super.visitInsn(POP);
      super.visitInsn(DUP2_X1);
      // Stack[2]: arguments; Stack[1]: method; Stack[0]: object
      call(Emitted.REFLECTION, "beforeInvoke", "(Ljava/lang/reflect/Method;Ljava/lang/Object;)V");
    } else if (ReflectiveCalls.takesField(owner, descriptor)) {
      push(1);
      super.visitInsn(DUP);
      call(Emitted.REFLECTION, "before", '(' + FIELD_DESCRIPTOR + ")V");
    } else if (ReflectiveCalls.makesText(owner, name, descriptor)) {
      call(Emitted.MEMBERS, "printable", "(Ljava/lang/Object;)Ljava/lang/Object;");
    } else if (ReflectiveCalls.loadsLibrary(owner, name)) {
      call(Emitted.FOREIGN, "byNativeLibrary", "()V");
    } else if (ReflectiveCalls.isPlatformReader(owner)) {
      push(1);
      super.visitLdcInsn(owner);
      call(Emitted.FOREIGN, "byPlatform", "(Ljava/lang/String;)V");
    }
  }

  private void push(int operands) {
    extraStack = Math.max(extraStack, operands);
  }

  private void call(String owner, String name, String descriptor) {
    super.visitMethodInsn(INVOKESTATIC, owner, name, descriptor, false);
  }

  /** Pushes the {@code Field} that lies below the object and the value of a call. */
  private void copyField(String descriptor) {
    push(2);
    if (Type.getArgumentTypes(descriptor)[1].getSize() == 1) {
      // Stack[2]: field; Stack[1]: object; Stack[0]: value
      super.visitInsn(DUP_X2);
      super.visitInsn(POP);
      super.visitInsn(DUP2_X1);
    } else {
      super.visitInsn(DUP2_X2);
      super.visitInsn(POP2);
      super.visitInsn(DUP2_X2);
    }
    // The operands; Stack[1]: field; Stack[0]: object
    super.visitInsn(POP);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    boolean concatenatesField =
        bootstrap.getOwner().equals(CONCATENATION) && descriptor.contains(FIELD_DESCRIPTOR);
    Object[] replacements = new Object[arguments.length];
    for (int index = 0; index < arguments.length; index++) {
      replacements[index] = replaced(arguments[index]);
    }
    super.visitInvokeDynamicInsn(
        name,
        descriptor,
        concatenatesField ? ours(bootstrap, Emitted.MEMBERS) : bootstrap,
        replacements);
  }

  @Override
  public void visitLdcInsn(Object constant) {
    super.visitLdcInsn(replaced(constant));
  }

  private Object replaced(Object constant) {
    if (constant instanceof ConstantDynamic dynamic) {
      return replaced(dynamic);
    }
    if (!(constant instanceof Handle handle) || handle.getTag() < H_INVOKEVIRTUAL) {
      return constant;
    }
    if (ReflectiveCalls.isOfLookup(handle.getOwner(), handle.getName())) {
      return new Handle(
          H_INVOKESTATIC,
          Emitted.REFLECTION,
          handle.getName(),
          withLookup(handle.getDesc()),
          false);
    }
    return bridges != null
            && ReflectiveCalls.matches(handle.getOwner(), handle.getName(), handle.getDesc())
        ? bridges.to(handle)
        : handle;
  }

  /** Returns the same object if nothing in it changes. */
  private ConstantDynamic replaced(ConstantDynamic constant) {
    Handle bootstrap = constant.getBootstrapMethod();
    boolean changed = ReflectiveCalls.isOfBootstraps(bootstrap.getOwner(), bootstrap.getName());
    Object[] arguments = new Object[constant.getBootstrapMethodArgumentCount()];
    for (int index = 0; index < arguments.length; index++) {
      Object argument = constant.getBootstrapMethodArgument(index);
      arguments[index] = replaced(argument);
      changed |= arguments[index] != argument;
    }
    if (!changed) {
      return constant;
    }
    return new ConstantDynamic(
        constant.getName(),
        constant.getDescriptor(),
        ReflectiveCalls.isOfBootstraps(bootstrap.getOwner(), bootstrap.getName())
            ? ours(bootstrap, Emitted.REFLECTION)
            : bootstrap,
        arguments);
  }

  /** A method of the run-time library that stands for a bootstrap method of the same name. */
  private static Handle ours(Handle bootstrap, String owner) {
    return new Handle(H_INVOKESTATIC, owner, bootstrap.getName(), bootstrap.getDesc(), false);
  }

  private static String withLookup(String descriptor) {
    return "(L" + ReflectiveCalls.LOOKUP + ';' + descriptor.substring(1);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + extraStack, maxLocals);
  }
}
