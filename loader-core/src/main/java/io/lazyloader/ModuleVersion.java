package io.lazyloader;

import java.lang.module.ModuleDescriptor;
import org.jspecify.annotations.Nullable;

/** The version of the code that a class belongs to. */
final class ModuleVersion {
  private ModuleVersion() {}

  /** Tells why a class does not have at least a version; null if it has. */
  static @Nullable String problem(Class<?> type, String minimum) {
    String version = of(type);
    if (version == null) {
      return "version "
          + minimum
          + " or later is demanded, but it has none: neither its Java module has one, nor its jar's"
          + " manifest an Implementation-Version";
    }
    try {
      return Versions.compare(version, minimum) >= 0
          ? null
          : "version " + minimum + " or later is demanded, and this is " + version;
    } catch (IllegalArgumentException e) {
      return "version " + minimum + " or later is demanded, but " + e.getMessage();
    }
  }

  private static @Nullable String of(Class<?> type) {
    ModuleDescriptor descriptor = type.getModule().getDescriptor();
    if (descriptor != null && descriptor.rawVersion().isPresent()) {
      return descriptor.rawVersion().get();
    }
    Package of = type.getPackage();
    return of == null ? null : of.getImplementationVersion();
  }
}
