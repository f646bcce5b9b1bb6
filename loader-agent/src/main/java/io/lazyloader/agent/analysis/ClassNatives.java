package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.Verdict.Kind;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The methods of {@code java.lang.Class}, as far as class files can answer them. */
final class ClassNatives {
  private final Interpreter interpreter;

  ClassNatives(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    if (method.isStatic()) {
      return callStatic(method, arguments);
    }
    if (!(arguments[0] instanceof TypeRef type)) {
      return Natives.UNKNOWN;
    }
    return switch (method.name) {
      case "getName", "getTypeName" ->
          method.name.equals("getName")
              ? type.binaryName()
              : Type.getType(descriptor(type)).getClassName();
      case "toString" -> text(type);
      case "getSimpleName" -> simpleName(type);
      case "getPackageName" -> packageName(type);
      case "isArray" -> flag(type.isArray());
      case "isPrimitive" -> flag(type.isPrimitive());
      case "isInterface" -> flag(isClass(type) && info(type).isInterface());
      case "isEnum" -> flag(isClass(type) && info(type).isEnum() && isDirectEnum(info(type)));
      case "isHidden" -> flag(false);
      case "getModifiers" -> modifiers(type);
      case "getComponentType", "componentType" ->
          type.isArray() ? reference(type.name().substring(1)) : null;
      case "arrayType" -> interpreter.world.reference('[' + descriptor(type));
      case "getSuperclass" -> superclass(type);
      case "isInstance" ->
          flag(
              arguments[1] != null
                  && interpreter.types.isInstance(interpreter.known(arguments[1]), type.name()));
      case "isAssignableFrom" ->
          flag(isAssignable(type, (TypeRef) interpreter.known(arguments[1])));
      case "cast" -> cast(type, arguments[1]);
      case "desiredAssertionStatus" -> assertionStatus(method, type);
      case "getDeclaredField" -> interpreter.natives().reflected(method, type, arguments[1]);
      case "getEnumConstants", "getEnumConstantsShared" -> enumConstants(type);
      case "hashCode" ->
          throw interpreter.refusal(
              Kind.UNKNOWN, "it uses the identity hash code of the class " + type.binaryName());
      case "getClassLoader", "getClassLoader0" ->
          isOfBootLoader(type)
              ? null
              : new Opaque(
                  "the loader of " + type.binaryName() + ", which is not modelled",
                  method.result.getDescriptor());
      case "getModule", "getProtectionDomain" ->
          new Opaque(
              "the module of " + type.binaryName() + ", which is not modelled",
              method.result.getDescriptor());
      case "getResource", "getResourceAsStream" ->
          throw refuse(Kind.UNKNOWN, "it reads a resource", method);
      default -> throw refuse(Kind.UNKNOWN, "it uses reflection", method);
    };
  }

  private @Nullable Object callStatic(MethodInfo method, @Nullable Object[] arguments) {
    return switch (method.name) {
      case "registerNatives" -> null;
      case "getPrimitiveClass", "forPrimitiveName" ->
          interpreter.world.reference(String.valueOf(arguments[0]));
      case "desiredAssertionStatus0" -> 0;
      case "forName" ->
          throw refuse(
              Kind.UNKNOWN,
              "it loads a class by name" + (arguments[0] instanceof String name ? ", " + name : ""),
              method);
      default -> throw refuse(Kind.UNKNOWN, "it uses reflection", method);
    };
  }

  private Refusal refuse(Kind kind, String what, MethodInfo method) {
    return interpreter.refusal(kind, what, method);
  }

  private static Object flag(boolean value) {
    return value ? 1 : 0;
  }

  /** Whether a class is surely one of java.base, whose loader is null. */
  private static boolean isOfBootLoader(TypeRef type) {
    String name = type.name();
    return name.startsWith("java/lang/")
        || name.startsWith("java/util/")
        || name.startsWith("java/nio/")
        || name.startsWith("sun/nio/cs/")
        || name.startsWith("jdk/internal/misc/");
  }

  private static boolean isClass(TypeRef type) {
    return !type.isArray() && !type.isPrimitive();
  }

  private TypeInfo info(TypeRef type) {
    return interpreter.type(type.name());
  }

  private static String descriptor(TypeRef type) {
    if (type.isArray()) {
      return type.name();
    }
    return type.isPrimitive()
        ? Type.getDescriptor(Natives.primitive(type.name()))
        : 'L' + type.name() + ';';
  }

  private TypeRef reference(String descriptor) {
    Type type = Type.getType(descriptor);
    return interpreter.world.reference(
        switch (type.getSort()) {
          case Type.ARRAY -> descriptor;
          case Type.OBJECT -> type.getInternalName();
          default -> type.getClassName();
        });
  }

