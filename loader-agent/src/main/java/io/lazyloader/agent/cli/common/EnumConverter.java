package io.lazyloader.agent.cli.common;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Converts an option whose values are those of an enum, written in lower case, and lists them for
 * the completion of shells.
 */
public abstract class EnumConverter<E extends Enum<E>>
    implements ITypeConverter<E>, Iterable<String> {
  private final Class<E> type;

  public EnumConverter(Class<E> type) {
    this.type = type;
  }

  @Override
  public final E convert(String value) {
    for (E constant : type.getEnumConstants()) {
      if (name(constant).equals(value)) {
        return constant;
      }
    }
    List<String> known = names();
    String hint = SimilarNames.hint(value, known);
    throw new TypeConversionException(
        "'" + value + "' is none of " + String.join(", ", known) + hint);
  }

  @Override
  public final Iterator<String> iterator() {
    return names().iterator();
  }

  private List<String> names() {
    return Arrays.stream(type.getEnumConstants()).map(EnumConverter::name).toList();
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
