package io.lazyloader.agent.cli.common;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts an option whose values are those of an enum, written in lower case. */
public abstract class EnumConverter<E extends Enum<E>> implements ITypeConverter<E> {
  private final Class<E> type;

  public EnumConverter(Class<E> type) {
    this.type = type;
  }

  @Override
  public final E convert(String value) {
    List<String> known = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT);
      if (name.equals(value)) {
        return constant;
      }
      known.add(name);
    }
    throw new TypeConversionException("'" + value + "' is none of " + String.join(", ", known));
  }
}
