package io.lazyloader.agent.validate;

import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.DUP2_X1;
import static org.objectweb.asm.Opcodes.DUP2_X2;
import static org.objectweb.asm.Opcodes.DUP_X2;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.POP2;
import static org.objectweb.asm.Opcodes.SWAP;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What stands for a call by which code may reach a static field that it does not name, or see that
 * it was deferred: the call itself with one of the run-time library before or behind it. Written
 * from {@code docs/implementation.md}, "Reading by reflection".
 */
final class Guards {
  static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";
  private static final String FIELD = "java/lang/reflect/Field";
  private static final String FIELD_TYPE = "Ljava/lang/reflect/Field;";
  private static final String MEMBER = "java/lang/reflect/Member";
  private static final String MEMBER_TYPE = "Ljava/lang/reflect/Member;";
  private static final String ANNOTATED = "java/lang/reflect/AnnotatedElement";
  private static final String OBJECT_TYPE = "Ljava/lang/Object;";
  private static final String DYNALINK = "jdk/dynalink/";

  private static final Set<String> OF_LOOKUP =
      Set.of(
          "findStaticGetter",
          "findStaticSetter",
          "findStaticVarHandle",
          "unreflectGetter",
          "unreflectSetter",
          "unreflectVarHandle");

  /** By the method of {@code Class}: what its result goes through. */
  private static final Map<String, String> OF_CLASS =
      Map.of(
          "getFields", "fields",
          "getDeclaredFields", "fields",
          "getField", "field",
          "getDeclaredField", "field",
          "getMethods", "methods",
          "getDeclaredMethods", "methods",
          "getMethod", "method",
          "getDeclaredMethod", "method");

  /** Classes of the JDK that read fields of any class by what a text names. */
  private static final Set<String> READERS =
      Set.of(
          "java/beans/XMLDecoder",
          "java/beans/Expression",
          "java/beans/Statement",
          "javax/swing/plaf/synth/SynthLookAndFeel");

  private Guards() {}

  /** Whether a method of {@code Lookup} may make a handle for a static field. */
  static boolean isOfLookup(String owner, String name) {
    return owner.equals(LOOKUP) && OF_LOOKUP.contains(name);
  }

  /** Whether a bootstrap method of the JDK reads a static field or makes a handle for one. */
  static boolean isOfBootstraps(String owner, String name) {
    return owner.equals("java/lang/invoke/ConstantBootstraps")
        && (name.equals("getStaticFinal") || name.equals("staticFieldVarHandle"));
  }

  /** The descriptor of the library's method that stands for one of {@code Lookup}. */
  static String withLookup(String descriptor) {
    return "(L" + LOOKUP + ';' + descriptor.substring(1);
  }

  /**
   * Tells what stands for a call.
   *
   * @return null if nothing may
   */
  static @Nullable List<AbstractInsnNode> around(MethodInsnNode call) {
    if (isOfLookup(call.owner, call.name) && call.getOpcode() == INVOKEVIRTUAL) {
      return new Emitted().call(Names.REFLECTION, call.name, withLookup(call.desc)).instructions();
    }
    if (call.getOpcode() == INVOKESPECIAL && !call.name.equals("<init>")) {
      return null;
    }
    Emitted code = new Emitted();
    boolean isGuarded =
        ofField(code, call)
            || ofClass(code, call)
            || ofDescription(code, call)
            || before(code, call)
            || ofText(code, call);
    return isGuarded ? code.instructions() : null;
  }

  /**
   * Whether a call is guarded only where another one of its method is, because what it makes a text
   * of is hardly ever a field.
   */
  static boolean isOfText(MethodInsnNode call) {
    return ofText(new Emitted(), call);
  }

  /** Whether anything may stand for a call. */
  static boolean mayBeAround(MethodInsnNode call) {
    return around(call) != null || aroundClose(call) != null;
  }

  private static boolean ofField(Emitted code, MethodInsnNode call) {
    if (call.owner.equals("java/lang/reflect/Method") && call.name.equals("invoke")) {
      code.op(DUP_X2, POP, DUP2_X1)
          .call(
              Names.REFLECTION, "beforeInvoke", "(Ljava/lang/reflect/Method;" + OBJECT_TYPE + ")V")
          .same(call);
      return true;
    }
    if (!call.owner.equals(FIELD) || !call.desc.startsWith('(' + OBJECT_TYPE)) {
      return false;
    }
    if (call.name.startsWith("get")) {
      code.op(SWAP)
          .call(Names.REFLECTION, "readable", '(' + FIELD_TYPE + ')' + FIELD_TYPE)
          .op(SWAP)
          .same(call);
      return true;
    }
    if (call.name.startsWith("set")) {
      if (Type.getArgumentTypes(call.desc)[1].getSize() == 1) {
        code.op(DUP_X2, POP, DUP2_X1, POP);
      } else {
        code.op(DUP2_X2, POP2, DUP2_X2, POP);
      }
      code.call(Names.REFLECTION, "beforeWrite", '(' + FIELD_TYPE + ")V").same(call);
      return true;
    }
    return false;
  }

