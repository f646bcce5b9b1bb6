package io.lazyloader.agent.optimize;

import io.lazyloader.agent.jars.JarItem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * What a manifest says of the packages of its jar: titles, vendors, versions, and whether they are
 * sealed ("JAR File Specification", Package Versioning and Package Sealing). A section of its own
 * for a package counts more than the main section, attribute by attribute, as it does in {@code
 * java.net.URLClassLoader#definePackage}.
 */
final class PackageAttributes {
  static final List<Attributes.Name> NAMES =
      List.of(
          Attributes.Name.SPECIFICATION_TITLE,
          Attributes.Name.SPECIFICATION_VERSION,
          Attributes.Name.SPECIFICATION_VENDOR,
          Attributes.Name.IMPLEMENTATION_TITLE,
          Attributes.Name.IMPLEMENTATION_VERSION,
          Attributes.Name.IMPLEMENTATION_VENDOR,
          Attributes.Name.SEALED);

  private PackageAttributes() {}

  /**
   * What is said of each package that has classes, by the section's name, as in {@code com/acme/}.
   */
  static Map<String, Attributes> of(Manifest manifest, List<JarItem> items) {
    Map<String, Attributes> all = new LinkedHashMap<>();
    Map<Attributes, Attributes> equal = new HashMap<>();
    for (JarItem item : items) {
      String unversioned = Part.unversioned(item.name());
      String itemName = unversioned == null ? item.name() : unversioned;
      int slash = itemName.lastIndexOf('/');
      if (item.isClass() && slash > 0) {
        all.computeIfAbsent(
            itemName.substring(0, slash + 1),
            name -> equal.computeIfAbsent(effective(manifest, name), attributes -> attributes));
      }
    }
    return all;
  }

  private static Attributes effective(Manifest manifest, String section) {
    Attributes effective = new Attributes();
    Attributes own = manifest.getAttributes(section);
    for (Attributes.Name name : NAMES) {
      String value = own == null ? null : own.getValue(name);
      value = value == null ? manifest.getMainAttributes().getValue(name) : value;
      if (value != null) {
        effective.put(name, value);
      }
    }
    return effective;
  }

  /** Whether classes of a package may come from no other jar. */
  static boolean isSealed(Attributes attributes) {
    return "true".equalsIgnoreCase(attributes.getValue(Attributes.Name.SEALED));
  }
}
