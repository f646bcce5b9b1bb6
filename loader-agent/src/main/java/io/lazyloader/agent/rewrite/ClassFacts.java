package io.lazyloader.agent.rewrite;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * What one reading of a class file shows of its static fields and their initialisers. Whoever looks
 * for regions shares it: the rewriter, those who judge them and the recorder.
 */
final class ClassFacts extends ClassVisitor {
  private int version;
  private int access;
  private String name = "";
  private @Nullable String superName;
  private List<String> interfaces = List.of();
  private boolean inNest;
  private String sourceFile = "";
  private final Marks marks = new Marks();
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private @Nullable MethodNode initialiser;
  private @Nullable RegionFinder finder;
  private boolean isAnalysed;
  private boolean declaresClose;

  /** The methods that reads of fields call since the class was woven. */
  private final Set<String> accessors = new HashSet<>();

  private ClassFacts() {
    super(Opcodes.ASM9);
  }

  static ClassFacts read(ClassReader reader) {
    ClassFacts facts = new ClassFacts();
    reader.accept(facts, ClassReader.EXPAND_FRAMES);
    if (facts.initialiser != null) {
      Layout.straighten(facts.initialiser);
    }
    return facts;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    this.version = version & 0xFFFF;
    this.access = access;
    this.name = name;
    this.superName = superName;
    this.interfaces = interfaces == null ? List.of() : List.of(interfaces);
  }

  @Override
  public void visitSource(@Nullable String source, @Nullable String debug) {
    sourceFile = source == null ? "" : source;
  }

  @Override
  public void visitNestHost(String nestHost) {
    inNest = true;
  }

  @Override
  public void visitNestMember(String nestMember) {
    inNest = true;
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
    return marks.read(annotation);
  }

  @Override
  public FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    Field field = new Field(access, name, descriptor, value);
    Field namesake = fields.putIfAbsent(name, field);
    if (namesake != null) {
      namesake.isDuplicate = true;
    }
    return field;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String method,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if (method.equals("<clinit>")) {
      initialiser = new MethodNode(Opcodes.ASM9, access, method, descriptor, signature, exceptions);
      return initialiser;
    }
    if (method.startsWith(Emitted.REGIONS_FIELD)) {
      accessors.add(method);
    }
    declaresClose |= method.equals("close") && descriptor.equals("()V");
    return null;
  }

  /** The class's internal name. */
  String name() {
    return name;
  }

  String binaryName() {
    return name.replace('/', '.');
  }

  int version() {
    return version;
  }

  boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  /** The internal name of its superclass; null for {@code Object} and modules. */
  @Nullable String superName() {
    return superName;
  }

  /** Whether it is a class loader, as far as its superclass tells. */
  boolean isLoader() {
    return ReflectiveCalls.isLoader(superName);
  }

  /** Whether it has a {@code close} of its own. */
  boolean declaresClose() {
    return declaresClose;
  }

  /** The internal names of its direct superinterfaces. */
  List<String> interfaces() {
    return interfaces;
  }

  boolean isEnum() {
    return (access & Opcodes.ACC_ENUM) != 0;
  }

  /**
   * Whether its objects may have a serial form that depends on its members, as far as the class
   * file alone can tell. The version of a record is 0 whatever its members (Java Object
   * Serialization Specification §1.13).
   */
  boolean mayHaveSerialVersion() {
    return !"java/lang/Record".equals(superName)
        && (!interfaces.isEmpty() || !"java/lang/Object".equals(superName));
  }

  /** Whether the class was rewritten before, at build time. */
  boolean isWoven() {
    return fields.containsKey(Emitted.REGIONS_FIELD);
  }

  /** Whether a field of a class that was woven is lazy there. */
  boolean isWovenLazy(Field field) {
    return isWoven()
        && (accessors.contains(Emitted.accessor(field.name))
            || fields.containsKey(Emitted.cell(field.name, field.descriptor)));
  }

  /** Whether other classes share its private members (JVMS 17 §5.4.4). */
  boolean isInNest() {
    return inNest;
  }

  /** Whether other classes can read a field without our seeing it in this class file. */
  boolean isReadElsewhere(Field field) {
    return !field.isPrivate() || inNest;
  }

  String sourceFile() {
    return sourceFile;
  }

  Marks marks() {
    return marks;
  }

  /** Its fields by name, in the order of declaration. */
  Map<String, Field> fields() {
    return fields;
  }

  /** Its {@code <clinit>} with expanded frames, or null if it has none. */
  @Nullable MethodNode initialiser() {
    return initialiser;
  }

  /** Finds the regions of its {@code <clinit>}; null if it has none, or none that is understood. */
  @Nullable RegionFinder finder() {
    if (!isAnalysed) {
      isAnalysed = true;
      InitialiserCode code = initialiser == null ? null : InitialiserCode.of(name, initialiser);
      finder = code == null ? null : new RegionFinder(code, name);
    }
    return finder;
  }
}
