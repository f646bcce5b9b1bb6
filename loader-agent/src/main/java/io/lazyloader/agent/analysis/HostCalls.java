package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.MethodCode.Call;
import io.lazyloader.agent.analysis.Verdict.Kind;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Methods of strings, numbers and {@code Math} that are pure functions of their arguments: the
 * analysing JVM runs its own, which are the same ({@link HostMethods}, {@link HostGate}). What they
 * need of the environment (a locale, a charset) must be given, or it is refused.
 */
final class HostCalls {
  /** Stands for a value that the host's methods can't be given. */
  private static final Object NONE = new Object();

  private final Interpreter interpreter;
  private final Natives natives;
  private final Builders builders;

  HostCalls(Interpreter interpreter, Natives natives) {
    this.interpreter = interpreter;
    this.natives = natives;
    this.builders = new Builders(interpreter, natives, this);
  }

  @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    String owner = method.owner.name;
    if (method.name.equals("<clinit>")) {
      return Natives.UNKNOWN;
    }
    if (owner.equals(HostMethods.BUILDER) || owner.endsWith("StringBuffer")) {
      return builders.call(method, arguments);
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
    switch (owner + '.' + method.name) {
      case "java/lang/Integer.getInteger",
          "java/lang/Long.getLong",
          "java/lang/Boolean.getBoolean" ->
          throw interpreter.refusal(
              Kind.UNKNOWN, "it asks for the system property \"" + arguments[0] + '"', method);
      case "java/lang/Math.random", "java/lang/StrictMath.random" ->
          throw interpreter.refusal(Kind.UNSAFE, "it asks for random numbers", method);
      default -> {
        if (!method.isStatic()) {
          return Natives.UNKNOWN;
        }
        Opaque inexact = inexact(owner, method, arguments);
        return inexact != null ? inexact : callHost(method, arguments);
      }
    }
  }

  /** A result of which the specification leaves some bits open, or null. */
  private @Nullable Opaque inexact(String owner, MethodInfo method, @Nullable Object[] arguments) {
    String result = method.result.getDescriptor();
    boolean isRaw =
        method.name.equals("doubleToRawLongBits") || method.name.equals("floatToRawIntBits");
    boolean copiesSign = owner.equals("java/lang/Math") && method.name.equals("copySign");
    if ((isRaw || copiesSign) && isNaN(arguments[arguments.length - 1])) {
      return new Opaque("the bits of a NaN, of which there are many", result);
    }
    boolean isFloating = result.equals("D") || result.equals("F");
    boolean isFunction =
        owner.equals("java/lang/Math")
            && isFloating
            && !HostMethods.contains(owner, method.name, method.descriptor);
    return isFunction
        ? new Opaque("the result of " + method + ", whose last digits are not specified", result)
        : null;
  }

