package io.lazyloader.agent.rewrite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The methods of the JDK by which code may reach a static field, or see a member, that it does not
 * name, and the classes below which programs write class loaders. Free of ASM, for a quick look at
 * a class that may not have to be rewritten.
 */
public final class ReflectiveCalls {
  /** The class loader of the JDK that programs make, and close. */
  public static final String URL_CLASS_LOADER = "java/net/URLClassLoader";

  static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";
  static final String BOOTSTRAPS = "java/lang/invoke/ConstantBootstraps";
  private static final String FIELD = "java/lang/reflect/Field";
  private static final String MEMBER = "java/lang/reflect/Member";
  private static final String ANNOTATED = "java/lang/reflect/AnnotatedElement";
  private static final String METHOD = "java/lang/reflect/Method";
  private static final String CLASS = "java/lang/Class";
  private static final String SYSTEM = "java/lang/System";
  private static final String RUNTIME = "java/lang/Runtime";
  private static final String DYNALINK = "jdk/dynalink/";
  private static final String OF_FIELD = "(Ljava/lang/reflect/Field;)";

  /** The owners of all methods here, but for those of {@link #DYNALINK}. */
  private static final byte[][][] OWNERS_BY_LENGTH =
      byLength(
          FIELD,
          MEMBER,
          ANNOTATED,
          METHOD,
          CLASS,
          LOOKUP,
          BOOTSTRAPS,
          SYSTEM,
          RUNTIME,
          "sun/misc/Unsafe",
          "jdk/internal/misc/Unsafe",
          "java/beans/XMLDecoder",
          "java/beans/Expression",
          "java/beans/Statement",
          "javax/swing/plaf/synth/SynthLookAndFeel");

  private static final byte[] DYNALINK_BYTES = bytes(DYNALINK);

  private static final Set<String> OF_LOOKUP =
      Set.of(
          "findStaticGetter",
          "findStaticSetter",
          "findStaticVarHandle",
          "unreflectGetter",
          "unreflectSetter",
          "unreflectVarHandle");

  private static final Set<String> OF_BOOTSTRAPS = Set.of("getStaticFinal", "staticFieldVarHandle");

  /** By name: what filters the result of a method of {@code Class}. */
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

  private ReflectiveCalls() {}

  /**
   * Tells whether some bytes are the name of a class with such methods.
   *
   * @param classFile where a text is (JVMS 17 §4.4.7)
   * @param at where it begins
   * @param length how many bytes it has
   * @return true if methods of that class are to be looked at
   */
  public static boolean isOwner(byte[] classFile, int at, int length) {
    if (length < OWNERS_BY_LENGTH.length) {
      for (byte[] owner : OWNERS_BY_LENGTH[length]) {
        if (isTextAt(classFile, at, owner)) {
          return true;
        }
      }
    }
    return length > DYNALINK_BYTES.length && isTextAt(classFile, at, DYNALINK_BYTES);
  }

