package io.lazyloader.agent.validate;

import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What may stand for the constants that code loads or hands to bootstrap methods (JVMS 17 §4.4.8,
 * §4.4.10): method handles by which it could read a deferred field.
 */
final class Constants {
  private final Context context;
  private final boolean isLocating;

  /** Rules for one class; while regions are only looked for, nothing is noted. */
  Constants(Context context, boolean isLocating) {
    this.context = context;
    this.isLocating = isLocating;
  }

  /** Whether an instruction has a constant that reads a deferred field past its accessor. */
  boolean mustChange(AbstractInsnNode node) {
    if (isLocating) {
      return false;
    }
    if (node instanceof LdcInsnNode load) {
      return readsDeferred(load.cst);
    }
    if (node instanceof InvokeDynamicInsnNode call) {
      for (Object argument : call.bsmArgs) {
        if (readsDeferred(argument)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean readsDeferred(Object constant) {
    if (constant instanceof Handle handle) {
      return (handle.getTag() == Opcodes.H_GETSTATIC || handle.getTag() == Opcodes.H_PUTSTATIC)
          && context.isDeferred(handle.getOwner(), handle.getName());
    }
    if (constant instanceof ConstantDynamic dynamic) {
      for (int index = 0; index < dynamic.getBootstrapMethodArgumentCount(); index++) {
        if (readsDeferred(dynamic.getBootstrapMethodArgument(index))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether an instruction is another one but for constants, and these may stand for those. */
  boolean isConstantOf(AbstractInsnNode original, AbstractInsnNode found) {
    if (original instanceof LdcInsnNode before && found instanceof LdcInsnNode after) {
      return mayBecome(before.cst, after.cst);
    }
    return original instanceof InvokeDynamicInsnNode before
        && found instanceof InvokeDynamicInsnNode after
        && before.name.equals(after.name)
        && before.desc.equals(after.desc)
        && isBootstrapOf(before, after.bsm)
        && mayBecome(before.bsmArgs, after.bsmArgs);
  }

  /** The text of a field that is part of a longer one is made by the library. */
  private boolean isBootstrapOf(InvokeDynamicInsnNode before, Handle after) {
    boolean concatenates =
        before.bsm.getOwner().equals("java/lang/invoke/StringConcatFactory")
            && before.desc.contains("Ljava/lang/reflect/Field;");
    if (concatenates && after.equals(ofLibrary(before.bsm, Names.MEMBERS))) {
      guards();
      return true;
    }
    return after.equals(before.bsm);
  }

  private void guards() {
    if (!isLocating) {
      context.guards();
    }
  }

  private static Handle ofLibrary(Handle handle, String owner) {
    return new Handle(Opcodes.H_INVOKESTATIC, owner, handle.getName(), handle.getDesc(), false);
  }

  private boolean mayBecome(Object[] before, Object[] after) {
    boolean may = before.length == after.length;
    for (int index = 0; may && index < before.length; index++) {
      may = mayBecome(before[index], after[index]);
    }
    return may;
  }

  private boolean mayBecome(Object before, Object after) {
    if (before instanceof Handle handle && after instanceof Handle other) {
      return mayBecome(handle, other);
    }
    if (before instanceof ConstantDynamic dynamic && after instanceof ConstantDynamic other) {
      return mayBecome(dynamic, other);
    }
    return Canonical.of(before).equals(Canonical.of(after));
  }

  private boolean mayBecome(ConstantDynamic before, ConstantDynamic after) {
    Handle bootstrap = before.getBootstrapMethod();
    boolean isGuarded =
        Guards.isOfBootstraps(bootstrap.getOwner(), bootstrap.getName())
            && after.getBootstrapMethod().equals(ofLibrary(bootstrap, Names.REFLECTION));
    if (isGuarded) {
      guards();
    }
    return before.getName().equals(after.getName())
        && before.getDescriptor().equals(after.getDescriptor())
        && (isGuarded || bootstrap.equals(after.getBootstrapMethod()))
        && mayBecome(arguments(before), arguments(after));
  }

  private static Object[] arguments(ConstantDynamic constant) {
    Object[] arguments = new Object[constant.getBootstrapMethodArgumentCount()];
    for (int index = 0; index < arguments.length; index++) {
      arguments[index] = constant.getBootstrapMethodArgument(index);
    }
    return arguments;
  }

  private boolean mayBecome(Handle before, Handle after) {
    if (before.equals(after)) {
      leavesUnguarded(before);
      return isLocating || !readsDeferred(before);
    }
    if (after.getTag() != Opcodes.H_INVOKESTATIC) {
      return false;
    }
    if (before.getTag() == Opcodes.H_GETSTATIC) {
      return isAccessor(before, after);
    }
    if (Guards.isOfLookup(before.getOwner(), before.getName())) {
      guards();
      return after.equals(
          new Handle(
              Opcodes.H_INVOKESTATIC,
              Names.REFLECTION,
              before.getName(),
              Guards.withLookup(before.getDesc()),
              false));
    }
    return before.getTag() >= Opcodes.H_INVOKEVIRTUAL && isBridge(before, after);
  }

  private void leavesUnguarded(Handle handle) {
    boolean isOfMethod = handle.getTag() >= Opcodes.H_INVOKEVIRTUAL;
    if (isOfMethod && !isLocating) {
      MethodInsnNode call = Bridges.call(handle);
      if (Guards.around(call) != null && !Guards.isOfText(call)) {
        context.leavesUnguarded(
            "reference to " + handle.getOwner() + '.' + handle.getName(), false);
      }
    }
  }

  private boolean isAccessor(Handle before, Handle after) {
    if (!after.getName().equals(Names.accessor(before.getName()))
        || !after.getDesc().equals("()" + before.getDesc())) {
      return false;
    }
    if (context.isOwn(before.getOwner(), before.getName())) {
      boolean isRight =
          context.isDeferred(before.getOwner(), before.getName())
              && after.getOwner().equals(before.getOwner())
              && after.isInterface() == context.before().isInterface();
      if (!isRight) {
        return isLocating;
      }
    } else if (!after.isInterface() && !after.getOwner().equals(before.getOwner())) {
      return false;
    }
    if (!isLocating) {
      context.reads(
          new Access(
              new FieldReference(before.getOwner(), before.getName(), before.getDesc()),
              after.isInterface() ? Access.Way.INTERFACE_ACCESSOR : Access.Way.CLASS_ACCESSOR,
              after.getOwner()));
    }
    return true;
  }

  /** A reference to a method that a guard stands around becomes one to a method that calls it. */
  private boolean isBridge(Handle before, Handle after) {
    MethodInsnNode call = Bridges.call(before);
    boolean isBridge =
        Guards.around(call) != null
            && !Guards.isOfText(call)
            && after.getName().startsWith(Names.CALL)
            && after.getOwner().equals(context.before().name())
            && after.isInterface() == context.before().isInterface()
            && after.getDesc().equals(Bridges.descriptor(before));
    if (isBridge && !isLocating) {
      context.guards();
      return context.bridges(after.getName(), before);
    }
    return isBridge;
  }
}
