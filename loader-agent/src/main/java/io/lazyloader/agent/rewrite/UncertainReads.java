package io.lazyloader.agent.rewrite;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.BALOAD;
import static org.objectweb.asm.Opcodes.BASTORE;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.ICONST_2;
import static org.objectweb.asm.Opcodes.ICONST_3;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ICMPEQ;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.NEWARRAY;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.POP2;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.SIPUSH;
import static org.objectweb.asm.Opcodes.T_BYTE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * Reads of static fields by references whose class is not known yet: only the JVM, when it resolves
 * the reference, tells which of several classes of that name is meant, and whether that one has an
 * accessor for the field. So the reading class gets two methods for each such field, and asks the
 * JVM at the first read:
 *
 * <pre>{@code
 * private static byte $lazy$how$0;           // 0: not asked yet
 *
 * private static Foo $lazy$read$0() {        // called wherever C.FOO was read
 *   byte how = $lazy$how$0;
 *   if (how == 0) how = $lazy$ask$0();
 *   if (how == 1) return C.$lazy$FOO();
 *   if (how == 2) return (Foo) C.$lazy$FOO$1a2b.getValue();   // the cell of an interface
 *   return C.FOO;
 * }
 *
 * private static byte $lazy$ask$0() {
 *   C.FOO;                                   // resolves, initialises and fails as the read would
 *   try { C.$lazy$has$FOO((Foo) null); return $lazy$how$0 = 1; } catch (IncompatibleClass...) {}
 *   try { C.$lazy$FOO$1a2b; return $lazy$how$0 = 2; } catch (IncompatibleClassChangeError none) {}
 *   return $lazy$how$0 = 3;
 * }
 * }</pre>
 *
 * <p>An interface has no field that could be assigned, and remembers in the elements of an array,
 * which its {@code <clinit>} makes first.
 *
 * <p>Both names and descriptors tell the field's type, so that a field of the same name and another
 * type in a subclass is not taken for it; where the type is the same, that subclass has an accessor
 * of its own ({@code Promises.hiding}).
 *
 * <p>What is asked for can't be anything else that fails: {@code $lazy$has$FOO} is empty, and its
 * class has been initialised by the read before it. A missing method or field, one of the other
 * kind of class, and one that may not be accessed all are an {@code IncompatibleClassChangeError}
 * (JVMS 17 §5.4.3.2, §5.4.3.3, §5.4.4). How a reference is resolved never changes, so threads that
 * ask at the same time find the same.
 */
final class UncertainReads {
  private static final String NO_SUCH_MEMBER = "java/lang/IncompatibleClassChangeError";
  private static final String ANSWERS = "[B";
  private static final int OF_INTERFACE = ACC_PUBLIC | ACC_STATIC | ACC_FINAL | ACC_SYNTHETIC;
  private static final int HIDDEN = ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC;

  private final ClassFacts reader;
  private final Map<FieldReference, Integer> references = new LinkedHashMap<>();

  /**
   * Reads of one class.
   *
   * @param asked those that the class has methods for already, in their order
   */
  UncertainReads(ClassFacts reader, List<FieldReference> asked) {
    this.reader = reader;
    for (FieldReference reference : asked) {
      references.put(reference, references.size());
    }
  }

  /** The references that the class gets methods for, in their order. */
  List<FieldReference> asked() {
    return List.copyOf(references.keySet());
  }

  /** Names the method to call for a field's value; it is one of the reading class. */
  String method(String owner, String name, String descriptor) {
    FieldReference reference = new FieldReference(owner, name, descriptor);
    Integer index = references.get(reference);
    if (index == null) {
      index = references.size();
      references.put(reference, index);
    }
    return Emitted.reader(index);
  }

  /**
   * Has the {@code <clinit>} of an interface make what its methods remember in, before anything
   * else. To be called when all methods were named.
   */
  void remember(MethodNode initialiser) {
    if (!reader.isInterface() || references.isEmpty()) {
      return;
    }
    MethodNode prologue = new MethodNode();
    prologue.visitIntInsn(SIPUSH, references.size());
    prologue.visitIntInsn(NEWARRAY, T_BYTE);
    prologue.visitFieldInsn(PUTSTATIC, reader.name(), Emitted.ANSWERS_FIELD, ANSWERS);
    initialiser.instructions.insert(prologue.instructions);
    initialiser.maxStack = Math.max(initialiser.maxStack, 1);
  }

  /** Emits the methods that were named, and the fields in which they remember. */
  void writeTo(ClassVisitor output) {
    if (reader.isInterface() && !references.isEmpty()) {
      output.visitField(OF_INTERFACE, Emitted.ANSWERS_FIELD, ANSWERS, null, null).visitEnd();
    }
    for (Map.Entry<FieldReference, Integer> entry : references.entrySet()) {
      int index = entry.getValue();
      if (!reader.isInterface()) {
        output.visitField(HIDDEN, Emitted.how(index), "B", null, null).visitEnd();
      }
      read(output, entry.getKey(), index);
      ask(output, entry.getKey(), index);
    }
  }

