package io.lazyloader.agent.record;

import io.lazyloader.agent.profile.ClassHash;
import io.lazyloader.agent.rewrite.ClassUsers;
import io.lazyloader.agent.rewrite.Initialiser;
import io.lazyloader.agent.rewrite.Region;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Gives one class file its probes. {@code <clinit>} tells when it begins and ends, and the same of
 * its regions; all methods tell before an instruction that initialises another class, or reads a
 * static field that may belong to a region:
 *
 * <pre>{@code
 * static {                     try {
 *   LOG = new Logger();          Probes.begin(7);
 * }                              Probes.begin(8);
 *                                Probes.use(21);      // new Logger
 *                                LOG = new Logger();
 *                                Probes.end(8);
 *                                Probes.end(7);
 *                              } catch (Throwable e) { Probes.fail(7); throw e; }
 * }</pre>
 *
 * <p>A probe takes a constant and returns nothing, so neither frames nor locals change.
 */
final class ProbeInserter extends ClassVisitor {
  private static final String THROWABLE = "java/lang/Throwable";

  private final ClassReader reader;
  private final Catalogue catalogue;
  private final Set<String> users;
  private final boolean readsOwnFields;
  private final Set<String> declared = new HashSet<>();
  private final Set<String> ownRegionFields = new HashSet<>();
  private final @Nullable Initialiser initialiser;
  private final List<Region> regions;
  private final List<Node> nodes;
  private final String className;
  private final int version;
  private final List<UseProbes> useProbes = new ArrayList<>();
  private String sourceFile = "";
  private boolean hasInstanceCode;

  /** The methods whose uses of classes are not told of, by name and descriptor, are silent. */
  private ProbeInserter(
      byte[] classFile, ClassReader reader, Catalogue catalogue, Set<String> silent) {
    super(Opcodes.ASM9);
    this.reader = reader;
    this.catalogue = catalogue;
    className = reader.getClassName();
    version = reader.readUnsignedShort(6);
    initialiser = Initialiser.of(reader);
    regions = initialiser == null ? List.of() : initialiser.deferrable();
    for (Region region : regions) {
      ownRegionFields.addAll(region.fields());
    }
    List<String> parents = parents(reader);
    readsOwnFields = !ownRegionFields.isEmpty() || !parents.equals(List.of("java/lang/Object"));
    users = new HashSet<>(ClassUsers.methods(reader, this::hasProbesFor));
    users.removeAll(silent);
    nodes = catalogue.define(className, ClassHash.of(classFile), parents, initialiser, regions);
  }

  /**
   * Gives a class its probes.
   *
   * @return the new class file, or null if there is nothing to tell
   */
  static byte @Nullable [] insert(byte[] classFile, Catalogue catalogue) {
    ClassReader reader = new ClassReader(classFile);
    Set<String> silent = new HashSet<>();
    while (true) {
      try {
        return new ProbeInserter(classFile, reader, catalogue, silent).inserted();
      } catch (MethodTooLargeException e) {
        if (!silent.add(e.getMethodName() + e.getDescriptor())) {
          throw e;
        }
        catalogue.notRecorded(
            reader.getClassName(),
            "what " + e.getMethodName() + " uses: it has no room for probes");
      }
    }
  }

  private static List<String> parents(ClassReader reader) {
    List<String> parents = new ArrayList<>(List.of(reader.getInterfaces()));
    boolean isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
    String superName = reader.getSuperName();
    if (!isInterface && superName != null) {
      parents.add(superName);
    }
    return parents;
  }

  private byte @Nullable [] inserted() {
    ClassWriter writer = new ClassWriter(reader, 0);
    cv = writer;
    reader.accept(this, 0);
    boolean isChanged = initialiser != null;
    for (UseProbes probes : useProbes) {
      isChanged |= probes.areAny();
    }
    return isChanged ? writer.toByteArray() : null;
  }

  @Override
  public void visitSource(@Nullable String source, @Nullable String debug) {
    sourceFile = source == null ? "" : source;
    super.visitSource(source, debug);
  }

