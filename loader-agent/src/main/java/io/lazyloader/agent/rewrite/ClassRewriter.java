package io.lazyloader.agent.rewrite;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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
 * Rewrites one class file: first {@link #decision}, then {@link #rewrite}. Used by one thread.
 *
 * <p>What becomes of {@code static final Foo FOO = new Foo()} in a class {@code C}:
 *
 * <pre>{@code
 * private static final LazyRegions $lazy$;   // assigned first in <clinit>
 * static volatile Foo FOO;                   // no longer final
 *
 * static Foo $lazy$FOO() {                   // called wherever FOO was read
 *   Foo value = FOO;
 *   if (value != null) return value;
 *   $lazy$resolve$0();
 *   return FOO;
 * }
 *
 * private static void $lazy$init$FOO() {     // the region's own instructions
 *   FOO = new Foo();
 * }
 * }</pre>
 *
 * <p>{@code $lazy$resolve$0} is shown at {@link io.lazyloader.runtime.LazyRegions}. Where a value
 * can't say that its region is done (it is primitive, or assigned before the region ends), a
 * volatile flag, written last, does.
 *
 * <p>The fields of an interface stay as they are; {@link Cells} hold their values. What becomes of
 * a field whose readers get a proxy is told at {@link MemberWriter}.
 *
 * <p>Methods that neither hold a region nor read a deferred field, nor use reflection where that is
 * asked for, keep their bytes.
 */
public final class ClassRewriter {
  private final byte[] classFile;
  private final ClassReader reader;
  private final Request request;
  private final ClassFacts facts;
  private final Decider decider;
  private final Decision decision;
  private List<FieldReference> asked = List.of();
  private boolean addsMembers;

  /**
   * Reads a class file.
   *
   * @param classFile not modified
   * @param request what is asked of the class
   * @throws IllegalArgumentException if the class file is of a version that is not known yet
   */
  public ClassRewriter(byte[] classFile, Request request) {
    this.classFile = classFile;
    this.reader = new ClassReader(classFile);
    this.request = request;
    this.facts = ClassFacts.read(reader);
    this.decider = new Decider(reader, facts, request);
    this.decision = decider.decide();
  }

  /**
   * Decides once more, now that it is settled which accessors other classes call.
   *
   * @param accessors names of fields
   * @return a rewriter of the same class file, with the same request but for that
   */
  public ClassRewriter promising(Set<String> accessors) {
    request.promised = accessors;
    return new ClassRewriter(classFile, request);
  }

  /**
   * Tells whether this is a rewriter of a certain class file.
   *
   * @param other a class file
   * @return true if it has the same bytes
   */
  public boolean reads(byte[] other) {
    return Arrays.equals(classFile, other);
  }

  /**
   * Tells what becomes of the class's fields.
   *
   * @return the same object at each call
   */
  public Decision decision() {
    return decision;
  }

  /**
   * Rewrites the class: moves its regions and replaces its reads of deferred fields.
   *
   * @param elsewhere the deferred fields of other classes
   * @return the new class file, or null if there is nothing to change
   */
  public byte @Nullable [] rewrite(DeferredFields elsewhere) {
    Set<String> own = decision.deferred();
    Set<String> missing = new LinkedHashSet<>();
    if (request.promised != null && !facts.fields().containsKey(Emitted.REGIONS_FIELD)) {
      missing.addAll(request.promised);
      missing.removeAll(own);
      missing.retainAll(facts.fields().keySet());
    }
    if (facts.isInterface() && facts.version() < Opcodes.V1_8) {
      // No accessor can be there: those who call it fail, those who read the field need not.
      missing.clear();
    }
    DeferredFields all = new OwnAndOther(own, elsewhere, Set.of());
    UncertainReads uncertain = new UncertainReads(facts, List.of());
    ReadSites sites = new ReadSites(facts, all, uncertain);
    Set<String> readers = MemberUses.ofFields(reader, all).methods(Opcodes.GETSTATIC);
    Set<String> reflecting =
        request.resolvesReflection
            ? MemberUses.ofReflection(reader)
                .methods(
                    Opcodes.INVOKEVIRTUAL,
                    Opcodes.INVOKEINTERFACE,
                    Opcodes.INVOKESTATIC,
                    Opcodes.INVOKESPECIAL,
                    Opcodes.INVOKEDYNAMIC)
            : Set.of();
    Set<String> closing =
        request.closesTell || (request.resolvesReflection && facts.isLoader())
            ? CloseSites.methods(reader, facts, request.closesTell)
            : Set.of();
    if (own.isEmpty()
        && readers.isEmpty()
        && reflecting.isEmpty()
        && closing.isEmpty()
        && missing.isEmpty()) {
      return null;
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    Changes changes =
        new Changes(
            writer, own, elsewhere, missing, sites, uncertain, readers, reflecting, closing);
    reader.accept(changes, 0);
    asked = uncertain.asked();
    addsMembers = !own.isEmpty() || !missing.isEmpty() || !asked.isEmpty() || changes.addsBridges();
    return writer.toByteArray();
  }

  /**
   * Tells whether the rewritten class has members, or modifiers of members, that it had not.
   *
   * @return false before {@link #rewrite}
   */
  public boolean addsMembers() {
    return addsMembers;
  }

  /**
   * Returns the references that the rewritten class has members for, by which it finds out how to
   * read them.
   *
   * @return empty before {@link #rewrite}; for {@link KeptMembers#in} when it is redefined
   */
  public List<FieldReference> asked() {
    return asked;
  }

  /** Fields of this class, by whichever subclass a reference names, and those of other classes. */
  private final class OwnAndOther implements DeferredFields {
    private final Set<String> own;
    private final DeferredFields elsewhere;
    private final Set<String> direct;

    /** Reads of the {@code direct} ones among its own fields stay as they are. */
    OwnAndOther(Set<String> own, DeferredFields elsewhere, Set<String> direct) {
      this.own = own;
      this.elsewhere = elsewhere;
      this.direct = direct;
    }

    @Override
    public boolean isDeferred(String owner, String name, String descriptor) {
      if (owner.equals(facts.name()) && facts.fields().containsKey(name)) {
        return own.contains(name) && !direct.contains(name);
      }
      return elsewhere.isDeferred(owner, name, descriptor);
    }

    @Override
    public @Nullable String declaringInterface(String owner, String name, String descriptor) {
      if (owner.equals(facts.name()) && facts.fields().containsKey(name)) {
        return facts.isInterface() ? owner : null;
      }
      return elsewhere.declaringInterface(owner, name, descriptor);
    }

    @Override
    public boolean isCertain(String owner, String name, String descriptor) {
      return (owner.equals(facts.name()) && facts.fields().containsKey(name))
          || elsewhere.isCertain(owner, name, descriptor);
    }
  }

  private final class Changes extends ClassVisitor {
    private final Set<String> own;
    private final DeferredFields elsewhere;
    private final Set<String> missingAccessors;
    private final ReadSites sites;
    private final UncertainReads uncertain;
    private final Set<String> readers;
    private final Set<String> reflecting;
    private final Set<String> closing;
    private final Set<String> valueGuarded = new HashSet<>();
    private final @Nullable Cells cells = facts.isInterface() ? new Cells(facts.name()) : null;
    private final MemberWriter members;
    private final @Nullable Bridges bridges;

    Changes(
        ClassVisitor next,
        Set<String> own,
        DeferredFields elsewhere,
        Set<String> missingAccessors,
        ReadSites sites,
        UncertainReads uncertain,
        Set<String> readers,
        Set<String> reflecting,
        Set<String> closing) {
      super(Opcodes.ASM9, next);
      this.own = own;
      this.elsewhere = elsewhere;
      this.missingAccessors = missingAccessors;
      this.sites = sites;
      this.uncertain = uncertain;
      this.readers = readers;
      this.reflecting = reflecting;
      this.closing = closing;
      this.bridges = request.isLoaded || reflecting.isEmpty() ? null : new Bridges(facts);
      this.members = new MemberWriter(next, facts, decision.members());
      for (Region region : decider.regions()) {
        for (String name : region.fields()) {
          Field field = facts.fields().get(name);
          if (cells == null && region.assignsLast() && field != null && field.isReference()) {
            valueGuarded.add(name);
          }
        }
      }
    }

    @Override
    public FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      int changed = access;
      if (cells == null && own.contains(name)) {
        changed &= ~Opcodes.ACC_FINAL;
        if (valueGuarded.contains(name) || members.has(name)) {
          changed |= Opcodes.ACC_VOLATILE;
        }
      }
      return super.visitField(changed, name, descriptor, signature, value);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if (name.equals("<clinit>") && isRewrittenLast()) {
        return null;
      }
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      if (reflecting.contains(name + descriptor)) {
        next = new ReflectionSites(next, bridges);
      }
      if (closing.contains(name + descriptor)) {
        next = new CloseSites(next, CloseSites.isClose(facts, name, descriptor));
      }
      return readers.contains(name + descriptor) ? sites.replacing(next) : next;
    }

    @Override
    public void visitEnd() {
      AccessorWriter accessors = new AccessorWriter(cv, facts, cells, members);
      for (String name : missingAccessors) {
        Field field = facts.fields().get(name);
        if (field != null) {
          accessors.plain(field);
        }
      }
      if (!own.isEmpty()) {
        moveRegions(accessors);
      } else if (isRewrittenLast() && needsInitialiser()) {
        accept(withCells(initialiserAsItIs()), Set.of());
      }
      uncertain.writeTo(cv);
      if (request.resolvesReflection
          && request.closesTell
          && !request.isLoaded
          && CloseSites.inheritsClose(facts)) {
        CloseSites.emitClose(cv);
      }
      keepSerialVersion();
      if (bridges != null) {
        bridges.write(cv);
      }
      super.visitEnd();
    }

    /** Whether the {@code <clinit>} is written when all else is: what it does depends on that. */
    private boolean isRewrittenLast() {
      return !own.isEmpty()
          || (cells != null && !(missingAccessors.isEmpty() && readers.isEmpty()));
    }

    private boolean needsInitialiser() {
      return facts.initialiser() != null || !missingAccessors.isEmpty() || remembersInInterface();
    }

    private boolean remembersInInterface() {
      return facts.isInterface() && !uncertain.asked().isEmpty();
    }

    /** Copies the {@code <clinit>}, or makes one. */
    private MethodNode initialiserAsItIs() {
      MethodNode copy =
          new MethodNode(Opcodes.ASM9, Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
      MethodNode initialiser = facts.initialiser();
      if (initialiser == null) {
        copy.visitInsn(Opcodes.RETURN);
      } else {
        initialiser.accept(copy);
      }
      return copy;
    }

    /** Has the {@code <clinit>} of an interface make the cells before it does anything else. */
    private MethodNode withCells(MethodNode initialiser) {
      if (cells == null) {
        return initialiser;
      }
      MethodNode prologue = new MethodNode();
      List<Region> regions = decider.regions();
      for (int index = 0; index < regions.size(); index++) {
        for (String name : regions.get(index).fields()) {
          Field field = facts.fields().get(name);
          if (field != null) {
            cells.declare(cv, field);
            cells.create(prologue, field, index);
          }
        }
      }
      for (String name : missingAccessors) {
        Field field = facts.fields().get(name);
        if (field != null) {
          cells.declare(cv, field);
          cells.createPlain(prologue, field);
        }
      }
      initialiser.instructions.insert(prologue.instructions);
      initialiser.maxStack = Math.max(initialiser.maxStack, Cells.MAX_STACK);
      return initialiser;
    }

    private void moveRegions(AccessorWriter accessors) {
      MethodNode initialiser = facts.initialiser();
      InitialiserCode code = decider.code();
      if (initialiser == null || code == null) {
        throw new IllegalStateException(facts.binaryName() + " defers fields without <clinit>");
      }
      List<Region> regions = decider.regions();
      RegionMover mover = new RegionMover(facts, initialiser, code, regions);
      accessors.regionsField();
      for (int index = 0; index < regions.size(); index++) {
        Region region = regions.get(index);
        boolean flagged = !valueGuarded.contains(region.firstField());
        for (String name : region.fields()) {
          Field field = facts.fields().get(name);
          if (field != null) {
            accessors.deferred(field, index, flagged);
          }
        }
        accessors.resolver(index, region, flagged);
        if (request.switchable) {
          accessors.eager(index, region, flagged);
        }
        accept(mover.moved(region), region.fields());
      }
      MethodNode remainder = withCells(mover.remainder(request.switchable));
      accessors.register(
          remainder, regions, mover.milestones(), facts.sourceFile(), decider.groups());
      accept(remainder, Set.of());
    }

    /** Emits a method whose reads go through accessors, but for those of the region it holds. */
    private void accept(MethodNode method, Set<String> assigned) {
      MethodVisitor next = super.visitMethod(method.access, method.name, method.desc, null, null);
      if (reflecting.contains("<clinit>()V")) {
        next = new ReflectionSites(next, bridges);
      }
      if (closing.contains("<clinit>()V")) {
        next = new CloseSites(next, false);
      }
      if (cells != null) {
        MethodNode changed =
            new MethodNode(Opcodes.ASM9, method.access, method.name, method.desc, null, null);
        method.accept(sites.replacing(cells.storing(changed, own, missingAccessors)));
        if (method.name.equals("<clinit>")) {
          uncertain.remember(changed);
        }
        changed.accept(next);
      } else {
        DeferredFields but = new OwnAndOther(own, elsewhere, assigned);
        method.accept(new ReadSites(facts, but, uncertain).replacing(members.storing(next)));
      }
    }

    boolean addsBridges() {
      return bridges != null && bridges.areAny();
    }

    private boolean hasNonPrivate(Set<String> names) {
      for (String name : names) {
        Field field = facts.fields().get(name);
        if (field != null && !field.isPrivate()) {
          return true;
        }
      }
      return false;
    }

    /** Members that other classes can see would change the default serialVersionUID. */
    private void keepSerialVersion() {
      if (facts.mayHaveSerialVersion()
          && (hasNonPrivate(own) || hasNonPrivate(missingAccessors) || remembersInInterface())
          && !facts.fields().containsKey("serialVersionUID")) {
        Long version = SerialVersion.of(reader);
        if (version != null) {
          super.visitField(
                  (facts.isInterface() ? Opcodes.ACC_PUBLIC : Opcodes.ACC_PRIVATE)
                      | Opcodes.ACC_STATIC
                      | Opcodes.ACC_FINAL
                      | Opcodes.ACC_SYNTHETIC,
                  "serialVersionUID",
                  "J",
                  null,
                  version)
              .visitEnd();
        }
      }
    }
  }
}