  private void read(ClassVisitor output, FieldReference field, int index) {
    MethodVisitor method =
        output.visitMethod(HIDDEN, Emitted.reader(index), "()" + field.descriptor(), null, null);
    Label known = new Label();
    Label accessor = new Label();
    Label cell = new Label();
    int returns = Type.getType(field.descriptor()).getOpcode(IRETURN);
    method.visitCode();
    if (reader.isInterface()) {
      method.visitFieldInsn(GETSTATIC, reader.name(), Emitted.ANSWERS_FIELD, ANSWERS);
      method.visitIntInsn(SIPUSH, index);
      method.visitInsn(BALOAD);
    } else {
      method.visitFieldInsn(GETSTATIC, reader.name(), Emitted.how(index), "B");
    }
    method.visitInsn(DUP);
    method.visitVarInsn(ISTORE, 0);
    method.visitJumpInsn(IFNE, known);
    method.visitMethodInsn(
        INVOKESTATIC, reader.name(), Emitted.asker(index), "()B", reader.isInterface());
    method.visitVarInsn(ISTORE, 0);
    method.visitLabel(known);
    frame(method, Opcodes.F_APPEND, 1, 0);
    method.visitVarInsn(ILOAD, 0);
    method.visitInsn(ICONST_1);
    method.visitJumpInsn(IF_ICMPEQ, accessor);
    method.visitVarInsn(ILOAD, 0);
    method.visitInsn(ICONST_2);
    method.visitJumpInsn(IF_ICMPEQ, cell);
    method.visitFieldInsn(GETSTATIC, field.owner(), field.name(), field.descriptor());
    method.visitInsn(returns);
    method.visitLabel(accessor);
    frame(method, Opcodes.F_SAME, 0, 0);
    method.visitMethodInsn(
        INVOKESTATIC,
        field.owner(),
        Emitted.accessor(field.name()),
        "()" + field.descriptor(),
        false);
    method.visitInsn(returns);
    method.visitLabel(cell);
    frame(method, Opcodes.F_SAME, 0, 0);
    Cells.read(method, field.owner(), field.name(), field.descriptor());
    method.visitInsn(returns);
    method.visitMaxs(2, 1);
    method.visitEnd();
  }

  private void ask(ClassVisitor output, FieldReference field, int index) {
    MethodVisitor method = output.visitMethod(HIDDEN, Emitted.asker(index), "()B", null, null);
    Label isClass = new Label();
    Label askedClass = new Label();
    Label noMethod = new Label();
    Label isInterface = new Label();
    Label askedInterface = new Label();
    Label noCell = new Label();
    Label answered = new Label();
    method.visitCode();
    method.visitTryCatchBlock(isClass, askedClass, noMethod, NO_SUCH_MEMBER);
    method.visitTryCatchBlock(isInterface, askedInterface, noCell, NO_SUCH_MEMBER);
    method.visitFieldInsn(GETSTATIC, field.owner(), field.name(), field.descriptor());
    method.visitInsn(Type.getType(field.descriptor()).getSize() == 2 ? POP2 : POP);
    method.visitLabel(isClass);
    method.visitInsn(Cells.zero(field.descriptor()));
    method.visitMethodInsn(
        INVOKESTATIC,
        field.owner(),
        Emitted.has(field.name()),
        Emitted.hasDescriptor(field.descriptor()),
        false);
    method.visitLabel(askedClass);
    method.visitInsn(ICONST_1);
    method.visitJumpInsn(GOTO, answered);
    method.visitLabel(noMethod);
    frame(method, Opcodes.F_SAME1, 0, 1, NO_SUCH_MEMBER);
    method.visitInsn(POP);
    method.visitLabel(isInterface);
    method.visitFieldInsn(
        GETSTATIC,
        field.owner(),
        Emitted.cell(field.name(), field.descriptor()),
        Cells.ENTRY_DESCRIPTOR);
    method.visitInsn(POP);
    method.visitLabel(askedInterface);
    method.visitInsn(ICONST_2);
    method.visitJumpInsn(GOTO, answered);
    method.visitLabel(noCell);
    frame(method, Opcodes.F_SAME1, 0, 1, NO_SUCH_MEMBER);
    method.visitInsn(POP);
    method.visitInsn(ICONST_3);
    method.visitLabel(answered);
    frame(method, Opcodes.F_SAME1, 0, 1, Opcodes.INTEGER);
    remember(method, index);
    method.visitInsn(IRETURN);
    method.visitMaxs(3, 1);
    method.visitEnd();
  }

  /** Keeps the answer that is on the stack, and leaves it there. */
  private void remember(MethodVisitor method, int index) {
    if (reader.isInterface()) {
      method.visitVarInsn(ISTORE, 0);
      method.visitFieldInsn(GETSTATIC, reader.name(), Emitted.ANSWERS_FIELD, ANSWERS);
      method.visitIntInsn(SIPUSH, index);
      method.visitVarInsn(ILOAD, 0);
      // Stack[2]: answers; Stack[1]: index; Stack[0]: how
      method.visitInsn(BASTORE);
      method.visitVarInsn(ILOAD, 0);
    } else {
      method.visitInsn(DUP);
      // Stack[1]: how; Stack[0]: how
      method.visitFieldInsn(PUTSTATIC, reader.name(), Emitted.how(index), "B");
    }
  }

  /** Emits a frame; before version 50 the JVM does without (JVMS 17 §4.10). */
  private void frame(MethodVisitor method, int kind, int locals, int stack, Object... onStack) {
    if (reader.version() >= Opcodes.V1_6) {
      method.visitFrame(kind, locals, new Object[] {Opcodes.INTEGER}, stack, onStack);
    }
  }
}
