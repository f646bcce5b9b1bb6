package io.lazyloader.agent.analysis.jdk;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import org.objectweb.asm.Type;

/** Java source of random calls of the methods of texts, builders, boxes and {@code Math}. */
final class HostExpressions {
  /** Shows values bit by bit. */
  static final String KIT =
      """
      class Show {
        static String of(boolean v) { return v ? "yes" : "no"; }
        static String of(int v) { return "int " + v; }
        static String of(long v) { return "long " + v; }
        static String of(float v) { return "float " + Float.floatToIntBits(v); }
        static String of(double v) { return "double " + Double.doubleToLongBits(v); }
        static String of(char v) { return "char " + (int) v; }
        static String of(char[] v) { return "chars " + new String(v); }
        static String of(byte[] v) { return "bytes " + java.util.Arrays.toString(v); }
        static String of(CharSequence v) { return "text " + v.length() + " " + v; }
        static String copied(int from, int to, int count) {
          Object[] source = {1, "a", 2, 3};
          Object[] target = new Integer[4];
          String thrown = "";
          try { System.arraycopy(source, from, target, to, count); }
          catch (RuntimeException e) { thrown = e.getClass().getName(); }
          return thrown + target[0] + target[1] + target[2] + target[3];
        }
        static String stored(int value) {
          Object[] target = new String[1];
          target[0] = value;
          return "stored";
        }
      }
      """;

  private static final List<Class<?>> OWNERS =
      List.of(
          String.class,
          StringBuilder.class,
          StringBuffer.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          Boolean.class,
          Character.class,
          Math.class,
          StrictMath.class);

  /** By hand: what is not one method with plain arguments. */
  private static final String[] MORE = {
    "String.new: new String(%C, %i, %i)",
    "String.new: new String(new int[] {65, 0x1F600, 0x110000, 66}, %i, %i)",
    "String.new: new String(new int[] {65, 0x1F600, 66}, %i, %i)",
    "String.new: new String(%S.getBytes(java.nio.charset.StandardCharsets.UTF_16LE), %i, %i,"
        + " java.nio.charset.StandardCharsets.UTF_8)",
    "String.getBytes: %S.getBytes(java.nio.charset.StandardCharsets.UTF_8)",
    "String.getBytes: %S.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)",
    "String.toUpperCase: %S.toUpperCase(java.util.Locale.ROOT)",
    "String.toUpperCase: %S.toUpperCase(java.util.Locale.GERMAN)",
    "String.toLowerCase: (%S + \"I\\u0130\").toLowerCase(java.util.Locale.ENGLISH)",
    "String.join: String.join(%S, %S, null, %S)",
    "Builder.append: new StringBuilder(%S).append(%C, %i, %i)",
    "Builder.append: new StringBuilder(%S).append((CharSequence) %S, %i, %i)",
    "Builder.append: new StringBuilder(%S).append(%S).append('c').append(%d).append(%i)",
    "Builder.append: new StringBuilder(%S).append((Object) null).append((String) null)",
    "Builder.append: new StringBuilder().append((char[]) null)",
    "Builder.new: new StringBuilder(%i).append(%f)",
    "Builder.insert: new StringBuilder(%S).insert(%i, %S)",
    "Builder.insert: new StringBuilder(%S).insert(%i, %C)",
    "Builder.insert: new StringBuffer(%S).insert(%i, %d)",
    "concat: %S + %i + %d + %f + 'c' + %S + true + null",
    "array: new int[%i].length",
    "array: new int[3][%i].length",
    "array: new char[2][%i].clone().length",
    "array: new int[4][%i][%i].length",
    "array: \"\" + new int[] {1, 2, 3}[%i]",
    "array: Show.copied(%i, %i, %i)",
    "array: Show.stored(%i)",
    "divide: %i / %i + %i %% (%i & 1)",
    "cast: (int) (float) %d + (long) %d",
    "boxes: Integer.valueOf(%i).hashCode() + Double.valueOf(%d).hashCode()",
    "null: ((String) null).length()",
  };

  private final Random random;
  private final int rounds;

  HostExpressions(long seed, int rounds) {
    this.random = new Random(seed);
    this.rounds = rounds;
  }

  /**
   * A call.
   *
   * @param method what it calls
   * @param isListed whether the table has it
   * @param statements end in a return
   */
  record Call(String method, boolean isListed, String statements) {}

  List<Call> all() {
    List<Call> calls = new ArrayList<>();
    for (Class<?> owner : OWNERS) {
      Method[] methods = owner.getMethods();
      Arrays.sort(methods, Comparator.comparing(Method::toString));
      for (Method method : methods) {
        boolean isOwn = method.getDeclaringClass() == owner && !method.isSynthetic();
        if (isOwn && isPlain(method)) {
          for (int round = 0; round < rounds * 2; round++) {
            calls.add(call(owner, method));
          }
        }
      }
    }
    for (String pattern : MORE) {
      int colon = pattern.indexOf(": ");
      for (int round = 0; round < rounds * 2; round++) {
        String filled = filled(pattern.substring(colon + 2));
        String name = pattern.substring(0, colon);
        // How the JVM words what was null is never known.
        calls.add(new Call(name, !name.equals("null"), "return Show.of(" + filled + ");"));
      }
    }
    return calls;
  }

