package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.machine.HostGate;
import io.lazyloader.agent.analysis.world.Footprint;
import io.lazyloader.agent.analysis.world.Names;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * The list of methods that the analysing JVM computes: pure functions of primitive values and texts
 * whose results are specified to the last bit, or are those of code that every JVM of its version
 * shares. What is not listed here is followed through its class file, so that a method which a
 * later JDK adds is never taken for harmless by its looks.
 */
final class HostMethods {
  static final String BUILDER = "java/lang/StringBuilder";

  private static final Object NONE = new Object();

  private static final Set<String> STRING =
      Set.of(
          "charAt",
          "codePointAt",
          "codePointBefore",
          "codePointCount",
          "compareTo",
          "compareToIgnoreCase",
          "concat",
          "contains",
          "contentEquals",
          "copyValueOf",
          "endsWith",
          "equalsIgnoreCase",
          "hashCode",
          "indent",
          "indexOf",
          "isBlank",
          "isEmpty",
          "lastIndexOf",
          "length",
          "offsetByCodePoints",
          "regionMatches",
          "repeat",
          "replace",
          "startsWith",
          "strip",
          "stripIndent",
          "stripLeading",
          "stripTrailing",
          "subSequence",
          "substring",
          "toCharArray",
          "toString",
          "translateEscapes",
          "trim",
          "valueOf");

  /** Methods of builders that look, and those that change the builder. */
  private static final Set<String> BUILDER_LOOKS =
      Set.of(
          "charAt",
          "codePointAt",
          "codePointBefore",
          "codePointCount",
          "indexOf",
          "isEmpty",
          "lastIndexOf",
          "length",
          "offsetByCodePoints",
          "subSequence",
          "substring");

  private static final Set<String> BUILDER_CHANGES =
      Set.of(
          "appendCodePoint",
          "delete",
          "deleteCharAt",
          "repeat",
          "replace",
          "reverse",
          "setCharAt",
          "setLength");

  private static final Set<String> INTEGRAL =
      Set.of(
          "bitCount",
          "compare",
          "compareUnsigned",
          "compress",
          "divideUnsigned",
          "expand",
          "hashCode",
          "highestOneBit",
          "lowestOneBit",
          "max",
          "min",
          "numberOfLeadingZeros",
          "numberOfTrailingZeros",
          "parseByte",
          "parseInt",
          "parseLong",
          "parseShort",
          "parseUnsignedInt",
          "parseUnsignedLong",
          "remainderUnsigned",
          "reverse",
          "reverseBytes",
          "rotateLeft",
          "rotateRight",
          "signum",
          "sum",
          "toBinaryString",
          "toHexString",
          "toOctalString",
          "toString",
          "toUnsignedInt",
          "toUnsignedLong",
          "toUnsignedString");

  private static final Set<String> FLOATING =
      Set.of(
          "compare",
          "doubleToLongBits",
          "doubleToRawLongBits",
          "floatToIntBits",
          "floatToRawIntBits",
          "hashCode",
          "intBitsToFloat",
          "isFinite",
          "isInfinite",
          "isNaN",
          "longBitsToDouble",
          "max",
          "min",
          "parseDouble",
          "parseFloat",
          "sum",
          "toHexString",
          "toString");

  private static final Set<String> BOOLEAN =
      Set.of(
          "compare",
          "hashCode",
          "logicalAnd",
          "logicalOr",
          "logicalXor",
          "parseBoolean",
          "toString");

  private static final Set<String> CHARACTER =
      Set.of(
          "charCount",
          "codePointAt",
          "codePointBefore",
          "codePointCount",
          "compare",
          "digit",
          "forDigit",
          "getDirectionality",
          "getNumericValue",
          "getType",
          "hashCode",
          "highSurrogate",
          "isAlphabetic",
          "isBmpCodePoint",
          "isDefined",
          "isDigit",
          "isEmoji",
          "isHighSurrogate",
          "isISOControl",
          "isIdentifierIgnorable",
          "isIdeographic",
          "isJavaIdentifierPart",
          "isJavaIdentifierStart",
          "isJavaLetter",
          "isJavaLetterOrDigit",
          "isLetter",
          "isLetterOrDigit",
          "isLowSurrogate",
          "isLowerCase",
          "isMirrored",
          "isSpace",
          "isSpaceChar",
          "isSupplementaryCodePoint",
          "isSurrogate",
          "isSurrogatePair",
          "isTitleCase",
          "isUnicodeIdentifierPart",
          "isUnicodeIdentifierStart",
          "isUpperCase",
          "isValidCodePoint",
          "isWhitespace",
          "lowSurrogate",
          "offsetByCodePoints",
          "reverseBytes",
          "toChars",
          "toCodePoint",
          "toLowerCase",
          "toString",
          "toTitleCase",
          "toUpperCase");

  /** What has one right result; the others may differ in the last place between compilers. */
  private static final Set<String> EXACT =
      Set.of(
          "IEEEremainder",
          "abs",
          "absExact",
          "addExact",
          "ceil",
          "ceilDiv",
          "ceilMod",
          "clamp",
          "copySign",
          "decrementExact",
          "floor",
          "floorDiv",
          "floorMod",
          "fma",
          "getExponent",
          "incrementExact",
          "max",
          "min",
          "multiplyExact",
          "multiplyFull",
          "multiplyHigh",
          "negateExact",
          "nextAfter",
          "nextDown",
          "nextUp",
          "rint",
          "round",
          "scalb",
          "signum",
          "sqrt",
          "subtractExact",
          "toDegrees",
          "toIntExact",
          "toRadians",
          "ulp");

