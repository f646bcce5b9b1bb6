package io.lazyloader.agent.rewrite;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

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
    this.facts = ClassFacts.read(reader);
    this.request = request;
    this.decider = new Decider(reader, facts, request);
    this.decision = decider.decide();
  }

  private ClassRewriter(ClassRewriter same, Request request) {
    this.classFile = same.classFile;
    this.reader = same.reader;
    this.facts = same.facts;
    this.request = request;
    this.decider = new Decider(reader, facts, request);
    this.decision = decider.decide();
  }

  /**
   * Decides once more, for example now that it is settled which accessors other classes call.
   *
   * @param other what is asked of the class
   * @return a rewriter of the same class file, which is not read again
   */
  public ClassRewriter asked(Request other) {
    return new ClassRewriter(this, other);
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
    if (request.promised() != null && !facts.fields().containsKey(Emitted.REGIONS_FIELD)) {
      missing.addAll(request.promised());
      missing.removeAll(own);
      missing.retainAll(facts.fields().keySet());
    }
    if (facts.isInterface() && facts.version() < Opcodes.V1_8) {
      // No accessor can be there: those who call it fail, those who read the field need not.
      missing.clear();
    }
    DeferredFields all = new OwnAndOther(facts, own, elsewhere, Set.of());
    ChangedMethods methods = ChangedMethods.of(reader, facts, request, all);
    if (own.isEmpty() && methods.areNone() && missing.isEmpty()) {
      return null;
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    RewrittenClass changed =
        new RewrittenClass(writer, reader, facts, request, decider, methods, elsewhere, missing);
    reader.accept(changed, 0);
    asked = changed.asked();
    addsMembers = changed.addsMembers();
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
}