  @Override
  public FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    declared.add(name);
    return super.visitField(access, name, descriptor, signature, value);
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if (name.equals("<clinit>")) {
      return null;
    }
    if ((access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT)) == 0) {
      hasInstanceCode = true;
    }
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    return users.contains(name + descriptor) ? withUses(next, name) : next;
  }

  @Override
  public void visitEnd() {
    if (hasInstanceCode) {
      catalogue.usedClass(className).hasInstanceCode();
    }
    if (initialiser != null) {
      MethodNode method = initialiser.method();
      addProbes(initialiser);
      MethodVisitor next = super.visitMethod(method.access, method.name, method.desc, null, null);
      boolean isUser = users.contains(method.name + method.desc);
      method.accept(isUser ? withUses(next, method.name) : next);
    }
    super.visitEnd();
  }

  private MethodVisitor withUses(MethodVisitor next, String method) {
    UseProbes probes =
        new UseProbes(
            next, catalogue, new UseProbes.Method(className, method, sourceFile), this::tellsOfOwn);
    useProbes.add(probes);
    return probes;
  }

  /** Whether a read of a field by the name of this class itself may be one of a region's. */
  private boolean tellsOfOwn(String field) {
    // javac names the class itself for what it inherits (JLS 17 §13.1).
    return !declared.contains(field) || ownRegionFields.contains(field);
  }

  private void addProbes(Initialiser initialiser) {
    MethodNode method = initialiser.method();
    List<AbstractInsnNode> instructions = initialiser.instructions();
    int itself = nodes.get(0).number;
    for (int index = 0; index < regions.size(); index++) {
      Region region = regions.get(index);
      int number = nodes.get(index + 1).number;
      insert(method, instructions.get(region.start()), probe("begin", number));
      insert(method, instructions.get(region.end()), probe("end", number));
    }
    // After the regions, the last of which may end where the method does.
    for (AbstractInsnNode instruction : instructions) {
      if (instruction.getOpcode() == Opcodes.RETURN) {
        insert(method, instruction, probe("end", itself));
      }
    }
    method.instructions.insert(probe("begin", itself));
    addHandler(method, itself);
    method.maxStack = Math.max(method.maxStack + 1, 2);
  }

  /**
   * Puts a probe right before an instruction. Frames know an object that is not initialised yet by
   * the place of its {@code new} (JVMS 17 §4.7.4), so that gets a label of its own behind the
   * probe.
   */
  private static void insert(MethodNode method, AbstractInsnNode instruction, InsnList probe) {
    Set<Object> labels = new HashSet<>();
    if (instruction.getOpcode() == Opcodes.NEW) {
      AbstractInsnNode before = instruction.getPrevious();
      while (before != null && before.getOpcode() < 0) {
        labels.add(before);
        before = before.getPrevious();
      }
    }
    method.instructions.insertBefore(instruction, probe);
    if (labels.isEmpty()) {
      return;
    }
    LabelNode behind = new LabelNode();
    method.instructions.insertBefore(instruction, behind);
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof FrameNode frame) {
        replace(frame.local, labels, behind);
        replace(frame.stack, labels, behind);
      }
    }
  }

  private static void replace(@Nullable List<Object> types, Set<Object> labels, LabelNode by) {
    if (types != null) {
      types.replaceAll(type -> labels.contains(type) ? by : type);
    }
  }

  /**
   * Covers all of the method, after the handlers that it has itself. A method that ends in its
   * return still does: AspectJ takes the last instruction of an aspect's {@code <clinit>} for the
   * return, and puts its own code in the place of it.
   */
  private void addHandler(MethodNode method, int itself) {
    LabelNode start = new LabelNode();
    LabelNode handler = new LabelNode();
    AbstractInsnNode last = lastInstruction(method);
    InsnList code = new InsnList();
    code.add(handler);
    addFrame(code, THROWABLE);
    code.add(probe("fail", itself));
    code.add(new InsnNode(Opcodes.ATHROW));
    if (last.getOpcode() == Opcodes.RETURN) {
      LabelNode over = new LabelNode();
      code.insert(new JumpInsnNode(Opcodes.GOTO, over));
      code.add(over);
      addFrame(code);
      method.instructions.insertBefore(last, code);
    } else {
      method.instructions.add(code);
    }
    method.instructions.insert(start);
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, handler, handler, THROWABLE));
  }

  /** Adds a frame without locals. Those of the method are expanded. */
  private void addFrame(InsnList code, Object... stack) {
    if (version >= Opcodes.V1_6) {
      code.add(new FrameNode(Opcodes.F_NEW, 0, new Object[0], stack.length, stack));
    }
  }

  private static AbstractInsnNode lastInstruction(MethodNode method) {
    AbstractInsnNode last = method.instructions.getLast();
    while (last.getOpcode() < 0) {
      last = last.getPrevious();
    }
    return last;
  }

  private static InsnList probe(String name, int number) {
    InsnList code = new InsnList();
    code.add(new LdcInsnNode(number));
    code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, UseProbes.PROBES, name, "(I)V", false));
    return code;
  }

  /** Whether code that uses a class tells so. */
  private boolean hasProbesFor(String internalName) {
    return internalName.equals(className) ? readsOwnFields : !UseProbes.isOfJdk(internalName);
  }
}
