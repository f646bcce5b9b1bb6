package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.heap.HeapObject;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.Names;
import io.lazyloader.agent.analysis.world.TypeInfo;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * What is known about single fields and classes of the JDK that its class files do not show: a
 * table to be read with the JDK's source beside it.
 */
final class JdkFacts {
  private JdkFacts() {}

  /**
   * Whether a static field of the JDK holds an object that is never changed, although its fields
   * are not final: the ends of every pattern, which link to nothing, the table of Unicode blocks,
   * which their constructors fill, Base64's alphabets, and the fields that letters in patterns of
   * dates stand for.
   */
  static boolean holdsConstant(FieldInfo field) {
    if (field.owner.name.equals("java/util/regex/Pattern")) {
      return field.descriptor.equals("Ljava/util/regex/Pattern$Node;");
    }
    if (field.owner.name.equals("java/lang/Character$UnicodeBlock")) {
      return field.name.equals("map");
    }
    if (field.owner.name.equals("java/time/format/DateTimeFormatterBuilder")) {
      return field.name.equals("FIELD_MAP");
    }
    if (field.owner.name.equals("java/util/Base64$Encoder")) {
      return field.descriptor.equals("[C");
    }
    return false;
  }

  /** Whether a static field of the JDK holds a collection that is wrapped to be unmodifiable. */
  static boolean holdsUnmodifiable(FieldInfo field, HeapObject value) {
    return Names.isOfPlatform(field.owner.name)
        && value.typeName().startsWith("java/util/Collections$Unmodifiable");
  }

  /** Whether a field of the JDK keeps what is computed from others that never change. */
  static boolean isCache(FieldInfo field) {
    return switch (field.owner.name) {
      case "sun/util/locale/BaseLocale" -> field.name.equals("hash");
      case "java/util/Locale" -> true;
      case "java/math/BigDecimal" ->
          field.name.equals("precision") || field.name.equals("stringCache");
      case "java/math/BigInteger" -> !field.isFinal() && field.descriptor.equals("I");
      default -> false;
    };
  }

  /** What the JVM fixes when it starts and no program can change; null if a field is not that. */
  static @Nullable Object fixedAtStart(FieldInfo field) {
    if (field.owner.name.equals("java/util/Arrays$LegacyMergeSort")) {
      // How Java 6 sorted: both sorts are stable.
      return 0;
    }
    if (!field.owner.name.equals("java/io/File")) {
      return null;
    }
    return switch (field.name) {
      case "separatorChar", "separator", "pathSeparatorChar", "pathSeparator" ->
          new Opaque(field + ", which each system has its own of", field.descriptor);
      default -> null;
    };
  }

  /**
   * Whether a static field of the JDK is not final, but as good as that: its class never assigns it
   * again.
   *
   * <ul>
   *   <li>{@code BigInteger}: tables of digits by radix.
   *   <li>{@code Character.UnicodeBlock}: the table of its names.
   *   <li>{@code Throwable}: a switch of the JDK's tools, off until one of them is used.
   *   <li>{@code SoftReference}: the collector's clock, which only the collector asks for.
   * </ul>
   */
  static boolean isNeverReassigned(FieldInfo field) {
    return switch (field.owner.name) {
      case "java/math/BigInteger" ->
          field.isPrivate() && (field.access & Opcodes.ACC_VOLATILE) == 0;
      case "java/lang/Character$UnicodeBlock" -> field.name.equals("map");
      case "java/lang/Throwable" -> field.name.equals("jfrTracing");
      case "java/lang/ref/SoftReference" -> field.name.equals("clock");
      default -> false;
    };
  }

  /** Whether the garbage collector empties a field, at a moment of its own choice. */
  static boolean isUpToCollector(FieldInfo field) {
    return field.owner.name.equals("java/lang/ref/Reference") && field.name.equals("referent");
  }

  /** Whether a field of the JDK holds an array that is never changed, as immutable numbers do. */
  static boolean holdsConstantArray(FieldInfo field) {
    return (field.stable && field.descriptor.charAt(0) == '[')
        || (field.owner.name.equals("java/math/BigInteger") && field.name.equals("mag"));
  }

  /**
   * Whether the initialiser of a JDK class may run at any time, although that can't be proven.
   *
   * <ul>
   *   <li>{@code DateTimeFormatter} and the types that parse by one give their constants the
   *       default locale of the moment, but none of them formats or parses anything by it.
   *   <li>{@code Locale} takes the first default locale from what the JVM was started with.
   *   <li>{@code BigInteger} takes the number of processors, to fork by it where it is asked to.
   *   <li>{@code BigDecimal} computes powers for longer than any budget, since JDK 25.
   *   <li>{@code Arrays} asks for a property by which it sorts as Java 6 did; both sorts are
   *       stable.
   * </ul>
   */
  static boolean isHarmless(TypeInfo type) {
    return switch (type.name) {
      case "java/time/format/DateTimeFormatter",
          "java/time/Year",
          "java/time/YearMonth",
          "java/time/MonthDay",
          "java/util/Locale",
          "java/math/BigInteger$RecursiveOp",
          "java/math/BigDecimal",
          "java/util/Arrays$LegacyMergeSort" ->
          true;
      default -> false;
    };
  }
}
