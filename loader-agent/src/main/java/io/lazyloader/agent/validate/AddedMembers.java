package io.lazyloader.agent.validate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** Expects what the deferred fields of a class, and its references to reflection, need. */
final class AddedMembers {
  private final Context context;
  private final Added added;
  private final Templates templates;

  AddedMembers(Context context, Added added) {
    this.context = context;
    this.added = added;
    this.templates = new Templates(context);
  }

  /** Whether readers can't see by a field's value that its region is done. */
  boolean isFlagged(Region region) {
    return context.before().isInterface() || added.hasField(Names.DONE + region.index(), "Z");
  }

  /** Whether regions can be run in their old place. */
  boolean areSwitchable() {
    return added.method(Names.EAGER + 0, "()V") != null;
  }

  /**
   * Expects the members of deferred fields.
   *
   * @throws Mismatch if one is missing or is another
   */
  void expect(List<Region> regions) {
    boolean isInterface = context.before().isInterface();
    added.expectField(
        (isInterface ? Opcodes.ACC_PUBLIC : Opcodes.ACC_PRIVATE)
            | Opcodes.ACC_STATIC
            | Opcodes.ACC_FINAL
            | Opcodes.ACC_SYNTHETIC,
        Names.REGIONS_FIELD,
        Names.REGIONS_TYPE,
        null);
    for (Region region : regions) {
      expect(region);
    }
  }

  private void expect(Region region) {
    boolean isFlagged = isFlagged(region);
    String body = Names.INITIALISE + region.firstField();
    if (isFlagged && !context.before().isInterface()) {
      added.expectField(
          Added.HIDDEN | Opcodes.ACC_VOLATILE, Names.DONE + region.index(), "Z", null);
    }
    added.expectMethod(templates.resolver(region, body, isFlagged), Rules.IDENTITY);
    if (areSwitchable()) {
      added.expectMethod(templates.eager(region, body, isFlagged), Rules.IDENTITY);
    }
    for (String name : region.fields()) {
      FieldNode field = context.field(name);
      boolean isReference = field.desc.charAt(0) == 'L' || field.desc.charAt(0) == '[';
      if (!isFlagged && !(region.assignsLast() && isReference)) {
        throw new Mismatch(
            "field " + name + ": its value can't tell that its region is done, and no flag does");
      }
      expect(field, region.index(), isFlagged);
    }
  }

  private void expect(FieldNode field, int region, boolean isFlagged) {
    boolean isInterface = context.before().isInterface();
    if (isInterface) {
      added.expectField(
          Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC,
          Names.cell(field.name, field.desc),
          Names.ENTRY_TYPE,
          null);
    } else if (isReadElsewhere(field)) {
      added.expectMethod(templates.has(field), Rules.IDENTITY);
    }
    if (!context.proxied().contains(field.name)) {
      added.expectMethod(templates.accessor(field, region, isFlagged), Rules.IDENTITY);
      return;
    }
    added.expectField(
        isFlagged ? Added.HIDDEN : Added.HIDDEN | Opcodes.ACC_VOLATILE,
        Names.VALUE + field.name,
        field.desc,
        null);
    added.expectMethod(templates.proxyAccessor(field), Rules.IDENTITY);
    added.expectMethod(templates.proxyMaker(field, region), Rules.IDENTITY);
    added.expectMethod(templates.valueAccessor(field, region, isFlagged), Rules.IDENTITY);
  }

  private boolean isReadElsewhere(FieldNode field) {
    boolean isPrivate = (field.access & Opcodes.ACC_PRIVATE) != 0;
    boolean isInNest =
        context.before().node().nestHostClass != null
            || context.before().node().nestMembers != null;
    return !isPrivate || isInNest;
  }

  /**
   * Allows accessors of fields that are not deferred, which other classes may call all the same.
   */
  Set<String> allowPlainAccessors() {
    Set<String> plain = new LinkedHashSet<>();
    for (FieldNode field : context.before().node().fields) {
      MethodNode accessor = added.method(Names.accessor(field.name), "()" + field.desc);
      if (accessor != null
          && !context.before().isInterface()
          && (field.access & Opcodes.ACC_STATIC) != 0
          && !context.deferred().contains(field.name)) {
        added.expectMethod(templates.plainAccessor(field), Rules.IDENTITY);
        added.expectMethod(templates.has(field), Rules.IDENTITY);
        plain.add(field.name);
      }
    }
    return plain;
  }

  /** Expects the methods that stand for references, and allows a class loader to tell. */
  void expectBridges(Rules rules) {
    for (Map.Entry<String, Handle> bridge : context.bridges().entrySet()) {
      added.expectMethod(Bridges.method(bridge.getKey(), bridge.getValue()), rules);
    }
    boolean inheritsClose =
        "java/net/URLClassLoader".equals(context.before().node().superName)
            && !context.before().methods().containsKey("close()V");
    if (!inheritsClose) {
      return;
    }
    if (added.method("close", "()V") == null) {
      context.leavesUnguarded("close, which it inherits", false);
    } else {
      added.expectMethod(Templates.close(), Rules.IDENTITY);
      context.guardsClose();
    }
  }

  /** Expects the number that the class's serial form had, if its members would change that. */
  void expectSerialVersion() {
    boolean isAdded = added.hasField(Names.SERIAL_VERSION, "J");
    boolean isNeeded = SerialVersion.isNeeded(context.before(), context.after());
    if (!isAdded && !isNeeded) {
      return;
    }
    added.expectField(
        (context.before().isInterface() ? Opcodes.ACC_PUBLIC : Opcodes.ACC_PRIVATE)
            | Opcodes.ACC_STATIC
            | Opcodes.ACC_FINAL
            | Opcodes.ACC_SYNTHETIC,
        Names.SERIAL_VERSION,
        "J",
        SerialVersion.of(context.before()));
  }
}
