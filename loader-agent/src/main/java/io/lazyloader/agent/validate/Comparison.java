package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** Compares one pair of class files; one object for each pair. */
final class Comparison {
  private static final Set<String> LOADERS =
      Set.of("java/net/URLClassLoader", "java/security/SecureClassLoader", "java/lang/ClassLoader");

  private final byte[] original;
  private final byte[] rewritten;
  private final Declared before;
  private final Declared after;
  private final Context context;
  private final Added added;
  private final AddedMembers members;
  private final boolean isModernised;
  private final List<String> problems = new ArrayList<>();
  private Guarding guarding = Guarding.NONE;
  private @Nullable Initialisers initialisers;

  Comparison(byte[] original, byte[] rewritten, Declared before, Declared after) {
    this.original = original;
    this.rewritten = rewritten;
    this.before = before;
    this.after = after;
    this.context = new Context(before, after);
    this.added = new Added(context);
    this.members = new AddedMembers(context, added);
    this.isModernised = before.version() < Opcodes.V1_6 && after.version() == Opcodes.V1_6;
  }

  Validation validation() {
    attempt("the class", this::compareDeclarations);
    attempt("the class", this::compareOrder);
    attempt("method <clinit>", this::compareInitialiser);
    for (FieldNode field : before.node().fields) {
      attempt("field " + field.name, () -> compare(field));
    }
    for (MethodNode method : before.node().methods) {
      boolean isMoved = initialisers != null && method.name.equals(Names.INITIALISER);
      if (!isMoved) {
        attempt("method " + method.name + method.desc, () -> compare(method));
      }
    }
    Set<String> accessors = new LinkedHashSet<>(context.deferred());
    attempt("the class", () -> accessors.addAll(members.allowPlainAccessors()));
    attempt("the class", () -> members.expectBridges(Replacements.ofMethod(context)));
    attempt("the class", members::expectSerialVersion);
    attempt("the class", this::checkGuards);
    findUnexpected();
    return new Validation(
        before.name(),
        List.copyOf(problems),
        false,
        Set.copyOf(context.deferred()),
        isModernised,
        Links.of(after, accessors, Set.copyOf(context.accesses()), guarding));
  }

  /** Does one comparison, and keeps the difference that ends it. */
  private void attempt(String what, Runnable comparison) {
    try {
      comparison.run();
    } catch (Mismatch e) {
      problems.add(what + ": " + e.difference());
    }
  }

  private void compareDeclarations() {
    Declarations.compare(Declarations.of(before.node()), Declarations.of(after.node()));
    if (before.node().version != after.node().version && !isModernised) {
      throw new Mismatch("expected version " + before.version() + ", found " + after.version());
    }
    if (before.hasUnknownAttributes() && !Declared.sharesConstants(original, rewritten)) {
      throw new Mismatch("what its unknown attributes refer to may have moved");
    }
  }

  /** All members are there, in their order; the initialiser's is never seen. */
  private void compareOrder() {
    compareOrder("field", before.fields().keySet(), after.fields().keySet());
    compareOrder("method", before.methods().keySet(), after.methods().keySet());
  }

  private static void compareOrder(String kind, Set<String> expected, Set<String> found) {
    List<String> left = new ArrayList<>(found);
    left.retainAll(expected);
    List<String> all = new ArrayList<>(expected);
    String initialiser = Names.INITIALISER + "()V";
    if (left.remove(initialiser)) {
      all.remove(initialiser);
    }
    for (int index = 0; index < all.size(); index++) {
      if (index >= left.size() || !all.get(index).equals(left.get(index))) {
        boolean isThere = found.contains(all.get(index));
        throw new Mismatch(
            kind + ' ' + all.get(index) + (isThere ? " is in another place" : " is missing"));
      }
    }
  }

  private void compareInitialiser() {
    MethodNode initialiser = before.methods().get(Names.INITIALISER + "()V");
    MethodNode rest = after.methods().get(Names.INITIALISER + "()V");
    if (initialiser == null || rest == null || !Regions.areIn(context)) {
      return;
    }
    Declarations.compare(Declarations.of(initialiser), Declarations.of(rest));
    if (Subroutines.areIn(initialiser)) {
      throw new Mismatch("it has subroutines");
    }
    initialisers =
        new Initialisers(context, added, new Code(initialiser).straightened(), new Code(rest));
    initialisers.compare();
  }

  private void compare(FieldNode field) {
    FieldNode found = after.fields().get(field.name + ' ' + field.desc);
    if (found == null) {
      // The order tells.
      return;
    }
    Map<String, Object> expected = Declarations.of(field);
    if (initialisers != null && context.deferred().contains(field.name)) {
      expected.put("flags", initialisers.access(field));
    }
    Declarations.compare(expected, Declarations.of(found));
  }

  private void compare(MethodNode method) {
    MethodNode found = after.methods().get(method.name + method.desc);
    if (found == null) {
      return;
    }
    Declarations.compare(Declarations.of(method), Declarations.of(found));
    Code code = new Code(method);
    Code other = new Code(found);
    if (isModernised && Subroutines.areIn(method)) {
      new Subroutines(code, other, Replacements.ofMethod(context)).compare();
      Added.verify(before.name(), found);
      return;
    }
    Correspondence same =
        new Correspondence(code, other, Replacements.ofMethod(context), isModernised);
    int end = same.match(0, code.size(), tells(method, other));
    if (end < other.size()) {
      throw new Mismatch("at " + other.place(end) + " there is more code: " + other.text(end));
    }
    same.verify(
        0,
        code.size(),
        isModernised ? Correspondence.Strictness.FRAMED : Correspondence.Strictness.METHOD,
        false);
    boolean hasLessRoom = found.maxLocals < method.maxLocals || found.maxStack < method.maxStack;
    if (hasLessRoom && !isModernised) {
      throw new Mismatch("it has less room for operands or locals");
    }
    if (same.isChanged() || hasLessRoom) {
      Added.verify(before.name(), found);
    }
  }

  /** A class loader may tell first that it is closed. */
  private int tells(MethodNode method, Code found) {
    Emitted tells =
        new Emitted()
            .local(Opcodes.ALOAD, 0)
            .call(Names.CLOSING, "before", "(Ljava/lang/Object;)V");
    boolean isClose =
        method.name.equals("close")
            && method.desc.equals("()V")
            && (method.access & Opcodes.ACC_STATIC) == 0
            && before.node().superName != null
            && LOADERS.contains(before.node().superName);
    if (!isClose) {
      return 0;
    }
    if (Correspondence.isThere(found, tells.instructions(), 0)) {
      context.guardsClose();
      return tells.instructions().size();
    }
    context.leavesUnguarded("its own close", false);
    return 0;
  }

  /** Reflection is guarded wherever it is used in a class, or nowhere. */
  private void checkGuards() {
    guarding = context.guarding();
  }

  private void findUnexpected() {
    for (String key : after.fields().keySet()) {
      if (!before.fields().containsKey(key) && !added.isExpected(key)) {
        problems.add("field " + key + " was added");
      }
    }
    for (String key : after.methods().keySet()) {
      if (!before.methods().containsKey(key) && !added.isExpected(key)) {
        problems.add("method " + key + " was added");
      }
    }
  }
}
