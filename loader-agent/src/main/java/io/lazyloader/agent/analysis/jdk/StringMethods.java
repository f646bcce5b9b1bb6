package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.heap.ArrayObject;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.MethodCode.Call;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.Names;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Strings, which are those of the analysing JVM. What their methods need of the environment (a
 * locale, a charset) must be given; what it takes from the environment is an obstacle.
 */
final class StringMethods extends Model implements Methods {
  private static final String STRING = "java/lang/String";

  private final HostCalls host;
  private final CharsetMethods charsets;

  StringMethods(Machine machine, HostCalls host, CharsetMethods charsets) {
    super(machine);
    this.host = host;
    this.charsets = charsets;
  }

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    if (method.name.equals("join") && !method.owner.name.equals(STRING)) {
      return joined(Arrays.copyOfRange(arguments, 1, arguments.length));
    }
    return method.name.equals("<clinit>") ? Intrinsics.NOT_MODELLED : onString(method, arguments);
  }

  private @Nullable Object onString(MethodInfo method, @Nullable Object[] arguments) {
    switch (method.name + method.descriptor) {
      case "toLowerCase()Ljava/lang/String;", "toUpperCase()Ljava/lang/String;" ->
          throw obstacle(Kind.UNKNOWN, "it asks for the default locale", method);
      case "getBytes()[B" ->
          throw obstacle(Kind.UNKNOWN, "it asks for the default charset", method);
      case "intern()Ljava/lang/String;" -> {
        return string(arguments[0]).intern();
      }
      case "toString()Ljava/lang/String;" -> {
        return known(arguments[0]);
      }
      case "length()I" -> {
        return string(arguments[0]).length();
      }
      case "equals(Ljava/lang/Object;)Z" -> {
        if (arguments[1] instanceof Opaque opaque) {
          throw execution.unknown(opaque);
        }
        String text = string(arguments[0]);
        return gate.areEqual(text, arguments[1]) ? 1 : 0;
      }
      case "toLowerCase(Ljava/util/Locale;)Ljava/lang/String;",
          "toUpperCase(Ljava/util/Locale;)Ljava/lang/String;" -> {
        String text = string(arguments[0]);
        return host.callOn(method, text, locale(arguments[1]));
      }
      case "getBytes(Ljava/nio/charset/Charset;)[B" -> {
        String text = string(arguments[0]);
        return host.callOn(method, text, charsets.charset(arguments[1]));
      }
      case "getBytes(Ljava/lang/String;)[B" -> {
        String text = string(arguments[0]);
        Charset charset = charsets.standard(string(arguments[1]));
        return host.callOn(method, text, charset.name());
      }
      case "join(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;[Ljava/lang/String;I)"
              + "Ljava/lang/String;" -> {
        return joined(arguments);
      }
      default -> {
        return host.call(method, arguments);
      }
    }
  }

  /** What {@code String.join} and joining collectors end in. */
  private Object joined(@Nullable Object[] arguments) {
    ArrayObject parts = heap.readable(arguments[3]);
    int count = number(arguments[4]);
    if (count < 0 || count > parts.length()) {
      return Intrinsics.NOT_MODELLED;
    }
    @Nullable CharSequence[] texts = new CharSequence[count];
    for (int index = 0; index < count; index++) {
      Object part = arrays.element(parts, index);
      texts[index] = part == null ? null : string(part);
    }
    return gate.joined(string(arguments[0]), string(arguments[1]), string(arguments[2]), texts);
  }

  String newString(Call constructor, @Nullable Object[] arguments) {
    switch (constructor.descriptor) {
      case "()V" -> {
        return gate.copy("");
      }
      case "(Ljava/lang/String;)V" -> {
        return gate.copy(string(arguments[1]));
      }
      case "([C)V" -> {
        char[] chars = (char[]) heap.elements(arguments[1]);
        return gate.string(chars, 0, chars.length);
      }
      case "([CII)V" -> {
        int from = number(arguments[2]);
        int count = number(arguments[3]);
        return gate.string((char[]) heap.elements(arguments[1]), from, count);
      }
      case "([III)V" -> {
        int from = number(arguments[2]);
        int count = number(arguments[3]);
        return gate.string((int[]) heap.elements(arguments[1]), from, count);
      }
      case "([BLjava/nio/charset/Charset;)V" -> {
        Charset charset = charsets.charset(arguments[2]);
        byte[] bytes = (byte[]) heap.elements(arguments[1]);
        return gate.string(bytes, 0, bytes.length, charset);
      }
      case "([BIILjava/nio/charset/Charset;)V" -> {
        int from = number(arguments[2]);
        int count = number(arguments[3]);
        Charset charset = charsets.charset(arguments[4]);
        return gate.string((byte[]) heap.elements(arguments[1]), from, count, charset);
      }
      case "(Ljava/lang/StringBuilder;)V", "(Ljava/lang/StringBuffer;)V" -> {
        return gate.text(host.builder(arguments[1]));
      }
      default ->
          throw obstacle(
              Kind.UNKNOWN,
              "it makes a string by the constructor "
                  + Names.method(constructor.owner, constructor.name, constructor.descriptor)
                  + ", which is not modelled or uses the default charset");
    }
  }

  /** A locale that changes case as a given one does: that depends on its language alone. */
  private Locale locale(@Nullable Object value) {
    Object language =
        calls.callVirtual("java/util/Locale", "getLanguage", "()Ljava/lang/String;", value);
    return switch (string(language)) {
      case "tr" -> Locale.forLanguageTag("tr");
      case "az" -> Locale.forLanguageTag("az");
      case "lt" -> Locale.forLanguageTag("lt");
      default -> Locale.ROOT;
    };
  }
}