  /** Specified to give the results of one library, digit by digit (java.lang.StrictMath). */
  private static final Set<String> STRICT =
      Set.of(
          "acos", "asin", "atan", "atan2", "cbrt", "cos", "cosh", "exp", "expm1", "hypot", "log",
          "log10", "log1p", "pow", "sin", "sinh", "tan", "tanh");

  /** The names of the methods by class. */
  private static final Map<String, Set<String>> LISTED = listed();

  /** The host's method for each method of the simulated world, or {@link #NONE}. */
  private static final Map<String, Object> methods = new ConcurrentHashMap<>();

  private HostMethods() {}

  private static Map<String, Set<String>> listed() {
    Map<String, Set<String>> listed = new LinkedHashMap<>();
    listed.put("java/lang/String", STRING);
    listed.put(BUILDER, union(BUILDER_LOOKS, BUILDER_CHANGES));
    listed.put("java/lang/Byte", INTEGRAL);
    listed.put("java/lang/Short", INTEGRAL);
    listed.put("java/lang/Integer", INTEGRAL);
    listed.put("java/lang/Long", INTEGRAL);
    listed.put("java/lang/Float", FLOATING);
    listed.put("java/lang/Double", FLOATING);
    listed.put("java/lang/Boolean", BOOLEAN);
    listed.put("java/lang/Character", CHARACTER);
    listed.put("java/lang/Math", EXACT);
    listed.put("java/lang/StrictMath", union(EXACT, STRICT));
    return Collections.unmodifiableMap(listed);
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> union = new HashSet<>(some);
    union.addAll(more);
    return union;
  }

  /** The names of all methods that are listed, by internal class name. */
  static Map<String, Set<String>> all() {
    return LISTED;
  }

  /** Whether the analysing JVM computes a method. Those of both builders count as one's. */
  static boolean contains(String owner, String name, String descriptor) {
    boolean isListed = LISTED.getOrDefault(owner, Set.of()).contains(name);
    return isListed && arePlain(owner, name, Type.getMethodType(descriptor));
  }

  /** Whether a method of a builder leaves it as it is. */
  static boolean looks(String name) {
    return BUILDER_LOOKS.contains(name);
  }

  private static boolean arePlain(String owner, String name, Type method) {
    Type[] parameters = method.getArgumentTypes();
    for (Type parameter : parameters) {
      if (!isPlain(parameter)) {
        return false;
      }
    }
    // To fill an array that is given is an effect.
    boolean fills = name.equals("toChars") && parameters.length > 1;
    Type result = method.getReturnType();
    return !fills
        && (isPlain(result)
            || (owner.equals(BUILDER)
                && (result.getSort() == Type.VOID || !BUILDER_LOOKS.contains(name))));
  }

  private static boolean isPlain(Type type) {
    return switch (type.getDescriptor()) {
      case "Z", "B", "C", "S", "I", "J", "F", "D" -> true;
      case "Ljava/lang/String;", "Ljava/lang/CharSequence;", "[C" -> true;
      default -> false;
    };
  }

  /** The method of the analysing JVM, or null if this JVM has none of that name and type. */
  static @Nullable Method find(String owner, String name, String descriptor) {
    String key = owner + '.' + name + descriptor;
    Object known = methods.get(key);
    if (known == null) {
      known = NONE;
      try {
        for (Method candidate : Class.forName(Names.binary(owner)).getMethods()) {
          if (candidate.getName().equals(name)
              && Type.getMethodDescriptor(candidate).equals(descriptor)) {
            known = candidate;
          }
        }
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
      methods.put(key, known);
    }
    return known == NONE ? null : (Method) known;
  }

  /** What a call will take at most, by the lengths of what it is given. */
  static HostGate.Cost cost(String name, @Nullable Object self, @Nullable Object[] given) {
    long own = length(self);
    long longest = 0;
    for (Object each : given) {
      longest = Math.max(longest, length(each));
    }
    long all = own + longest;
    return switch (name) {
      case "repeat" -> {
        long unit = self instanceof String ? own : Math.max(longest, 2);
        yield copies(own + unit * Math.max(0, last(given)));
      }
      case "setLength" -> copies(Math.max(0, last(given)));
      case "indent" -> copies(own + (own + 1) * Math.max(0, last(given)));
      case "replace" -> copies(given.length == 2 ? replaced(own, given) : all);
      case "indexOf", "lastIndexOf", "contains" ->
          new HostGate.Cost(Footprint.steps(own * Math.max(1, longest)), 0);
      // A character may become three, or three bytes.
      case "getBytes", "toLowerCase", "toUpperCase" -> copies(3 * own);
      default -> copies(all);
    };
  }

  private static HostGate.Cost copies(long characters) {
    return new HostGate.Cost(Footprint.steps(characters), Footprint.text(characters));
  }

  private static long last(@Nullable Object[] given) {
    return given.length > 0 && given[given.length - 1] instanceof Integer number ? number : 0;
  }

  private static long replaced(long own, @Nullable Object[] given) {
    long sought = Math.max(1, length(given[0]));
    return own + (own / sought + 1) * length(given[1]);
  }

  private static long length(@Nullable Object value) {
    if (value instanceof CharSequence text) {
      return text.length();
    }
    return value != null && value.getClass().isArray() ? Array.getLength(value) : 0;
  }
}
