package io.lazyloader.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Names the deferred fields of a class and their declaration sites, for people: error messages and
 * reports.
 *
 * <p>Emitted code hands over one string for the whole class, {@code
 * SourceFile;LINE:FIELD/FIELD;LINE@GROUP/GROUP:FIELD}, a part per region in the order of their
 * numbers, with the groups that its fields are in, if any. Behind the name of a field that has a
 * proxy stands {@code [}. None of these characters but {@code @} can stand in a field's name (JVMS
 * 17 §4.2.2). It is taken apart only when somebody asks.
 */
public final class RegionNames {
  /** Ends the name of the class in that of a field, where it first stands. */
  public static final char SEPARATOR = '#';

  private static final String MEMBER = "[";

  private final String className;
  private final String[] parts;
  private final boolean @Nullable [] kept;

  /**
   * Names regions.
   *
   * @param kept those that a filter keeps eager; null if there is no filter
   */
  RegionNames(String className, String description, boolean @Nullable [] kept) {
    this.className = className;
    this.parts = description.split(";", -1);
    this.kept = kept;
  }

  /**
   * Names a field as plans, reports and messages do.
   *
   * @param className the binary name of its class
   * @param field its simple name
   * @return for example {@code com.acme.Main#LOG}
   */
  public static String fieldName(String className, String field) {
    return className + SEPARATOR + field;
  }

  /**
   * Returns the name of the class.
   *
   * @return its binary name
   */
  public String className() {
    return className;
  }

  /**
   * Returns the fields of a region.
   *
   * @param index the region
   * @return the simple names, in the order of assignment; none if a filter keeps the region eager
   */
  public String[] fields(int index) {
    return kept != null && kept[index] ? new String[0] : assigned(index);
  }

  /** How many fields the regions have, of which there are so many. */
  int count(int regions) {
    int fields = 0;
    for (int index = 0; index < regions; index++) {
      fields += fields(index).length;
    }
    return fields;
  }

  private String[] assigned(int index) {
    String part = parts[index + 1];
    String fields = part.substring(part.indexOf(':') + 1);
    return fields.replace(MEMBER, "").split("/", -1);
  }

  /**
   * Returns the groups that the fields of a region are in.
   *
   * @param index the region
   * @return their names, none twice; empty if no field is in a group
   */
  public String[] groups(int index) {
    String part = parts[index + 1];
    int group = part.indexOf('@');
    int colon = part.indexOf(':');
    return group < 0 || group > colon
        ? new String[0]
        : part.substring(group + 1, colon).split("/", -1);
  }

  /**
   * Names a region by its first field.
   *
   * @param index the region
   * @return for example {@code com.acme.Main#LOG}
   */
  public String name(int index) {
    return fieldName(className, assigned(index)[0]);
  }

  /**
   * Returns where a region was declared.
   *
   * @param index the region
   * @return for example {@code Main.java:12}, or {@code unknown source} in a class without line
   *     numbers
   */
  public String site(int index) {
    String part = parts[index + 1];
    int group = part.indexOf('@');
    int colon = part.indexOf(':');
    String line = part.substring(0, group < 0 || group > colon ? colon : group);
    if (parts[0].isEmpty()) {
      return "unknown source";
    }
    return line.equals("0") ? parts[0] : parts[0] + ':' + line;
  }

  /** Finds the region that assigns a field, without taking a description apart; -1 if none does. */
  static int region(String description, String field) {
    int region = -1;
    int place = place(description, field);
    for (int at = 0; at < place; at++) {
      if (description.charAt(at) == ';') {
        region++;
      }
    }
    return region;
  }

  /** Whether a field of a description has a proxy. */
  static boolean isMember(String description, String field) {
    int place = place(description, field);
    return place >= 0 && description.startsWith(MEMBER, place + field.length());
  }

  /** Where a field's name begins in a description; -1 if it does not stand there. */
  private static int place(String description, String field) {
    int part = description.indexOf(';');
    while (part >= 0) {
      int next = description.indexOf(';', part + 1);
      int end = next < 0 ? description.length() : next;
      int name = description.indexOf(':', part) + 1;
      while (name < end) {
        int slash = description.indexOf('/', name);
        int nameEnd = slash < 0 || slash > end ? end : slash;
        int length = nameEnd - name - (description.startsWith(MEMBER, nameEnd - 1) ? 1 : 0);
        if (length == field.length() && description.startsWith(field, name)) {
          return name;
        }
        name = nameEnd + 1;
      }
      part = next;
    }
    return -1;
  }

  /** Names a region and its declaration site, for a message. */
  String nameAndSite(int index) {
    return name(index) + " (" + site(index) + ')';
  }
}
