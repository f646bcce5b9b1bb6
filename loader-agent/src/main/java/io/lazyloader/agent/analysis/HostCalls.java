package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.MethodCode.Call;
import io.lazyloader.agent.analysis.Verdict.Kind;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Methods of strings, string builders, numbers and {@code Math} that are pure functions of their
 * arguments: the analysing JVM runs its own, which are the same. What they need of the environment
 * (a locale, a charset) must be given, or it is refused.
 */
final class HostCalls {
  private static final Object NONE = new Object();

  /** The host's method for each method of the simulated world, or {@link #NONE}. */
  private static final Map<String, Object> methods = new ConcurrentHashMap<>();

  /** Look like pure functions and are none. */
  private static final Set<String> impure =
      Set.of(
          "java/lang/Integer.getInteger",
          "java/lang/Long.getLong",
          "java/lang/Boolean.getBoolean",
          "java/lang/Math.random",
          "java/lang/StrictMath.random",
          "java/lang/String.intern",
          // By regular expressions, which may take for ever here and end in time if followed.
          "java/lang/String.matches",
          "java/lang/String.replaceAll",
          "java/lang/String.replaceFirst",
          "java/lang/String.split");

  private final Interpreter interpreter;
  private final Natives natives;

  HostCalls(Interpreter interpreter, Natives natives) {
    this.interpreter = interpreter;
    this.natives = natives;
  }

