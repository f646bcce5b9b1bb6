package io.lazyloader.agent.validate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Proves of an initialiser that regions, and nothing else, were moved out of it, each whole and
 * into the method that resolves its own fields.
 */
final class Initialisers {
  private final Context context;
  private final Added added;
  private final AddedMembers members;
  private final Code original;
  private final Code rest;
  private final List<Region> regions;

  /**
   * Finds the regions, and tells the context.
   *
   * @throws Mismatch if they are not in the original
   */
  Initialisers(Context context, Added added, Code original, Code rest) {
    this.context = context;
    this.added = added;
    this.members = new AddedMembers(context, added);
    this.original = original;
    this.rest = rest;
    this.regions = new Regions(context, original).find();
    Set<String> fields = new LinkedHashSet<>();
    Set<String> proxied = new LinkedHashSet<>();
    for (Region region : regions) {
      for (String name : region.fields()) {
        if (!fields.add(name)) {
          throw new Mismatch("field " + name + " is assigned in two regions");
        }
        if (added.hasField(Names.VALUE + name, context.field(name).desc)) {
          proxied.add(name);
        }
      }
    }
    context.defers(fields, proxied);
  }

  List<Region> regions() {
    return regions;
  }

  /** The modifiers that a deferred field is to have. */
  int access(FieldNode before) {
    if (context.before().isInterface()) {
      return before.access;
    }
    int access = before.access & ~Opcodes.ACC_FINAL;
    for (Region region : regions) {
      if (region.fields().contains(before.name)
          && (!members.isFlagged(region) || context.proxied().contains(before.name))) {
        access |= Opcodes.ACC_VOLATILE;
      }
    }
    return access;
  }

  /**
   * Compares the regions and what is left.
   *
   * @throws Mismatch at the first difference
   */
  void compare() {
    Closure closure = new Closure(context.before().name(), original);
    for (Region region : regions) {
      closure.check(region);
    }
    compareRest();
    for (Region region : regions) {
      try {
        compareBody(region);
      } catch (Mismatch e) {
        throw new Mismatch(Names.INITIALISE + region.firstField() + ": " + e.difference());
      }
    }
    members.expect(regions);
  }

  private void compareRest() {
    Prologue prologue = new Prologue(context, original, rest, regions);
    int at = prologue.end();
    boolean[] told = new boolean[regions.size() + 1];
    told[0] = prologue.tellsPassed();
    Correspondence same =
        new Correspondence(
            original, rest, new Replacements(context, Replacements.Place.REST, Set.of()), false);
    same.changes();
    int from = 0;
    for (Region region : regions) {
      at = same.match(from, region.start(), at);
      at = behindStandIn(region, at, told);
      from = region.end();
    }
    at = same.match(from, original.size(), at);
    if (at < rest.size()) {
      throw new Mismatch("at " + rest.place(at) + " there is more code: " + rest.text(at));
    }
    same.verify(0, original.size(), Correspondence.Strictness.MOVED, true);
    checkProgress(told);
    Added.verify(context.after().name(), rest.method());
  }

  /** What stands where a region was: a call that may run it after all, and word of it. */
  private int behindStandIn(Region region, int at, boolean[] told) {
    String owner = context.before().name();
    int from = at;
    int next = at;
    if (members.areSwitchable()) {
      Emitted eager =
          new Emitted()
              .call(
                  Opcodes.INVOKESTATIC,
                  owner,
                  Names.EAGER + region.index(),
                  "()V",
                  context.before().isInterface());
      if (!Correspondence.isThere(rest, eager.instructions(), next)) {
        throw new Mismatch(
            "at "
                + rest.place(next)
                + " expected "
                + Instructions.text(eager.instructions())
                + ", found "
                + rest.text(next));
      }
      next++;
    }
    Emitted passed = Prologue.passed(owner, region.index() + 1);
    if (Correspondence.isThere(rest, passed.instructions(), next)) {
      told[region.index() + 1] = true;
      next += passed.instructions().size();
    }
    for (int position = from; position < next; position++) {
      if (!rest.handlers(position).isEmpty()) {
        throw new Mismatch("at " + rest.place(position) + " exceptions are handled");
      }
      if (rest.line(position) != original.line(region.start())) {
        throw new Mismatch(
            "at " + rest.place(position) + " expected line " + original.line(region.start()));
      }
    }
    return next;
  }

  /**
   * Checks that the run-time library is told which regions were passed, before any code runs that
   * could read a field whose region is still to come.
   */
  private void checkProgress(boolean[] told) {
    boolean[] isNeeded = new boolean[regions.size() + 1];
    int passed = 0;
    boolean early = false;
    for (int at = 0; at < original.size(); at++) {
      while (passed < regions.size() && at >= regions.get(passed).end()) {
        passed++;
      }
      boolean isMoved = passed < regions.size() && at >= regions.get(passed).start();
      if (!isMoved && mayRunOtherCode(original.at(at))) {
        isNeeded[passed] = true;
        early |= passed < regions.size();
      }
    }
    isNeeded[regions.size()] = true;
    for (int count = 0; count < told.length; count++) {
      if (early && isNeeded[count] && !told[count]) {
        throw new Mismatch("it does not tell that " + count + " regions were passed");
      }
    }
  }

  /** Whether an instruction may call, load or initialise what reads fields of this class. */
  private boolean mayRunOtherCode(AbstractInsnNode node) {
    String owner = context.before().name();
    if (node instanceof MethodInsnNode call) {
      return !(call.owner.equals("java/lang/Class") && call.name.equals("desiredAssertionStatus"));
    }
    if (node instanceof FieldInsnNode field) {
      return node.getOpcode() == Opcodes.GETSTATIC || !field.owner.equals(owner);
    }
    if (node instanceof TypeInsnNode type) {
      return node.getOpcode() == Opcodes.NEW || !type.desc.equals(owner);
    }
    if (node instanceof LdcInsnNode load) {
      boolean isOwn = load.cst instanceof Type type && type.getInternalName().equals(owner);
      return !isOwn && !(load.cst instanceof String) && !(load.cst instanceof Number);
    }
    return node instanceof InvokeDynamicInsnNode || node instanceof MultiANewArrayInsnNode;
  }

  private void compareBody(Region region) {
    Code body = region.body();
    MethodNode method = body.method();
    added.expectDeclaration(
        new MethodNode(
            Opcodes.ASM9, Added.HIDDEN, Names.INITIALISE + region.firstField(), "()V", null, null));
    Correspondence same =
        new Correspondence(
            original,
            body,
            new Replacements(context, Replacements.Place.REGION, region.fields()),
            false);
    int end = same.match(region.start(), region.end(), 0);
    if (end != body.size() - 1 || body.at(end).getOpcode() != Opcodes.RETURN) {
      throw new Mismatch("at " + body.place(end) + " expected return, found " + body.text(end));
    }
    if (!body.handlers(end).isEmpty() || body.line(end) != body.line(end - 1)) {
      throw new Mismatch("at " + body.place(end) + " return has a handler or a line of its own");
    }
    same.verify(region.start(), region.end(), Correspondence.Strictness.MOVED, true);
    Added.verify(context.after().name(), method);
  }
}
