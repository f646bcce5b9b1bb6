package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.heap.Instance;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.machine.Frame;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.ClassMirror;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.Names;
import io.lazyloader.agent.analysis.world.TypeInfo;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The methods of {@code java.lang.Class}, as far as class files can answer them. */
final class ClassMethods extends Model implements Methods {
  private final EnumMethods enums;

  ClassMethods(Machine machine, EnumMethods enums) {
    super(machine);
    this.enums = enums;
  }

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    if (method.isStatic()) {
      return callStatic(method, arguments);
    }
    if (!(arguments[0] instanceof ClassMirror type)) {
      return Intrinsics.NOT_MODELLED;
    }
    return switch (method.name) {
      case "getName" -> type.binaryName();
      case "getTypeName" -> Type.getType(descriptor(type)).getClassName();
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
          type.isArray() ? ofDescriptor(type.name().substring(1)) : null;
      case "arrayType" -> mirror('[' + descriptor(type));
      case "getSuperclass" -> superclass(type);
      case "isInstance" ->
          flag(arguments[1] != null && types.isInstance(known(arguments[1]), type.name()));
      case "isAssignableFrom" -> flag(isAssignable(type, (ClassMirror) known(arguments[1])));
      case "cast" -> cast(type, arguments[1]);
      case "desiredAssertionStatus" -> assertionStatus(method, type);
      case "getDeclaredField" -> reflected(method, type, arguments[1]);
      case "getEnumConstants", "getEnumConstantsShared" -> enums.constants(type);
      case "hashCode" ->
          throw obstacle(
              Kind.UNKNOWN, "it uses the identity hash code of the class " + type.binaryName());
      default -> callOnLoaded(type, method);
    };
  }

  /** What depends on how the class was loaded, or is reflection. */
  private @Nullable Object callOnLoaded(ClassMirror type, MethodInfo method) {
    return switch (method.name) {
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
          throw obstacle(Kind.UNKNOWN, "it reads a resource", method);
      default -> throw obstacle(Kind.UNKNOWN, "it uses reflection", method);
    };
  }

  private @Nullable Object callStatic(MethodInfo method, @Nullable Object[] arguments) {
    return switch (method.name) {
      case "registerNatives" -> null;
      case "getPrimitiveClass", "forPrimitiveName" -> mirror(String.valueOf(arguments[0]));
      case "desiredAssertionStatus0" -> 0;
      case "forName" ->
          throw obstacle(
              Kind.UNKNOWN,
              "it loads a class by name" + (arguments[0] instanceof String name ? ", " + name : ""),
              method);
      default -> throw obstacle(Kind.UNKNOWN, "it uses reflection", method);
    };
  }

  /** Whether a class is surely one of java.base, whose loader is null. */
  private static boolean isOfBootLoader(ClassMirror type) {
    String name = type.name();
    return name.startsWith("java/lang/")
        || name.startsWith("java/util/")
        || name.startsWith("java/nio/")
        || name.startsWith("sun/nio/cs/")
        || name.startsWith("jdk/internal/misc/");
  }

  private static boolean isClass(ClassMirror type) {
    return !type.isArray() && !type.isPrimitive();
  }

  private TypeInfo info(ClassMirror type) {
    return type(type.name());
  }

  /** The descriptor of a type. */
  static String descriptor(ClassMirror type) {
    if (type.isArray()) {
      return type.name();
    }
    return type.isPrimitive()
        ? Type.getDescriptor(primitive(type.name()))
        : 'L' + type.name() + ';';
  }

  private ClassMirror ofDescriptor(String descriptor) {
    Type type = Type.getType(descriptor);
    return mirror(
        switch (type.getSort()) {
          case Type.ARRAY -> descriptor;
          case Type.OBJECT -> type.getInternalName();
          default -> type.getClassName();
        });
  }

  private String text(ClassMirror type) {
    if (type.isPrimitive()) {
      return type.name();
    }
    boolean isInterface = isClass(type) && info(type).isInterface();
    return (isInterface ? "interface " : "class ") + type.binaryName();
  }

  /** Evaluates assertions; whether they are on is asked when a class is initialised. */
  private Object modifiers(ClassMirror type) {
    if (!isClass(type) || type.name().indexOf('$') >= 0 || info(type).isNested) {
      throw obstacle(
          Kind.UNKNOWN,
          "it asks for the modifiers of " + type.binaryName() + ", which may be nested");
    }
    return info(type).access & 0x7fff & ~Opcodes.ACC_SUPER;
  }

  private String simpleName(ClassMirror type) {
    if (type.isArray()) {
      return simpleName(ofDescriptor(type.name().substring(1))) + "[]";
    }
    if (type.name().indexOf('$') >= 0 || (isClass(type) && info(type).isNested)) {
      throw obstacle(
          Kind.UNKNOWN, "it asks for the simple name of the nested class " + type.binaryName());
    }
    return type.name().substring(type.name().lastIndexOf('/') + 1);
  }

  private static String elementName(ClassMirror array) {
    Type element = Type.getType(array.name()).getElementType();
    return element.getSort() == Type.OBJECT ? element.getInternalName() : element.getClassName();
  }

  private String packageName(ClassMirror type) {
    if (type.isArray()) {
      return packageName(mirror(elementName(type)));
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
  private Object assertionStatus(MethodInfo method, ClassMirror type) {
    Frame asker = execution.top();
    boolean isForAssert =
        asker != null
            && asker.method.name.equals("<clinit>")
            && asker.code.opcodes[asker.at + 1] == Opcodes.IFNE
            && asker.method.owner.fields.containsKey("$assertionsDisabled Z");
    if (!isForAssert) {
      throw obstacle(Kind.UNKNOWN, "it asks whether assertions are on", method);
    }
    if (Names.isOfPlatform(type.name())) {
      return flag(false);
    }
    execution.current().asksForAssertions();
    return flag(execution.universe().assertions());
  }

  private static boolean isDirectEnum(TypeInfo type) {
    return type.superType != null && type.superType.name.equals("java/lang/Enum");
  }

  private @Nullable Object superclass(ClassMirror type) {
    if (type.isPrimitive()) {
      return null;
    }
    if (type.isArray()) {
      return mirror("java/lang/Object");
    }
    TypeInfo info = info(type);
    return info.isInterface() || info.superType == null ? null : mirror(info.superType.name);
  }

  private boolean isAssignable(ClassMirror to, ClassMirror from) {
    if (to.isPrimitive() || from.isPrimitive()) {
      return to.name().equals(from.name());
    }
    return types.isSubtype(from.name(), to.name());
  }

  private @Nullable Object cast(ClassMirror type, @Nullable Object value) {
    if (value != null && !types.isInstance(known(value), type.name())) {
      throw instances.exception("java/lang/ClassCastException");
    }
    return value;
  }

  /** A {@code Field} of an instance field, good for nothing but its offset. */
  private Object reflected(MethodInfo method, ClassMirror type, @Nullable Object name) {
    for (FieldInfo field : type(type.name()).instanceFields) {
      if (field.name.equals(name) && field.owner.name.equals(type.name())) {
        Instance reflected = instances.make(type("java/lang/reflect/Field"));
        reflected.payload = field;
        return reflected;
      }
    }
    throw obstacle(Kind.UNKNOWN, "it uses reflection", method);
  }

  private static Class<?> primitive(String name) {
    return switch (name) {
      case "boolean" -> boolean.class;
      case "byte" -> byte.class;
      case "char" -> char.class;
      case "short" -> short.class;
      case "int" -> int.class;
      case "long" -> long.class;
      case "float" -> float.class;
      case "double" -> double.class;
      default -> void.class;
    };
  }
}
