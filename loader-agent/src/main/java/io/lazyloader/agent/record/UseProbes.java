package io.lazyloader.agent.record;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Puts a probe before each instruction of one method that uses a class of the program. */
final class UseProbes extends MethodVisitor {
  /** The class that probes call, by its internal name. */
  static final String PROBES = Type.getInternalName(Probes.class);

  /**
   * The method whose instructions these are.
   *
   * @param owner its class, by the internal name
   * @param name its own
   * @param sourceFile of its class, or empty
   */
  record Method(String owner, String name, String sourceFile) {}

  private final Catalogue catalogue;
  private final String owner;
  private final String place;
  private final String sourceFile;
  private final Predicate<String> tellsOfOwn;
  private int line;
  private boolean hasProbe;

  /**
   * Begins a method.
   *
   * @param tellsOfOwn whether a read of a field by the name of the class itself is to be told
   */
  UseProbes(MethodVisitor next, Catalogue catalogue, Method method, Predicate<String> tellsOfOwn) {
    super(Opcodes.ASM9, next);
    this.catalogue = catalogue;
    this.owner = method.owner();
    this.place = owner.replace('/', '.') + '.' + method.name();
    this.sourceFile = method.sourceFile();
    this.tellsOfOwn = tellsOfOwn;
  }

  /** Whether a class is one that the recorder never gives probes: the JDK's, by its packages. */
  static boolean isOfJdk(String internalName) {
    return internalName.startsWith("java/")
        || internalName.startsWith("jdk/")
        || internalName.startsWith("sun/");
  }

  /** Whether the method was given any, when all of it was visited. */
  boolean areAny() {
    return hasProbe;
  }

  @Override
  public void visitLineNumber(int number, Label start) {
    line = number;
    super.visitLineNumber(number, start);
  }

  @Override
  public void visitFieldInsn(int opcode, String named, String name, String descriptor) {
    boolean isOwn = named.equals(owner);
    if (opcode == Opcodes.GETSTATIC) {
      if (!isOwn || tellsOfOwn.test(name)) {
        tell(named, name);
      }
    } else if (opcode == Opcodes.PUTSTATIC && !isOwn) {
      tell(named, null);
    }
    super.visitFieldInsn(opcode, named, name, descriptor);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String named, String name, String descriptor, boolean isInterface) {
    if (opcode == Opcodes.INVOKESTATIC && !named.equals(owner) && !named.equals(PROBES)) {
      tell(named, null);
    }
    super.visitMethodInsn(opcode, named, name, descriptor, isInterface);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    super.visitTypeInsn(opcode, type);
    // Behind it: frames name the place of the instruction itself (JVMS 17 §4.7.4).
    if (opcode == Opcodes.NEW && !type.equals(owner)) {
      tell(type, null);
    }
  }

  private void tell(String named, @Nullable String field) {
    if (isOfJdk(named)) {
      return;
    }
    UsedClass target = catalogue.usedClass(named);
    ReadField read = field == null ? null : target.field(field);
    int number = catalogue.add(new UseSite(target, read, place, sourceFile, line));
    if (number >= 0) {
      super.visitLdcInsn(number);
      super.visitMethodInsn(Opcodes.INVOKESTATIC, PROBES, "use", "(I)V", false);
      hasProbe = true;
    } else {
      catalogue.notRecorded(owner, "what its methods use: there are too many uses to tell");
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(hasProbe ? maxStack + 1 : maxStack, maxLocals);
  }
}