  /** From the end, as names begin alike. */
  private static boolean isTextAt(byte[] classFile, int at, byte[] text) {
    for (int index = text.length - 1; index >= 0; index--) {
      if (classFile[at + index] != text[index]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[][][] byLength(String... names) {
    int longest = 0;
    for (String name : names) {
      longest = Math.max(longest, name.length());
    }
    byte[][][] all = new byte[longest + 1][0][];
    for (String name : names) {
      byte[][] equallyLong = all[name.length()];
      equallyLong = Arrays.copyOf(equallyLong, equallyLong.length + 1);
      equallyLong[equallyLong.length - 1] = bytes(name);
      all[name.length()] = equallyLong;
    }
    return all;
  }

  /**
   * Tells whether a method may read or write a static field, or shows that it was deferred.
   *
   * @param owner internal name of the method's class
   * @param name the method's name
   * @param descriptor the method's type
   * @return true if a call of it is rewritten
   */
  public static boolean matches(String owner, String name, String descriptor) {
    return switch (owner) {
      case FIELD, MEMBER, ANNOTATED ->
          isOfField(owner, name, descriptor)
              || isModifiers(owner, name)
              || isAccessFlags(owner, name)
              || isText(owner, name);
      case METHOD -> isInvoke(owner, name);
      case CLASS -> filter(owner, name) != null;
      case LOOKUP -> isOfLookup(owner, name);
      case BOOTSTRAPS -> isOfBootstraps(owner, name);
      case SYSTEM, RUNTIME -> loadsLibrary(owner, name);
      default -> takesField(owner, descriptor) || isPlatformReader(owner);
    };
  }

  /** Whether a method is {@code Field.get}, {@code Field.set} or one for a primitive type. */
  static boolean isOfField(String owner, String name, String descriptor) {
    return owner.equals(FIELD)
        && (name.startsWith("get") || name.startsWith("set"))
        && descriptor.startsWith("(Ljava/lang/Object;");
  }

  /** Whether a method is {@code getModifiers} of a field or an unknown member. */
  static boolean isModifiers(String owner, String name) {
    return (owner.equals(FIELD) || owner.equals(MEMBER)) && name.equals("getModifiers");
  }

  /** Whether a method is {@code accessFlags} of a field or an unknown member. */
  static boolean isAccessFlags(String owner, String name) {
    return (owner.equals(FIELD) || owner.equals(MEMBER)) && name.equals("accessFlags");
  }

  /**
   * Whether a method describes a field with its modifiers. The compilers of Java 18 and later name
   * the interface in a call of {@code toString}, earlier ones {@code Object}.
   */
  static boolean isText(String owner, String name) {
    return switch (name) {
      case "toString" -> owner.equals(FIELD) || owner.equals(MEMBER) || owner.equals(ANNOTATED);
      case "toGenericString" -> owner.equals(FIELD);
      default -> false;
    };
  }

  /** Whether a method of {@code Lookup} makes a handle for a field that may be static. */
  static boolean isOfLookup(String owner, String name) {
    return owner.equals(LOOKUP) && OF_LOOKUP.contains(name);
  }

  /** Whether a bootstrap method of the JDK reads a static field or makes a handle for one. */
  static boolean isOfBootstraps(String owner, String name) {
    return owner.equals(BOOTSTRAPS) && OF_BOOTSTRAPS.contains(name);
  }

  /** Whether a method is {@code Method.invoke}. */
  static boolean isInvoke(String owner, String name) {
    return owner.equals(METHOD) && name.equals("invoke");
  }

  /** The filter of what a method of {@code Class} tells of its members; null if it needs none. */
  static @Nullable String filter(String owner, String name) {
    return owner.equals(CLASS) ? OF_CLASS.get(name) : null;
  }

  /** Whether a method is given nothing but a {@code Field}, by which code can then reach it. */
  static boolean takesField(String owner, String descriptor) {
    return descriptor.startsWith(OF_FIELD)
        && (owner.endsWith("/misc/Unsafe") || owner.startsWith(DYNALINK));
  }

  /** Whether a method loads a native library. */
  static boolean loadsLibrary(String owner, String name) {
    return (owner.equals(SYSTEM) || owner.equals(RUNTIME))
        && (name.equals("load") || name.equals("loadLibrary"));
  }

  /**
   * Tells whether a class of the JDK reads public static fields of any class by reflection, when a
   * program asks for that. Found by a search of the JDK's class files for calls of {@code
   * Field.get} and for look-ups of handles; those that read fields of the JDK alone are left out.
   *
   * @param type internal name of a class of the JDK
   * @return true if nobody else could resolve those fields before
   */
  public static boolean isPlatformReader(String type) {
    return switch (type) {
      // <object class="C" field="F"/>; a statement on a Field, its method being "get"
      case "java/beans/XMLDecoder", "java/beans/Expression", "java/beans/Statement" -> true;
      // <color type="C.F"/>
      case "javax/swing/plaf/synth/SynthLookAndFeel" -> true;
      // StaticClass
      default -> type.startsWith(DYNALINK);
    };
  }

  /** Whether a method makes text of an object that may be a {@code Field}. */
  static boolean makesText(String owner, String name, String descriptor) {
    return switch (name) {
      case "toString" -> owner.equals("java/lang/Object");
      case "valueOf" -> owner.equals("java/lang/String") && takesObject(descriptor);
      case "append" ->
          (owner.equals("java/lang/StringBuilder") || owner.equals("java/lang/StringBuffer"))
              && takesObject(descriptor);
      case "print", "println" -> owner.equals("java/io/PrintStream") && takesObject(descriptor);
      default -> false;
    };
  }

  private static boolean takesObject(String descriptor) {
    return descriptor.startsWith("(Ljava/lang/Object;)");
  }

  /**
   * Tells whether a class is a class loader, as far as its superclass tells.
   *
   * @param superName internal name of its superclass; null for {@code Object}
   * @return true below the class loaders of the JDK
   */
  public static boolean isLoader(@Nullable String superName) {
    return URL_CLASS_LOADER.equals(superName)
        || "java/security/SecureClassLoader".equals(superName)
        || "java/lang/ClassLoader".equals(superName);
  }
}
