package io.lazyloader.agent.rewrite;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Gives one new version of a class the members that the loaded version was given, with the code
 * that they had there. Its own methods go on reading deferred fields through accessors.
 *
 * <p>The new {@code <clinit>} stays as it is. It runs only if the class was not initialised yet;
 * then nothing registers the regions, and the accessors read what it has assigned.
 */
final class Redefinition {
  private final ClassReader reader;
  private final ClassReader kept;
  private final DeferredFields elsewhere;
  private final boolean resolvesReflection;
  private final List<FieldReference> asked;
  private final ClassFacts facts;

  /** By {@link KeptMembers#key}, with modifiers: what the loaded version was given. */
  private final Map<String, Integer> given;

  /** The fields that have an accessor. */
  private final Set<String> own = new HashSet<>();

  Redefinition(
      byte[] classFile,
      ClassReader kept,
      DeferredFields elsewhere,
      boolean resolvesReflection,
      List<FieldReference> asked) {
    this.asked = asked;
    this.reader = new ClassReader(classFile);
    this.kept = kept;
    this.elsewhere = elsewhere;
    this.resolvesReflection = resolvesReflection;
    this.facts = ClassFacts.read(reader);
    KeptMembers.Declared declared = new KeptMembers.Declared();
    kept.accept(declared, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    this.given = new HashMap<>(declared.members);
    for (Field field : facts.fields().values()) {
      if (given.containsKey(
          KeptMembers.key(Emitted.accessor(field.name), "()" + field.descriptor))) {
        own.add(field.name);
      }
    }
  }

  byte[] rewritten() {
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Changes(writer), 0);
    return writer.toByteArray();
  }

  private final class Changes extends ClassVisitor {
    private final UncertainReads uncertain = new UncertainReads(facts, asked);
    private final DeferredFields deferred = new OwnAndOther(facts, own, elsewhere, Set.of());
    private final ReadSites sites = new ReadSites(facts, deferred, uncertain);
    private final Set<String> readers =
        MemberUses.ofFields(reader, deferred).methods(Opcodes.GETSTATIC);
    private final Set<String> reflecting =
        resolvesReflection ? ChangedMethods.reflecting(reader) : Set.of();
    private final Set<String> closing =
        resolvesReflection && facts.isLoader()
            ? CloseSites.methods(reader, facts, false)
            : Set.of();
    private final Set<String> declared = new HashSet<>();

    Changes(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      String key = KeptMembers.key(name, descriptor);
      declared.add(key);
      return super.visitField(given.getOrDefault(key, access), name, descriptor, signature, value);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      declared.add(KeptMembers.key(name, descriptor));
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      if (reflecting.contains(name + descriptor)) {
        next = new ReflectionSites(next, null);
      }
      if (closing.contains(name + descriptor)) {
        next = new CloseSites(next, CloseSites.isClose(facts, name, descriptor));
      }
      if (readers.contains(name + descriptor)) {
        next = sites.replacing(next);
      }
      MethodNode initialiser = facts.initialiser();
      if (initialiser != null && name.equals("<clinit>") && facts.isInterface()) {
        MethodNode changed = withCells(initialiser);
        uncertain.remember(changed);
        changed.accept(next);
        return null;
      }
      return next;
    }

    @Override
    public void visitEnd() {
      ClassVisitor output = cv;
      kept.accept(
          new ClassVisitor(Opcodes.ASM9) {
            @Override
            public @Nullable FieldVisitor visitField(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                @Nullable Object value) {
              return declared.contains(KeptMembers.key(name, descriptor))
                  ? null
                  : output.visitField(access, name, descriptor, signature, value);
            }

            @Override
            public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
              return declared.contains(KeptMembers.key(name, descriptor))
                  ? null
                  : output.visitMethod(access, name, descriptor, signature, exceptions);
            }
          },
          0);
      super.visitEnd();
    }
  }

  /**
   * Has the new {@code <clinit>} of an interface make the cells, and store in them what it does.
   */
  private MethodNode withCells(MethodNode initialiser) {
    Cells cells = new Cells(facts.name());
    boolean isLazy =
        given.containsKey(KeptMembers.key(Emitted.REGIONS_FIELD, Emitted.REGIONS_DESCRIPTOR));
    MethodNode prologue = new MethodNode();
    for (String name : own) {
      Field field = facts.fields().get(name);
      if (field != null && isLazy) {
        cells.create(prologue, field, 0);
      } else if (field != null) {
        cells.createPlain(prologue, field);
      }
    }
    MethodNode changed =
        new MethodNode(Opcodes.ASM9, initialiser.access, "<clinit>", "()V", null, null);
    initialiser.accept(cells.storing(changed, Set.of(), own));
    changed.instructions.insert(prologue.instructions);
    changed.maxStack = Math.max(changed.maxStack, Cells.MAX_STACK);
    return changed;
  }
}
