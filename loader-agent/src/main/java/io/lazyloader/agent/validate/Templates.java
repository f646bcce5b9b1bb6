package io.lazyloader.agent.validate;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IFNULL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The methods that rewriting may add, as {@code docs/implementation.md} shows them under "Before
 * and after", "Fields of interfaces" and "Proxies".
 */
final class Templates {
  private final String owner;
  private final boolean isInterface;
  private final Context context;

  Templates(Context context) {
    this.context = context;
    this.owner = context.before().name();
    this.isInterface = context.before().isInterface();
  }

  /** What reads of a field call. What the field was, its modifiers tell. */
  private Emitted accessor(FieldNode field) {
    int shown = isInterface ? 0 : Opcodes.ACC_FINAL | Opcodes.ACC_VOLATILE;
    int access =
        (field.access & (Added.VISIBILITY | shown)) | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    return new Emitted(access, Names.accessor(field.name), "()" + field.desc);
  }

  /** The accessor of a field that is not deferred after all. */
  MethodNode plainAccessor(FieldNode field) {
    return returning(accessor(field).field(GETSTATIC, owner, field.name, field.desc), field);
  }

  /** The accessor of a deferred field without a proxy. */
  MethodNode accessor(FieldNode field, int region, boolean isFlagged) {
    return resolving(accessor(field), field, field.name, region, isFlagged);
  }

  /** What a proxy calls for its value. */
  MethodNode valueAccessor(FieldNode field, int region, boolean isFlagged) {
    return resolving(
        new Emitted(Added.HIDDEN, Names.GET + field.name, "()" + field.desc),
        field,
        Names.VALUE + field.name,
        region,
        isFlagged);
  }

  private MethodNode resolving(
      Emitted code, FieldNode field, String holder, int region, boolean isFlagged) {
    if (isFlagged) {
      Label done = new Label();
      if (isInterface) {
        cell(code, field, "isDone", "()Z");
      } else {
        code.field(GETSTATIC, owner, Names.DONE + region, "Z");
      }
      code.jump(IFNE, done);
      own(code, Names.RESOLVE + region).label(done);
    } else {
      Label pending = new Label();
      code.field(GETSTATIC, owner, holder, field.desc)
          .op(DUP)
          .jump(IFNULL, pending)
          .op(ARETURN)
          .label(pending)
          .op(POP);
      own(code, Names.RESOLVE + region);
    }
    if (isInterface) {
      cell(code, field, "current", "()Ljava/lang/Object;").unbox(field.desc);
    } else {
      code.field(GETSTATIC, owner, holder, field.desc);
    }
    return returning(code, field);
  }

  private static MethodNode returning(Emitted code, FieldNode field) {
    return code.op(Type.getType(field.desc).getOpcode(Opcodes.IRETURN)).method();
  }

  private Emitted own(Emitted code, String method) {
    return code.call(INVOKESTATIC, owner, method, "()V", isInterface);
  }

  private Emitted cell(Emitted code, FieldNode field, String method, String descriptor) {
    return code.field(GETSTATIC, owner, Names.cell(field.name, field.desc), Names.ENTRY_TYPE)
        .type(CHECKCAST, Names.CELL)
        .call(INVOKEVIRTUAL, Names.CELL, method, descriptor, false);
  }

  /** What does nothing, and tells by being there that a field has an accessor. */
  MethodNode has(FieldNode field) {
    int access = (field.access & Added.VISIBILITY) | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    return new Emitted(access, Names.HAS + field.name, '(' + field.desc + ")V").op(RETURN).method();
  }

  /** The slow path of a region. */
  MethodNode resolver(Region region, String body, boolean isFlagged) {
    Label start = new Label();
    Label end = new Label();
    Label failed = new Label();
    Label over = new Label();
    Emitted code =
        new Emitted(Added.HIDDEN, Names.RESOLVE + region.index(), "()V")
            .handler(start, end, failed, "java/lang/Throwable")
            .field(GETSTATIC, owner, Names.REGIONS_FIELD, Names.REGIONS_TYPE)
            .op(DUP)
            .local(ASTORE, 0)
            .jump(IFNULL, over)
            .local(ALOAD, 0)
            .number(region.index())
            .call(INVOKEVIRTUAL, Names.REGIONS, "begin", "(I)Z", false)
            .jump(IFEQ, over)
            .label(start);
    return run(code, region, body, isFlagged)
        .label(end)
        .local(ALOAD, 0)
        .number(region.index())
        .call(INVOKEVIRTUAL, Names.REGIONS, "end", "(I)V", false)
        .label(over)
        .op(RETURN)
        .label(failed)
        .local(ASTORE, 1)
        .local(ALOAD, 0)
        .number(region.index())
        .local(ALOAD, 1)
        .call(
            INVOKEVIRTUAL,
            Names.REGIONS,
            "fail",
            "(ILjava/lang/Throwable;)Ljava/lang/Error;",
            false)
        .op(ATHROW)
        .method();
  }

