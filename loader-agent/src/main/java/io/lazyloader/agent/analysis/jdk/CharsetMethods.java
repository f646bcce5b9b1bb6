package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.machine.Intrinsics;
import io.lazyloader.agent.analysis.machine.Machine;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.MethodInfo;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Charsets: one object for each standard one, kept for ever (Charset, "Standard charsets"). */
final class CharsetMethods extends Model implements Methods {
  CharsetMethods(Machine machine) {
    super(machine);
  }

  @Override
  public @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    return switch (method.name) {
      case "forName", "isSupported" -> charset(method, arguments[0]);
      default -> Intrinsics.NOT_MODELLED;
    };
  }

  private @Nullable Object charset(MethodInfo method, @Nullable Object name) {
    Charset standard = find(String.valueOf(known(name)));
    if (standard == null || method.name.equals("isSupported")) {
      throw obstacle(Kind.UNKNOWN, "it looks a charset up that need not be there", method);
    }
    String constant = standard.name().replace('-', '_');
    FieldInfo field =
        type("java/nio/charset/StandardCharsets")
            .findField(constant + " Ljava/nio/charset/Charset;");
    return field == null ? Intrinsics.NOT_MODELLED : statics.get(field);
  }

  /** The analysing JVM's charset for one of the simulated world. */
  Charset charset(@Nullable Object value) {
    Object name =
        calls.callVirtual("java/nio/charset/Charset", "name", "()Ljava/lang/String;", value);
    return standard(string(name));
  }

  /** The charset of a name, if every JDK has it. */
  Charset standard(String name) {
    Charset found = find(name);
    if (found == null) {
      throw obstacle(Kind.UNKNOWN, "it uses the charset " + name + ", which need not be there");
    }
    return found;
  }

  /** A charset that every JDK has (StandardCharsets), by its name; null for all others. */
  private static @Nullable Charset find(String name) {
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
}