  private static boolean isNaN(@Nullable Object value) {
    return value instanceof Double wide ? wide.isNaN() : value instanceof Float f && f.isNaN();
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
      case "equals(Ljava/lang/Object;)Z" -> {
        if (arguments[1] instanceof Opaque opaque) {
          throw interpreter.unknown(opaque);
        }
        String text = (String) interpreter.known(arguments[0]);
        return interpreter.gate().areEqual(text, arguments[1]) ? 1 : 0;
      }
      case "toLowerCase(Ljava/util/Locale;)Ljava/lang/String;",
          "toUpperCase(Ljava/util/Locale;)Ljava/lang/String;" -> {
        String text = (String) interpreter.known(arguments[0]);
        return onText(method, text, locale(arguments[1]));
      }
      case "getBytes(Ljava/nio/charset/Charset;)[B" -> {
        String text = (String) interpreter.known(arguments[0]);
        return onText(method, text, charset(arguments[1]));
      }
      case "getBytes(Ljava/lang/String;)[B" -> {
        String text = (String) interpreter.known(arguments[0]);
        Charset charset = standard((String) interpreter.known(arguments[1]));
        return onText(method, text, charset.name());
      }
      case "join(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;[Ljava/lang/String;I)"
              + "Ljava/lang/String;" -> {
        return joined(arguments);
      }
      default -> {
        return callHost(method, arguments);
      }
    }
  }

  private @Nullable Object onText(MethodInfo method, String text, Object argument) {
    Method host = HostMethods.find(method.owner.name, method.name, method.descriptor);
    return host == null
        ? Natives.UNKNOWN
        : result(interpreter.gate().call(host, text, new Object[] {argument}));
  }

  /** What {@code String.join} and joining collectors end in. */
  Object joined(@Nullable Object[] arguments) {
    Arr parts = interpreter.heap.readable(arguments[3]);
    int count = natives.number(arguments[4]);
    if (count < 0 || count > parts.length()) {
      return Natives.UNKNOWN;
    }
    @Nullable CharSequence[] texts = new CharSequence[count];
    for (int index = 0; index < count; index++) {
      Object part = interpreter.heap.element(parts, index);
      texts[index] = part == null ? null : (String) interpreter.known(part);
    }
    return interpreter
        .gate()
        .joined(
            (String) interpreter.known(arguments[0]),
            (String) interpreter.known(arguments[1]),
            (String) interpreter.known(arguments[2]),
            texts);
  }

  String newString(Call constructor, @Nullable Object[] arguments) {
    HostGate gate = interpreter.gate();
    switch (constructor.descriptor) {
      case "()V" -> {
        return gate.copy("");
      }
      case "(Ljava/lang/String;)V" -> {
        return gate.copy((String) interpreter.known(arguments[1]));
      }
      case "([C)V" -> {
        char[] chars = (char[]) elements(arguments[1]);
        return gate.string(chars, 0, chars.length);
      }
      case "([CII)V" -> {
        int from = natives.number(arguments[2]);
        int count = natives.number(arguments[3]);
        return gate.string((char[]) elements(arguments[1]), from, count);
      }
      case "([III)V" -> {
        int from = natives.number(arguments[2]);
        int count = natives.number(arguments[3]);
        return gate.string((int[]) elements(arguments[1]), from, count);
      }
      case "([BLjava/nio/charset/Charset;)V" -> {
        Charset charset = charset(arguments[2]);
        byte[] bytes = (byte[]) elements(arguments[1]);
        return gate.string(bytes, 0, bytes.length, charset);
      }
      case "([BIILjava/nio/charset/Charset;)V" -> {
        int from = natives.number(arguments[2]);
        int count = natives.number(arguments[3]);
        Charset charset = charset(arguments[4]);
        return gate.string((byte[]) elements(arguments[1]), from, count, charset);
      }
      case "(Ljava/lang/StringBuilder;)V", "(Ljava/lang/StringBuffer;)V" -> {
        return gate.text(builders.builder(arguments[1]));
      }
      default ->
          throw interpreter.refusal(
              Kind.UNKNOWN,
              "it makes a string by the constructor "
                  + Names.method(constructor.owner, constructor.name, constructor.descriptor)
                  + ", which is not modelled or uses the default charset");
    }
  }

  private Object elements(@Nullable Object array) {
    return interpreter.heap.elements(array);
  }

  /** A locale that changes case as a given one does: that depends on its language alone. */
  private Locale locale(@Nullable Object value) {
    Object language =
        interpreter
            .calls()
            .callVirtual("java/util/Locale", "getLanguage", "()Ljava/lang/String;", value);
    return switch ((String) interpreter.known(language)) {
      case "tr" -> Locale.forLanguageTag("tr");
      case "az" -> Locale.forLanguageTag("az");
      case "lt" -> Locale.forLanguageTag("lt");
      default -> Locale.ROOT;
    };
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

  // ---- text ----

  /**
   * What {@code String.valueOf} makes of a value of a declared type. To all that makes text of
   * values (concatenation, records, builders), an array is an object without a text of its own.
   */
  String text(@Nullable Object value, Type type) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Opaque opaque) {
      throw interpreter.unknown(opaque);
    }
    if (type.getSort() == Type.BOOLEAN) {
      return natives.number(value) == 0 ? "false" : "true";
    }
    if (type.getSort() == Type.CHAR) {
      return String.valueOf((char) natives.number(value));
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
    if (value instanceof Opaque opaque) {
      throw interpreter.unknown(opaque);
    }
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

  private @Nullable Object callHost(MethodInfo method, @Nullable Object[] arguments) {
    String owner = method.owner.name;
    Method host =
        HostMethods.contains(owner, method.name, method.descriptor)
            ? HostMethods.find(owner, method.name, method.descriptor)
            : null;
    int first = method.isStatic() ? 0 : 1;
    Object self = method.isStatic() ? null : interpreter.known(arguments[0]);
    return host == null
        ? Natives.UNKNOWN
        : callHost(host, self, method.parameters, arguments, first);
  }

  /**
   * Calls a method of the table.
   *
   * @param first which of the arguments is that of the first parameter
   * @return {@link Natives#NOT_FOR_THESE} if an argument is of a class of the program
   */
  @Nullable Object callHost(
      @Nullable Method host,
      @Nullable Object self,
      Type[] types,
      @Nullable Object[] arguments,
      int first) {
    if (host == null) {
      return Natives.UNKNOWN;
    }
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
    return result(interpreter.gate().call(host, self, given));
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
      return builders.builder(self);
    }
    if (value instanceof Arr array && array.elements instanceof char[]) {
      return elements(array);
    }
    return NONE;
  }

  private @Nullable Object result(@Nullable Object value) {
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    if (value instanceof Character c) {
      return (int) c;
    }
    if (value instanceof Byte || value instanceof Short) {
      return ((Number) value).intValue();
    }
    if (value != null && value.getClass().isArray() && Array.getLength(value) >= 0) {
      return interpreter.heap.arrayOf(value.getClass().descriptorString(), value);
    }
    return value;
  }
}
