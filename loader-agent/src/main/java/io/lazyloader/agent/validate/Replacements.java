package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** The rules for the methods of a class: how it may read, assign and reach deferred fields. */
final class Replacements implements Rules {
  /** Which code of the class it is. */
  enum Place {
    /** A method. */
    METHOD,
    /** What is left of an initialiser. */
    REST,
    /** A region that was moved. */
    REGION,
    /** Any region: while it is not known yet which fields are deferred. */
    UNKNOWN
  }

  private final Context context;
  private final Place place;
  private final Set<String> region;
  private final Constants constants;

  /**
   * Makes rules.
   *
   * @param region the fields of the region, if the code is one
   */
  Replacements(Context context, Place place, Set<String> region) {
    this.context = context;
    this.place = place;
    this.region = region;
    this.constants = new Constants(context, place == Place.UNKNOWN);
  }

  /** The rules for any other method. */
  static Replacements ofMethod(Context context) {
    return new Replacements(context, Place.METHOD, Set.of());
  }

  @Override
  public List<StandIn> of(AbstractInsnNode original) {
    if (original instanceof FieldInsnNode field) {
      return switch (original.getOpcode()) {
        case Opcodes.GETSTATIC -> ofRead(field);
        case Opcodes.PUTSTATIC -> ofAssignment(field);
        default -> List.of(StandIn.same(original));
      };
    }
    if (original instanceof MethodInsnNode call) {
      return ofCall(call);
    }
    if (original.getOpcode() == Opcodes.RETURN && place == Place.REST) {
      return List.of(
          StandIn.of(
              StandIn.Kind.END,
              new Emitted()
                  .field(
                      Opcodes.GETSTATIC,
                      context.before().name(),
                      Names.REGIONS_FIELD,
                      Names.REGIONS_TYPE)
                  .call(Names.REGIONS, "initialised", '(' + Names.REGIONS_TYPE + ")V")
                  .op(Opcodes.RETURN)
                  .instructions()));
    }
    if (constants.mustChange(original)) {
      return List.of();
    }
    return List.of(StandIn.same(original));
  }

  private List<StandIn> ofCall(MethodInsnNode call) {
    List<StandIn> all = new ArrayList<>();
    all.add(StandIn.same(call));
    List<AbstractInsnNode> guarded = Guards.around(call);
    if (guarded != null) {
      all.add(StandIn.of(StandIn.Kind.GUARD, guarded));
    }
    List<AbstractInsnNode> closing = Guards.aroundClose(call);
    if (closing != null) {
      all.add(StandIn.of(StandIn.Kind.CLOSE, closing));
    }
    return all;
  }

  private List<StandIn> ofRead(FieldInsnNode field) {
    if (place == Place.UNKNOWN) {
      List<StandIn> any = new ArrayList<>(accesses(field));
      any.add(StandIn.same(field));
      any.add(besideProxy(field));
      return any;
    }
    if (!context.isOwn(field.owner, field.name)) {
      List<StandIn> any = new ArrayList<>(accesses(field));
      any.add(StandIn.same(field));
      return any;
    }
    if (!context.deferred().contains(field.name)) {
      return List.of(StandIn.same(field));
    }
    if (!context.before().isInterface() && region.contains(field.name)) {
      return List.of(
          context.proxied().contains(field.name) ? besideProxy(field) : StandIn.same(field));
    }
    return accesses(field);
  }

  /** All the ways to read a field that may be a deferred one. */
  private List<StandIn> accesses(FieldInsnNode field) {
    FieldReference reference = new FieldReference(field.owner, field.name, field.desc);
    boolean isOwn = context.isOwn(field.owner, field.name);
    boolean isInterface = isOwn && context.before().isInterface();
    List<StandIn> all = new ArrayList<>();
    if (!isInterface) {
      all.add(accessor(reference, Access.Way.CLASS_ACCESSOR, field.owner));
    }
    if (!isOwn || isInterface) {
      if (context.before().version() >= Opcodes.V1_8) {
        all.add(accessor(reference, Access.Way.INTERFACE_ACCESSOR, field.owner));
        for (String type : context.before().node().interfaces) {
          all.add(accessor(reference, Access.Way.INTERFACE_ACCESSOR, type));
        }
      }
      all.add(cell(reference));
    }
    return all;
  }

  private static StandIn accessor(FieldReference field, Access.Way way, String called) {
    return new StandIn(
        new Emitted()
            .call(
                Opcodes.INVOKESTATIC,
                called,
                Names.accessor(field.name()),
                "()" + field.descriptor(),
                way == Access.Way.INTERFACE_ACCESSOR)
            .instructions(),
        StandIn.Kind.READ,
        new Access(field, way, called));
  }

  private static StandIn cell(FieldReference field) {
    String name = Names.cell(field.name(), field.descriptor());
    return new StandIn(
        new Emitted()
            .field(Opcodes.GETSTATIC, field.owner(), name, Names.ENTRY_TYPE)
            .call(Opcodes.INVOKEINTERFACE, Names.ENTRY, "getValue", "()Ljava/lang/Object;", true)
            .unbox(field.descriptor())
            .instructions(),
        StandIn.Kind.READ,
        new Access(field, Access.Way.CELL, field.owner()));
  }

  private static StandIn besideProxy(FieldInsnNode field) {
    return StandIn.of(
        StandIn.Kind.STORE,
        new Emitted()
            .field(field.getOpcode(), field.owner, Names.VALUE + field.name, field.desc)
            .instructions());
  }

  private List<StandIn> ofAssignment(FieldInsnNode field) {
    boolean isOwn = context.isOwn(field.owner, field.name);
    if (place == Place.UNKNOWN && isOwn) {
      return List.of(StandIn.same(field), besideProxy(field), intoCell(field));
    }
    if (!isOwn || !context.deferred().contains(field.name)) {
      return List.of(StandIn.same(field));
    }
    if (!region.contains(field.name)) {
      // Nothing: a deferred field is assigned by its own region only.
      return List.of();
    }
    if (context.before().isInterface()) {
      return List.of(intoCell(field));
    }
    return List.of(
        context.proxied().contains(field.name) ? besideProxy(field) : StandIn.same(field));
  }

  private static StandIn intoCell(FieldInsnNode field) {
    return StandIn.of(
        StandIn.Kind.STORE,
        new Emitted()
            .box(field.desc)
            .field(
                Opcodes.GETSTATIC,
                field.owner,
                Names.cell(field.name, field.desc),
                Names.ENTRY_TYPE)
            .op(Opcodes.SWAP)
            .call(
                Opcodes.INVOKEINTERFACE,
                Names.ENTRY,
                "setValue",
                "(Ljava/lang/Object;)Ljava/lang/Object;",
                true)
            .op(Opcodes.POP)
            .instructions());
  }

  @Override
  public boolean isConstantOf(AbstractInsnNode original, AbstractInsnNode found) {
    return constants.isConstantOf(original, found);
  }

  @Override
  public void chosen(AbstractInsnNode original, StandIn standIn) {
    if (place == Place.UNKNOWN) {
      return;
    }
    if (standIn.access() != null) {
      context.reads(standIn.access());
    }
    if (standIn.kind() == StandIn.Kind.GUARD) {
      context.guards();
    } else if (standIn.kind() == StandIn.Kind.CLOSE) {
      context.guardsClose();
    }
    if (standIn.isSame() && original instanceof MethodInsnNode call && Guards.mayBeAround(call)) {
      context.leavesUnguarded(Instructions.text(call), Guards.isOfText(call));
    }
  }
}