  private static boolean ofClass(Emitted code, MethodInsnNode call) {
    String filter = call.owner.equals("java/lang/Class") ? OF_CLASS.get(call.name) : null;
    if (filter == null) {
      return false;
    }
    String type = Type.getReturnType(call.desc).getDescriptor();
    code.same(call).call(Names.MEMBERS, filter, '(' + type + ')' + type);
    return true;
  }

  private static boolean ofDescription(Emitted code, MethodInsnNode call) {
    boolean isMember = call.owner.equals(FIELD) || call.owner.equals(MEMBER);
    boolean isText =
        call.name.equals("toString")
            ? isMember || call.owner.equals(ANNOTATED)
            : call.name.equals("toGenericString") && call.owner.equals(FIELD);
    if (isText) {
      code.op(DUP)
          .same(call)
          .op(SWAP)
          .call(Names.MEMBERS, "text", "(Ljava/lang/String;" + OBJECT_TYPE + ")Ljava/lang/String;");
      return true;
    }
    if (isMember && call.name.equals("getModifiers")) {
      code.op(DUP).same(call).op(SWAP).call(Names.MEMBERS, "modifiers", "(I" + MEMBER_TYPE + ")I");
      return true;
    }
    if (isMember && call.name.equals("accessFlags")) {
      code.op(DUP)
          .same(call)
          .op(SWAP)
          .call(
              Names.MEMBERS, "accessFlags", "(Ljava/util/Set;" + MEMBER_TYPE + ")Ljava/util/Set;");
      return true;
    }
    return false;
  }

  private static boolean before(Emitted code, MethodInsnNode call) {
    boolean takesField = call.desc.startsWith('(' + FIELD_TYPE + ')');
    if (takesField && (call.owner.endsWith("/misc/Unsafe") || call.owner.startsWith(DYNALINK))) {
      code.op(DUP).call(Names.REFLECTION, "before", '(' + FIELD_TYPE + ")V").same(call);
      return true;
    }
    boolean isSystem =
        call.owner.equals("java/lang/System") || call.owner.equals("java/lang/Runtime");
    if (isSystem && (call.name.equals("load") || call.name.equals("loadLibrary"))) {
      code.call(Names.FOREIGN, "byNativeLibrary", "()V").same(call);
      return true;
    }
    if (READERS.contains(call.owner) || call.owner.startsWith(DYNALINK)) {
      code.constant(call.owner)
          .call(Names.FOREIGN, "byPlatform", "(Ljava/lang/String;)V")
          .same(call);
      return true;
    }
    return false;
  }

  private static boolean ofText(Emitted code, MethodInsnNode call) {
    boolean takesObject = call.desc.startsWith('(' + OBJECT_TYPE + ')');
    boolean makesText =
        switch (call.owner) {
          case "java/lang/Object" -> call.name.equals("toString");
          case "java/lang/String" -> call.name.equals("valueOf") && takesObject;
          case "java/lang/StringBuilder", "java/lang/StringBuffer" ->
              call.name.equals("append") && takesObject;
          case "java/io/PrintStream" ->
              (call.name.equals("print") || call.name.equals("println")) && takesObject;
          default -> false;
        };
    if (makesText) {
      code.call(Names.MEMBERS, "printable", '(' + OBJECT_TYPE + ')' + OBJECT_TYPE).same(call);
    }
    return makesText;
  }

  /** What stands for a call by which a class loader may be closed; null for any other. */
  static @Nullable List<AbstractInsnNode> aroundClose(MethodInsnNode call) {
    boolean mayClose =
        call.getOpcode() != INVOKESPECIAL
            && call.name.equals("close")
            && call.desc.equals("()V")
            && (call.owner.equals("java/net/URLClassLoader")
                || call.owner.equals("java/io/Closeable")
                || call.owner.equals("java/lang/AutoCloseable"));
    return mayClose
        ? new Emitted()
            .op(DUP)
            .call(Names.CLOSING, "before", '(' + OBJECT_TYPE + ")V")
            .same(call)
            .instructions()
        : null;
  }
}