  private String text(TypeRef type) {
    if (type.isPrimitive()) {
      return type.name();
    }
    boolean isInterface = isClass(type) && info(type).isInterface();
    return (isInterface ? "interface " : "class ") + type.binaryName();
  }

  /** Evaluates assertions; whether they are on is asked when a class is initialised. */
  private Object modifiers(TypeRef type) {
    if (!isClass(type) || type.name().indexOf('$') >= 0 || info(type).isNested) {
      throw interpreter.refusal(
          Kind.UNKNOWN,
          "it asks for the modifiers of " + type.binaryName() + ", which may be nested");
    }
    return info(type).access & 0x7fff & ~Opcodes.ACC_SUPER;
  }

  private String simpleName(TypeRef type) {
    if (type.isArray()) {
      return simpleName(reference(type.name().substring(1))) + "[]";
    }
    if (type.name().indexOf('$') >= 0 || (isClass(type) && info(type).isNested)) {
      throw interpreter.refusal(
          Kind.UNKNOWN, "it asks for the simple name of the nested class " + type.binaryName());
    }
    return type.name().substring(type.name().lastIndexOf('/') + 1);
  }

  private static String elementName(TypeRef array) {
    Type element = Type.getType(array.name()).getElementType();
    return element.getSort() == Type.OBJECT ? element.getInternalName() : element.getClassName();
  }

  private String packageName(TypeRef type) {
    if (type.isArray()) {
      return packageName(interpreter.world.reference(elementName(type)));
    }
    int end = type.name().lastIndexOf('/');
    if (end < 0) {
      return type.isPrimitive() ? "java.lang" : "";
    }
    return Names.binary(type.name().substring(0, end));
  }

  /**
   * What the field that compilers make for {@code assert} holds. It is fixed with the class's
   * initialisation, but who asks at another time may be told otherwise.
   */
  private Object assertionStatus(MethodInfo method, TypeRef type) {
    Frame asker = interpreter.top();
    boolean isForAssert =
        asker != null
            && asker.method.name.equals("<clinit>")
            && asker.code.opcodes[asker.at + 1] == Opcodes.IFNE
            && asker.method.owner.fields.containsKey("$assertionsDisabled Z");
    if (!isForAssert) {
      throw refuse(Kind.UNKNOWN, "it asks whether assertions are on", method);
    }
    if (World.isOfPlatform(type.name())) {
      return flag(false);
    }
    interpreter.current().asksForAssertions();
    return flag(interpreter.world.assertions);
  }

  private static boolean isDirectEnum(TypeInfo type) {
    return type.superType != null && type.superType.name.equals("java/lang/Enum");
  }

  private @Nullable Object superclass(TypeRef type) {
    if (type.isPrimitive()) {
      return null;
    }
    if (type.isArray()) {
      return interpreter.world.reference("java/lang/Object");
    }
    TypeInfo info = info(type);
    return info.isInterface() || info.superType == null
        ? null
        : interpreter.world.reference(info.superType.name);
  }

  private boolean isAssignable(TypeRef to, TypeRef from) {
    if (to.isPrimitive() || from.isPrimitive()) {
      return to.name().equals(from.name());
    }
    return interpreter.types.isSubtype(from.name(), to.name());
  }

  private @Nullable Object cast(TypeRef type, @Nullable Object value) {
    if (value != null && !interpreter.types.isInstance(interpreter.known(value), type.name())) {
      throw interpreter.heap.exception("java/lang/ClassCastException");
    }
    return value;
  }

  /** The constants of an enum, by its own {@code values()}; null if the class is none. */
  @Nullable Object enumConstants(@Nullable Object type) {
    TypeInfo info = info((TypeRef) interpreter.known(type));
    MethodInfo values = info.findMethod("values()[L" + info.name + ';');
    if (!info.isEnum() || values == null) {
      return null;
    }
    interpreter.initialised(info);
    return interpreter.call(values, new Object[0]);
  }

  Object enumConstant(@Nullable Object type, @Nullable Object name) {
    Object constants = enumConstants(type);
    String wanted = String.valueOf(interpreter.known(name));
    if (constants instanceof Arr array && array.elements instanceof Object[] elements) {
      for (Object element : elements) {
        if (element instanceof Obj constant
            && wanted.equals(interpreter.heap.field(constant, "name", "Ljava/lang/String;"))) {
          return constant;
        }
      }
    }
    throw interpreter.heap.exception("java/lang/IllegalArgumentException");
  }
}