  @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    String owner = method.owner.name;
    if (method.name.equals("<clinit>")) {
      return Natives.UNKNOWN;
    }
    boolean isBuilder = owner.equals("java/lang/StringBuilder") || owner.endsWith("StringBuffer");
    if (isBuilder) {
      return onBuilder(method, arguments);
    }
    if (owner.equals("java/lang/String")) {
      return onString(method, arguments);
    }
    if (method.name.equals("valueOf") && method.parameters.length == 1) {
      Type parameter = method.parameters[0];
      if (parameter.getSort() <= Type.DOUBLE && !(arguments[0] instanceof Opaque)) {
        return boxed(parameter, interpreter.known(arguments[0]));
      }
    }
    if (method.isStatic() && isPlain(method)) {
      return callHost(method, null, arguments);
    }
    switch (owner + '.' + method.name) {
      case "java/lang/Integer.getInteger",
          "java/lang/Long.getLong",
          "java/lang/Boolean.getBoolean" ->
          throw interpreter.refusal(
              Kind.UNKNOWN, "it asks for the system property \"" + arguments[0] + '"', method);
      case "java/lang/Math.random", "java/lang/StrictMath.random" ->
          throw interpreter.refusal(Kind.UNSAFE, "it asks for random numbers", method);
      default -> {
        return Natives.UNKNOWN;
      }
    }
  }

  // ---- strings ----

  private @Nullable Object onString(MethodInfo method, @Nullable Object[] arguments) {
    switch (method.name + method.descriptor) {
      case "toLowerCase()Ljava/lang/String;", "toUpperCase()Ljava/lang/String;" ->
          throw interpreter.refusal(Kind.UNKNOWN, "it asks for the default locale", method);
      case "getBytes()[B" ->
          throw interpreter.refusal(Kind.UNKNOWN, "it asks for the default charset", method);
      case "intern()Ljava/lang/String;" -> {
        return ((String) interpreter.known(arguments[0])).intern();
      }
      case "toString()Ljava/lang/String;" -> {
        return interpreter.known(arguments[0]);
      }
      case "length()I" -> {
        return ((String) interpreter.known(arguments[0])).length();
      }
      case "charAt(I)C" -> {
        String text = (String) interpreter.known(arguments[0]);
        int index = natives.number(arguments[1]);
        if (index < 0 || index >= text.length()) {
          throw interpreter.heap.exception(
              "java/lang/StringIndexOutOfBoundsException", "index " + index);
        }
        return (int) text.charAt(index);
      }
      case "equals(Ljava/lang/Object;)Z" -> {
        if (arguments[1] instanceof Opaque opaque) {
          throw interpreter.unknown(opaque);
        }
        return interpreter.known(arguments[0]).equals(arguments[1]) ? 1 : 0;
      }
      case "compareTo(Ljava/lang/Object;)I" -> {
        return callHost("compareTo", "(Ljava/lang/String;)I", method, arguments);
      }
      case "toLowerCase(Ljava/util/Locale;)Ljava/lang/String;" -> {
        return ((String) interpreter.known(arguments[0])).toLowerCase(locale(arguments[1]));
      }
      case "toUpperCase(Ljava/util/Locale;)Ljava/lang/String;" -> {
        return ((String) interpreter.known(arguments[0])).toUpperCase(locale(arguments[1]));
      }
      case "getBytes(Ljava/nio/charset/Charset;)[B" -> {
        String text = (String) interpreter.known(arguments[0]);
        return interpreter.heap.arrayOf("[B", text.getBytes(charset(arguments[1])));
      }
      case "getBytes(Ljava/lang/String;)[B" -> {
        String text = (String) interpreter.known(arguments[0]);
        return interpreter.heap.arrayOf(
            "[B", text.getBytes(standard((String) interpreter.known(arguments[1]))));
      }
      case "join(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;[Ljava/lang/String;I)"
              + "Ljava/lang/String;" -> {
        return joined(arguments);
      }
      default -> {
        return isPlain(method) ? callHost(method, null, arguments) : Natives.UNKNOWN;
      }
    }
  }

  /** What {@code String.join} and joining collectors end in. */
  Object joined(@Nullable Object[] arguments) {
    Arr parts = interpreter.heap.readable(arguments[3]);
    int count = natives.number(arguments[4]);
    @Nullable CharSequence[] texts = new CharSequence[count];
    for (int index = 0; index < count; index++) {
      texts[index] = (String) interpreter.heap.element(parts, index);
    }
    return arguments[0]
        + String.join((String) interpreter.known(arguments[2]), texts)
        + arguments[1];
  }

  String newString(Call constructor, @Nullable Object[] arguments) {
    switch (constructor.descriptor) {
      case "()V" -> {
        return new String();
      }
      case "(Ljava/lang/String;)V" -> {
        return new String((String) interpreter.known(arguments[1]));
      }
      case "([C)V" -> {
        return new String((char[]) elements(arguments[1]));
      }
      case "([CII)V" -> {
        return made(
            (char[]) elements(arguments[1]),
            natives.number(arguments[2]),
            natives.number(arguments[3]));
      }
      case "([III)V" -> {
        int[] points = (int[]) elements(arguments[1]);
        return new String(points, natives.number(arguments[2]), natives.number(arguments[3]));
      }
      case "([BLjava/nio/charset/Charset;)V" -> {
        return new String((byte[]) elements(arguments[1]), charset(arguments[2]));
      }
      case "([BIILjava/nio/charset/Charset;)V" -> {
        return new String(
            (byte[]) elements(arguments[1]),
            natives.number(arguments[2]),
            natives.number(arguments[3]),
            charset(arguments[4]));
      }
      case "(Ljava/lang/StringBuilder;)V", "(Ljava/lang/StringBuffer;)V" -> {
        return builder(arguments[1]).toString();
      }
      default ->
          throw interpreter.refusal(
              Kind.UNKNOWN,
              "it makes a string by the constructor "
                  + Names.method(constructor.owner, constructor.name, constructor.descriptor)
                  + ", which is not modelled or uses the default charset");
    }
  }

  private String made(char[] chars, int from, int count) {
    if (from < 0 || count < 0 || from > chars.length - count) {
      throw interpreter.heap.exception("java/lang/StringIndexOutOfBoundsException", null);
    }
    return new String(chars, from, count);
  }

  private Object elements(@Nullable Object array) {
    return interpreter.heap.readable(array).elements;
  }

  private Locale locale(@Nullable Object value) {
    Object language =
        interpreter
            .calls()
            .callVirtual("java/util/Locale", "getLanguage", "()Ljava/lang/String;", value);
    return new Locale.Builder().setLanguage((String) interpreter.known(language)).build();
  }

  private Charset charset(@Nullable Object value) {
    Object name =
        interpreter
            .calls()
            .callVirtual("java/nio/charset/Charset", "name", "()Ljava/lang/String;", value);
    return standard((String) interpreter.known(name));
  }

  private Charset standard(String name) {
    Charset found = standardCharset(name);
    if (found == null) {
      throw interpreter.refusal(
          Kind.UNKNOWN, "it uses the charset " + name + ", which need not be there");
    }
    return found;
  }

  /** A charset that every JDK has (StandardCharsets), by its name; null for all others. */
  static @Nullable Charset standardCharset(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "UTF-8", "UTF8" -> StandardCharsets.UTF_8;
      case "ISO-8859-1", "LATIN1" -> StandardCharsets.ISO_8859_1;
      case "US-ASCII", "ASCII" -> StandardCharsets.US_ASCII;
      case "UTF-16" -> StandardCharsets.UTF_16;
      case "UTF-16BE" -> StandardCharsets.UTF_16BE;
      case "UTF-16LE" -> StandardCharsets.UTF_16LE;
      default -> null;
    };
  }

  // ---- builders ----

  @SuppressWarnings("UnnecessaryStringBuilder") // It is what the simulated code works on.
  private @Nullable Object onBuilder(MethodInfo method, @Nullable Object[] arguments) {
    if (method.isStatic() || !(arguments[0] instanceof Obj self)) {
      return Natives.UNKNOWN;
    }
    if (method.name.equals("<init>")) {
      interpreter.heap.writes(self, "a builder");
      boolean isEmpty = method.parameters.length == 0 || method.descriptor.equals("(I)V");
      String begin = isEmpty ? "" : text(interpreter.known(arguments[1]), method.parameters[0]);
      self.payload = new StringBuilder(begin);
      return null;
    }
    return onBuilder(method, self, builder(self), arguments);
  }

  private @Nullable Object onBuilder(
      MethodInfo method, Obj self, StringBuilder builder, @Nullable Object[] arguments) {
    switch (method.name) {
      case "append" -> {
        if (method.parameters.length != 1) {
          return part(method, self, builder, arguments);
        }
        interpreter.heap.writes(self, "a builder");
        String added = text(arguments[1], method.parameters[0]);
        interpreter.allocates(added.length());
        builder.append(added);
        return self;
      }
      case "insert" -> {
        if (method.parameters.length != 2) {
          return Natives.UNKNOWN;
        }
        interpreter.heap.writes(self, "a builder");
        int at = natives.number(arguments[1]);
        if (at < 0 || at > builder.length()) {
          throw interpreter.heap.exception("java/lang/StringIndexOutOfBoundsException", null);
        }
        builder.insert(at, text(arguments[2], method.parameters[1]));
        return self;
      }
      case "toString" -> {
        interpreter.allocates(builder.length());
        return builder.toString();
      }
      case "chars", "codePoints", "getChars", "subSequence", "compareTo" -> {
        return Natives.UNKNOWN;
      }
      default -> {
        interpreter.heap.writes(self, "a builder");
        Object result = callHost(method, builder, arguments);
        return result == builder ? self : result;
      }
    }
  }

  private @Nullable Object part(
      MethodInfo method, Obj self, StringBuilder builder, @Nullable Object[] arguments) {
    interpreter.heap.writes(self, "a builder");
    String whole = text(arguments[1], method.parameters[0]);
    int from = natives.number(arguments[2]);
    int to = natives.number(arguments[3]);
    if (method.parameters[0].getSort() == Type.ARRAY) {
      to += from;
    }
    if (from < 0 || from > to || to > whole.length()) {
      throw interpreter.heap.exception("java/lang/IndexOutOfBoundsException", null);
    }
    builder.append(whole, from, to);
    return self;
  }

  private StringBuilder builder(@Nullable Object value) {
    if (interpreter.known(value) instanceof Obj self
        && self.payload instanceof StringBuilder builder) {
      interpreter.heap.reads(self, null);
      return builder;
    }
    throw interpreter.refusal(Kind.UNKNOWN, "it uses a builder before it is made");
  }

  // ---- text ----

  String text(@Nullable Object value, Type type) {
    switch (type.getSort()) {
      case Type.BOOLEAN -> {
        return natives.number(value) == 0 ? "false" : "true";
      }
      case Type.CHAR -> {
        return String.valueOf((char) natives.number(value));
      }
      case Type.ARRAY -> {
        if (value instanceof Arr array && array.elements instanceof char[]) {
          return new String((char[]) elements(array));
        }
      }
      default -> {
        // Below.
      }
    }
    if (value == null) {
      return "null";
    }
    if (value instanceof Opaque opaque) {
      throw interpreter.unknown(opaque);
    }
    if (value instanceof String || value instanceof Number) {
      return value.toString();
    }
    Object text =
        interpreter
            .calls()
            .callVirtual("java/lang/Object", "toString", "()Ljava/lang/String;", value);
    if (text instanceof Opaque opaque) {
      throw interpreter.unknown(opaque);
    }
    return String.valueOf(text);
  }

  // ---- boxes ----

  /** The box of a value; small ones have one box each (JLS 17 §5.1.7). */
  Object boxed(Type type, Object value) {
    String name =
        switch (type.getSort()) {
          case Type.BOOLEAN -> "java/lang/Boolean";
          case Type.CHAR -> "java/lang/Character";
          case Type.BYTE -> "java/lang/Byte";
          case Type.SHORT -> "java/lang/Short";
          case Type.INT -> "java/lang/Integer";
          case Type.LONG -> "java/lang/Long";
          case Type.FLOAT -> "java/lang/Float";
          default -> "java/lang/Double";
        };
    if (name.equals("java/lang/Boolean")) {
      String constant = Integer.valueOf(0).equals(value) ? "FALSE" : "TRUE";
      FieldInfo field = interpreter.type(name).findField(constant + " Ljava/lang/Boolean;");
      Object box = field == null ? null : interpreter.heap.getStatic(field);
      return box == null ? Natives.UNKNOWN : box;
    }
    boolean isSmall =
        (value instanceof Integer || value instanceof Long)
            && ((Number) value).longValue() >= -128
            && ((Number) value).longValue() <= 127;
    String key = name + value;
    Obj known = isSmall ? interpreter.world.box(key) : null;
    if (known != null) {
      return known;
    }
    Obj box = interpreter.heap.instance(interpreter.type(name));
    box.slots[0] = value;
    box.frozen = true;
    return isSmall ? interpreter.world.keepBox(key, box) : box;
  }

  // ---- the host's methods ----

  private static boolean isPlain(MethodInfo method) {
    for (Type parameter : method.parameters) {
      if (!isPlain(parameter)) {
        return false;
      }
    }
    boolean fills = method.name.equals("toChars") && method.parameters.length > 1;
    return isPlain(method.result)
        && !fills
        && !impure.contains(method.owner.name + '.' + method.name)
        && !method.name.equals("<init>");
  }

  private static boolean isPlain(Type type) {
    return switch (type.getDescriptor()) {
      case "Z", "B", "C", "S", "I", "J", "F", "D" -> true;
      case "Ljava/lang/String;", "Ljava/lang/CharSequence;", "[C", "[Ljava/lang/String;" -> true;
      default -> false;
    };
  }

  private @Nullable Object callHost(
      MethodInfo method, @Nullable StringBuilder builder, @Nullable Object[] arguments) {
    return callHost(method.name, method.descriptor, method, builder, arguments);
  }

  private @Nullable Object callHost(
      String name, String descriptor, MethodInfo method, @Nullable Object[] arguments) {
    return callHost(name, descriptor, method, null, arguments);
  }

  private @Nullable Object callHost(
      String name,
      String descriptor,
      MethodInfo method,
      @Nullable StringBuilder builder,
      @Nullable Object[] arguments) {
    Method host =
        method(builder == null ? method.owner.name : "java/lang/StringBuilder", name, descriptor);
    if (host == null) {
      return Natives.UNKNOWN;
    }
    int first = method.isStatic() ? 0 : 1;
    Type[] types = Type.getArgumentTypes(descriptor);
    @Nullable Object[] given = new Object[types.length];
    for (int index = 0; index < given.length; index++) {
      Object argument = arguments[index + first];
      if (argument instanceof Opaque opaque) {
        throw interpreter.unknown(opaque);
      }
      given[index] = given(argument, types[index]);
      if (given[index] == NONE) {
        return Natives.NOT_FOR_THESE;
      }
    }
    Object self = builder != null || method.isStatic() ? builder : interpreter.known(arguments[0]);
    if (name.equals("repeat") && self instanceof String text && given[0] instanceof Integer times) {
      interpreter.allocates((long) text.length() * Math.max(times, 0));
    } else if (name.equals("setLength") && given[0] instanceof Integer length) {
      interpreter.allocates(Math.max(length, 0));
    } else if (name.equals("ensureCapacity")) {
      return null;
    } else if (self != null || given.length > 0) {
      interpreter.allocates(String.valueOf(self == null ? given[0] : self).length() / 8 + 1);
    }
    try {
      return result(host.invoke(self, given), host.getReturnType());
    } catch (InvocationTargetException e) {
      Throwable cause = e.getTargetException();
      String type = cause.getClass().getName().replace('.', '/');
      throw interpreter.heap.exception(type, cause.getMessage());
    } catch (IllegalAccessException e) {
      return Natives.UNKNOWN;
    }
  }

  /** A value as the host's methods want it, or {@link #NONE}. */
  private @Nullable Object given(@Nullable Object value, Type type) {
    if (value == null) {
      return null;
    }
    switch (type.getSort()) {
      case Type.BOOLEAN -> {
        return natives.number(value) != 0;
      }
      case Type.BYTE -> {
        return (byte) natives.number(value);
      }
      case Type.CHAR -> {
        return (char) natives.number(value);
      }
      case Type.SHORT -> {
        return (short) natives.number(value);
      }
      case Type.INT, Type.LONG, Type.FLOAT, Type.DOUBLE -> {
        return value;
      }
      default -> {
        // Below.
      }
    }
    if (value instanceof String) {
      return value;
    }
    if (value instanceof Obj self && self.payload instanceof StringBuilder) {
      return builder(self).toString();
    }
    if (value instanceof Arr array && array.elements instanceof char[]) {
      return natives.copied(array);
    }
    return NONE;
  }

  private @Nullable Object result(@Nullable Object value, Class<?> type) {
    if (value == null || value instanceof String || value instanceof StringBuilder) {
      return value;
    }
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    if (value instanceof Character c) {
      return (int) c;
    }
    if (value instanceof Byte || value instanceof Short) {
      return ((Number) value).intValue();
    }
    if (value instanceof String[] texts) {
      Object[] elements = new Object[texts.length];
      System.arraycopy(texts, 0, elements, 0, texts.length);
      return interpreter.heap.arrayOf("[Ljava/lang/String;", elements);
    }
    if (type.isArray() && Array.getLength(value) >= 0) {
      return interpreter.heap.arrayOf(type.descriptorString(), value);
    }
    return value;
  }

  private static @Nullable Method method(String owner, String name, String descriptor) {
    String key = owner + '.' + name + descriptor;
    Object known = methods.get(key);
    if (known == null) {
      known = NONE;
      try {
        for (Method candidate : Class.forName(Names.binary(owner)).getMethods()) {
          if (candidate.getName().equals(name)
              && Modifier.isPublic(candidate.getModifiers())
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
}