  private Emitted run(Emitted code, Region region, String body, boolean isFlagged) {
    own(code, body);
    if (isInterface) {
      for (String name : region.fields()) {
        cell(code, context.field(name), "done", "()V");
      }
    } else if (isFlagged) {
      code.op(ICONST_1).field(PUTSTATIC, owner, Names.DONE + region.index(), "Z");
    }
    return code;
  }

  /** What runs a region in its old place where laziness is off. */
  MethodNode eager(Region region, String body, boolean isFlagged) {
    Label lazy = new Label();
    Emitted code =
        new Emitted(Added.HIDDEN, Names.EAGER + region.index(), "()V")
            .field(GETSTATIC, owner, Names.REGIONS_FIELD, Names.REGIONS_TYPE)
            .number(region.index())
            .call(Names.REGIONS, "isDeferred", '(' + Names.REGIONS_TYPE + "I)Z")
            .jump(IFNE, lazy);
    run(code, region, body, isFlagged);
    for (String name : region.fields()) {
      if (context.proxied().contains(name)) {
        FieldNode field = context.field(name);
        code.field(GETSTATIC, owner, Names.VALUE + name, field.desc)
            .field(PUTSTATIC, owner, name, field.desc);
      }
    }
    return code.label(lazy).op(RETURN).method();
  }

  /** The accessor of a field that holds a proxy. */
  MethodNode proxyAccessor(FieldNode field) {
    Label unread = new Label();
    return accessor(field)
        .field(GETSTATIC, owner, field.name, field.desc)
        .op(DUP)
        .jump(IFNULL, unread)
        .op(ARETURN)
        .label(unread)
        .op(POP)
        .call(owner, Names.MEMBER + field.name, "()Ljava/lang/Object;")
        .type(CHECKCAST, Type.getType(field.desc).getInternalName())
        .op(ARETURN)
        .method();
  }

  /** What has a field hold its proxy. */
  MethodNode proxyMaker(FieldNode field, int region) {
    Label none = new Label();
    Label over = new Label();
    return new Emitted(Added.HIDDEN, Names.MEMBER + field.name, "()Ljava/lang/Object;")
        .field(GETSTATIC, owner, Names.REGIONS_FIELD, Names.REGIONS_TYPE)
        .op(DUP)
        .local(ASTORE, 0)
        .jump(IFNULL, none)
        .local(ALOAD, 0)
        .number(region)
        .constant(field.name)
        .constant(field.desc)
        .call(
            INVOKEVIRTUAL,
            Names.REGIONS,
            "member",
            "(ILjava/lang/String;Ljava/lang/String;)Ljava/lang/Object;",
            false)
        .type(CHECKCAST, Type.getType(field.desc).getInternalName())
        .op(DUP)
        .local(ASTORE, 1)
        .jump(IFNULL, none)
        .local(ALOAD, 1)
        .field(PUTSTATIC, owner, field.name, field.desc)
        .local(ALOAD, 1)
        .op(ARETURN)
        .label(none)
        .call(owner, Names.GET + field.name, "()" + field.desc)
        .local(ASTORE, 1)
        .local(ALOAD, 0)
        .jump(IFNULL, over)
        .local(ALOAD, 0)
        .number(region)
        .call(INVOKEVIRTUAL, Names.REGIONS, "isResolved", "(I)Z", false)
        .jump(IFEQ, over)
        .local(ALOAD, 1)
        .field(PUTSTATIC, owner, field.name, field.desc)
        .label(over)
        .local(ALOAD, 1)
        .op(ARETURN)
        .method();
  }

  /** The {@code close} of a class loader that tells, and does what the inherited one does. */
  static MethodNode close() {
    return new Emitted(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC, "close", "()V", "java/io/IOException")
        .local(ALOAD, 0)
        .call(Names.CLOSING, "before", "(Ljava/lang/Object;)V")
        .local(ALOAD, 0)
        .call(Opcodes.INVOKESPECIAL, "java/net/URLClassLoader", "close", "()V", false)
        .op(RETURN)
        .method();
  }
}