  private static boolean isPlain(Method method) {
    boolean isOfEnvironment = method.getName().matches("random|getInteger|getLong|getBoolean");
    boolean isVague = method.getName().equals("getName") || method.getName().equals("capacity");
    for (Class<?> parameter : method.getParameterTypes()) {
      if (!parameter.isPrimitive()
          && parameter != String.class
          && parameter != CharSequence.class
          && parameter != char[].class) {
        return false;
      }
    }
    Class<?> result = method.getReturnType();
    boolean isShown =
        (result.isPrimitive() && result != void.class)
            || CharSequence.class.isAssignableFrom(result)
            || result == char[].class
            || method.getDeclaringClass().getSimpleName().startsWith("StringBu");
    return isShown && !isOfEnvironment && !isVague;
  }

  private Call call(Class<?> owner, Method method) {
    String internal = Type.getInternalName(owner);
    String descriptor = Type.getMethodDescriptor(method);
    boolean isSize = method.getName().matches("repeat|setLength|indent|ensureCapacity");
    StringJoiner arguments = new StringJoiner(", ", "(", ")");
    for (Class<?> parameter : method.getParameterTypes()) {
      arguments.add(isSize && parameter == int.class ? size() : argument(parameter));
    }
    String call = method.getName() + arguments;
    String statements;
    if (Modifier.isStatic(method.getModifiers())) {
      statements = "return Show.of(" + owner.getSimpleName() + '.' + call + ");";
    } else if (owner == String.class) {
      statements = "return Show.of(" + text() + '.' + call + ");";
    } else if (owner.getSimpleName().startsWith("StringBu")) {
      String made =
          owner.getSimpleName() + " b = new " + owner.getSimpleName() + '(' + text() + ");";
      statements =
          method.getReturnType() == void.class
              ? made + " b." + call + "; return Show.of(b);"
              : made + " return Show.of(b." + call + ") + Show.of(b);";
    } else {
      statements =
          "return Show.of("
              + owner.getSimpleName()
              + ".valueOf("
              + argument(primitive(owner))
              + ")."
              + call
              + ");";
    }
    boolean isListed = HostMethods.contains(internal, method.getName(), descriptor);
    return new Call(internal + '.' + method.getName() + descriptor, isListed, statements);
  }

  private static Class<?> primitive(Class<?> box) {
    return java.lang.invoke.MethodType.methodType(box).unwrap().returnType();
  }

  private String filled(String pattern) {
    StringBuilder filled = new StringBuilder();
    int index = 0;
    while (index < pattern.length()) {
      char c = pattern.charAt(index++);
      if (c != '%') {
        filled.append(c);
        continue;
      }
      filled.append(
          switch (pattern.charAt(index++)) {
            case 'S' -> text();
            case 'C' -> text() + ".toCharArray()";
            case 'd' -> argument(double.class);
            case 'f' -> argument(float.class);
            case 'i' -> size();
            default -> "%";
          });
    }
    return filled.toString();
  }

  private String size() {
    return Integer.toString(random.nextInt(9) - 2);
  }

  private String argument(Class<?> type) {
    if (type == int.class) {
      int[] some = {-1, 0, 1, 2, 3, 10, 16, 36, 65, 0x130, 0xd801, 0x1F600, 0x110000};
      int pick = random.nextInt(some.length + 3);
      return "(" + (pick < some.length ? some[pick] : extreme(pick - some.length)) + ")";
    }
    if (type == long.class) {
      long[] some = {-1, 0, 1, 36, Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong()};
      return "(" + some[random.nextInt(some.length)] + "L)";
    }
    if (type == short.class || type == byte.class) {
      return "((" + type + ") " + (short) random.nextInt() + ")";
    }
    if (type == char.class) {
      char[] some = {'a', '7', ' ', 'I', '\u00df', '\u0130', '\ud801', '\udc00', '\n'};
      return "((char) " + (int) some[random.nextInt(some.length)] + ")";
    }
    if (type == boolean.class) {
      return String.valueOf(random.nextBoolean());
    }
    if (type == double.class) {
      return "Double.longBitsToDouble(" + Double.doubleToRawLongBits(number()) + "L)";
    }
    if (type == float.class) {
      return "Float.intBitsToFloat(" + Float.floatToRawIntBits((float) number()) + ")";
    }
    if (type == char[].class) {
      return text() + ".toCharArray()";
    }
    boolean isBuilder = type == CharSequence.class && random.nextBoolean();
    return isBuilder ? "new StringBuilder(" + text() + ")" : text();
  }

  private int extreme(int pick) {
    return switch (pick) {
      case 0 -> Integer.MIN_VALUE;
      case 1 -> Integer.MAX_VALUE;
      default -> random.nextInt();
    };
  }

  private double number() {
    double[] some = {0.0, -0.0, 1, -1, 0.5, 2.5, Double.NaN, 1 / 0.0, -1 / 0.0, Double.MIN_VALUE};
    int pick = random.nextInt(some.length + 4);
    return pick < some.length ? some[pick] : (random.nextDouble() - 0.5) * Math.exp(pick * 3.0);
  }

  private String text() {
    String[] some = {
      "",
      "a",
      "aab",
      " b\\t",
      "-12",
      "7f",
      "1e3",
      "0x1p3",
      "NaN",
      "true",
      "null",
      "\\u00df\\u0130",
      "\\ud83d\\ude00z",
      "\\ude00\\ud83d",
      "a\\nb\\n",
      "\\\\n\\\\q",
      "ABCDEFGHIJ",
      "2147483648"
    };
    return '"' + some[random.nextInt(some.length)] + '"';
  }
}
