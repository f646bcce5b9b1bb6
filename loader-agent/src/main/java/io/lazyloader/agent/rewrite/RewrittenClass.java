package io.lazyloader.agent.rewrite;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes one class anew: its regions become methods, its reads of deferred fields calls of
 * accessors.
 */
final class RewrittenClass extends ClassVisitor {
  private final ClassReader reader;
  private final ClassFacts facts;
  private final Request request;
  private final Decider decider;
  private final ChangedMethods methods;
  private final Set<String> own;
  private final DeferredFields elsewhere;
  private final Set<String> missingAccessors;
  private final UncertainReads uncertain;
  private final ReadSites sites;
  private final Set<String> valueGuarded = new HashSet<>();
  private final @Nullable Cells cells;
  private final MemberWriter members;
  private final @Nullable Bridges bridges;

  /**
   * Writes a class.
   *
   * @param decider has decided which of its fields are deferred
   * @param elsewhere the deferred fields of other classes
   * @param missingAccessors its fields that are not deferred, though others call accessors of them
   */
  RewrittenClass(
      ClassVisitor next,
      ClassReader reader,
      ClassFacts facts,
      Request request,
      Decider decider,
      ChangedMethods methods,
      DeferredFields elsewhere,
      Set<String> missingAccessors) {
    super(Opcodes.ASM9, next);
    Decision decision = decider.decision();
    this.reader = reader;
    this.facts = facts;
    this.request = request;
    this.decider = decider;
    this.methods = methods;
    this.own = decision.deferred();
    this.elsewhere = elsewhere;
    this.missingAccessors = missingAccessors;
    this.uncertain = new UncertainReads(facts, List.of());
    this.sites = new ReadSites(facts, new OwnAndOther(facts, own, elsewhere, Set.of()), uncertain);
    this.cells = facts.isInterface() ? new Cells(facts.name()) : null;
    this.members = new MemberWriter(next, facts, decision.members());
    this.bridges = request.isLoaded() || methods.reflecting().isEmpty() ? null : new Bridges(facts);
    for (Region region : decider.decision().regions()) {
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
    if (methods.reflecting().contains(name + descriptor)) {
      next = new ReflectionSites(next, bridges);
    }
    if (methods.closing().contains(name + descriptor)) {
      next = new CloseSites(next, CloseSites.isClose(facts, name, descriptor));
    }
    return methods.reading().contains(name + descriptor) ? sites.replacing(next) : next;
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
    if (request.resolvesReflection()
        && request.closesTell()
        && !request.isLoaded()
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
        || (cells != null && !(missingAccessors.isEmpty() && methods.reading().isEmpty()));
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
    List<Region> regions = decider.decision().regions();
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
    RegionFinder finder = facts.finder();
    if (initialiser == null || finder == null) {
      throw new IllegalStateException(facts.binaryName() + " defers fields without <clinit>");
    }
    List<Region> regions = decider.decision().regions();
    RegionMover mover = new RegionMover(facts, initialiser, finder.code(), regions);
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
      if (request.switchable()) {
        accessors.eager(index, region, flagged);
      }
      accept(mover.moved(region), region.fields());
    }
    MethodNode remainder = withCells(mover.remainder(request.switchable()));
    accessors.register(remainder, regions, mover.progress(), facts.sourceFile(), decider.groups());
    accept(remainder, Set.of());
  }

  /** Emits a method whose reads go through accessors, but for those of the region it holds. */
  private void accept(MethodNode method, Set<String> assigned) {
    MethodVisitor next = super.visitMethod(method.access, method.name, method.desc, null, null);
    if (methods.reflecting().contains("<clinit>()V")) {
      next = new ReflectionSites(next, bridges);
    }
    if (methods.closing().contains("<clinit>()V")) {
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
      DeferredFields but = new OwnAndOther(facts, own, elsewhere, assigned);
      method.accept(new ReadSites(facts, but, uncertain).replacing(members.storing(next)));
    }
  }

  /** The references that it has members for; meaningful when it is written. */
  List<FieldReference> asked() {
    return uncertain.asked();
  }

  /** Whether it has members, or modifiers of members, that it had not; when it is written. */
  boolean addsMembers() {
    return !own.isEmpty()
        || !missingAccessors.isEmpty()
        || !uncertain.asked().isEmpty()
        || (bridges != null && bridges.areAny());
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
