package io.lazyloader.agent.rewrite;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Turns the run-time library's classes and methods in emitted code into those of the platform, for
 * classes whose loader may not see the library: types become {@code Object}, and calls go to a
 * class in {@code java.lang} that has a static method for each, see {@link #name}.
 */
public final class BridgedCalls extends ClassVisitor {
  /** The internal name of the class that calls go to. */
  public static final String BRIDGE = "java/lang/$Lazyloader";

  private static final String LIBRARY = "io/lazyloader/runtime/";
  private static final String OBJECT = "java/lang/Object";

  private BridgedCalls(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  /**
   * Rewrites a class file that was rewritten before.
   *
   * @param classFile not modified
   * @return one that names no class of the library
   */
  public static byte[] in(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(0);
    reader.accept(new BridgedCalls(writer), 0);
    return writer.toByteArray();
  }

  /**
   * Names the bridge's method for one of the library.
   *
   * @param owner internal name of the library's class
   * @param method the method's name
   * @return a name that no other class's method gets
   */
  public static String name(String owner, String method) {
    return owner.substring(LIBRARY.length()) + '$' + method;
  }

  /**
   * Describes the bridge's method for one of the library.
   *
   * @param descriptor that of the library's method
   * @param isStatic if not, the receiver comes first
   * @return the descriptor, with {@code Object} for types of the library
   */
  public static String descriptor(String descriptor, boolean isStatic) {
    Type[] given = Type.getArgumentTypes(descriptor);
    int first = isStatic ? 0 : 1;
    Type[] arguments = new Type[first + given.length];
    if (!isStatic) {
      arguments[0] = Type.getObjectType(OBJECT);
    }
    for (int index = 0; index < given.length; index++) {
      arguments[first + index] = Type.getType(bridged(given[index].getDescriptor()));
    }
    return Type.getMethodDescriptor(
        Type.getType(bridged(Type.getReturnType(descriptor).getDescriptor())), arguments);
  }

  private static boolean isOfLibrary(String internalName) {
    return internalName.startsWith(LIBRARY);
  }

  private static String bridged(String descriptor) {
    return descriptor.startsWith('L' + LIBRARY) ? "Ljava/lang/Object;" : descriptor;
  }

  @Override
  public FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    return super.visitField(access, name, bridged(descriptor), signature, value);
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new Calls(super.visitMethod(access, name, descriptor, signature, exceptions));
  }

  private static final class Calls extends MethodVisitor {
    Calls(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      super.visitFieldInsn(opcode, owner, name, bridged(descriptor));
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      if (opcode != Opcodes.CHECKCAST || !isOfLibrary(type)) {
        super.visitTypeInsn(opcode, type);
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (!isOfLibrary(owner)) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        return;
      }
      boolean isStatic = opcode == Opcodes.INVOKESTATIC;
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          BRIDGE,
          BridgedCalls.name(owner, name),
          BridgedCalls.descriptor(descriptor, isStatic),
          false);
    }

    @Override
    public void visitFrame(
        int type,
        int numLocal,
        Object @Nullable [] local,
        int numStack,
        Object @Nullable [] stack) {
      super.visitFrame(type, numLocal, bridged(local), numStack, bridged(stack));
    }

    private static Object @Nullable [] bridged(Object @Nullable [] types) {
      if (types == null) {
        return null;
      }
      Object[] bridged = types.clone();
      for (int index = 0; index < bridged.length; index++) {
        if (bridged[index] instanceof String type && isOfLibrary(type)) {
          bridged[index] = OBJECT;
        }
      }
      return bridged;
    }

    private static String bridged(String descriptor) {
      return BridgedCalls.bridged(descriptor);
    }

    @Override
    public void visitLdcInsn(Object constant) {
      super.visitLdcInsn(bridged(constant));
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      Object[] bridged = new Object[arguments.length];
      for (int index = 0; index < bridged.length; index++) {
        bridged[index] = bridged(arguments[index]);
      }
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, bridged);
    }

    private static Object bridged(Object constant) {
      if (constant instanceof ConstantDynamic dynamic) {
        Object[] arguments = new Object[dynamic.getBootstrapMethodArgumentCount()];
        for (int index = 0; index < arguments.length; index++) {
          arguments[index] = bridged(dynamic.getBootstrapMethodArgument(index));
        }
        return new ConstantDynamic(
            dynamic.getName(), dynamic.getDescriptor(), dynamic.getBootstrapMethod(), arguments);
      }
      if (!(constant instanceof Handle handle) || !isOfLibrary(handle.getOwner())) {
        return constant;
      }
      boolean isStatic = handle.getTag() == Opcodes.H_INVOKESTATIC;
      return new Handle(
          Opcodes.H_INVOKESTATIC,
          BRIDGE,
          name(handle.getOwner(), handle.getName()),
          descriptor(handle.getDesc(), isStatic),
          false);
    }
  }
}
