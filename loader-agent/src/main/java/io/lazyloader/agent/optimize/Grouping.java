package io.lazyloader.agent.optimize;

import io.lazyloader.agent.jars.JarItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.Attributes;

/**
 * Decides which jars of a class path become one, so that no program can tell but by asking where a
 * class comes from. Only neighbours are joined: the order of the class path stays. What keeps a jar
 * apart: its signature; a package of which an earlier jar of the group says something else, or that
 * is sealed; entries for later releases of the JDK (JEP 238) that would take the place of what an
 * earlier jar has, or would begin to be such.
 */
final class Grouping {
  private final Predicate<Part> staysSigned;
  private final List<Group> groups = new ArrayList<>();
  private final List<Part> current = new ArrayList<>();

  /** What the current group says of its packages, and the classes that it has. */
  private final Map<String, Attributes> packages = new HashMap<>();

  private final Set<String> names = new HashSet<>();

  /** What the current group has for later releases of the JDK. */
  private final Set<String> versionedNames = new HashSet<>();

  private boolean dependsOnRelease;
  private final List<String> notes = new ArrayList<>();

  private Grouping(Predicate<Part> staysSigned) {
    this.staysSigned = staysSigned;
  }

  /** The jars that are to be written, and sentences on why they are not fewer. */
  record Result(List<Group> groups, List<String> notes) {}

  /**
   * Joins neighbours.
   *
   * @param staysSigned whether a jar must stay as it is for its signature's sake
   */
  static Result merge(List<Part> parts, Predicate<Part> staysSigned) {
    Grouping grouping = new Grouping(staysSigned);
    parts.forEach(grouping::add);
    grouping.endGroup();
    return new Result(grouping.groups, grouping.notes);
  }

  /** Leaves each jar on its own. */
  static Result separate(List<Part> parts, Predicate<Part> staysSigned) {
    List<Group> groups = new ArrayList<>();
    for (Part part : parts) {
      groups.add(new Group(List.of(part), whyAsItIs(part, staysSigned)));
    }
    return new Result(groups, List.of());
  }

  private static String whyAsItIs(Part part, Predicate<Part> staysSigned) {
    return staysSigned.test(part) ? "it is signed" : "";
  }

  private void add(Part part) {
    String why = whyAsItIs(part, staysSigned);
    if (!why.isEmpty()) {
      endGroup();
      notes.add(part + " stays apart, and as it is: " + why + '.');
      groups.add(new Group(List.of(part), why));
      return;
    }
    List<JarItem> items = part.items();
    Map<String, Attributes> own = PackageAttributes.of(part.manifest(), items);
    String conflict = versionConflict(part, items);
    conflict = conflict.isEmpty() ? packageConflict(own, items) : conflict;
    if (!conflict.isEmpty()) {
      notes.add(part + " begins another jar: " + conflict + '.');
      endGroup();
    }
    current.add(part);
    own.forEach(packages::putIfAbsent);
    for (JarItem item : items) {
      names.add(item.name());
      if (isVersioned(item.name())) {
        versionedNames.add(String.valueOf(Part.unversioned(item.name())));
      }
    }
    dependsOnRelease |= part.dependsOnRelease();
  }

  private String versionConflict(Part part, List<JarItem> items) {
    if (!part.dependsOnRelease() && !dependsOnRelease) {
      return "";
    }
    boolean hasPlainVersions =
        dependsOnRelease
            && !part.dependsOnRelease()
            && items.stream().map(JarItem::name).anyMatch(Grouping::isVersioned);
    boolean becomesVersions = !dependsOnRelease && names.stream().anyMatch(Grouping::isVersioned);
    if (hasPlainVersions || becomesVersions) {
      return "one of them is a multi-release jar, and one has META-INF/versions without being one";
    }
    for (JarItem item : items) {
      String unversioned = isVersioned(item.name()) ? Part.unversioned(item.name()) : null;
      if (unversioned != null
          && (names.contains(unversioned) || versionedNames.contains(unversioned))) {
        return "an earlier jar has " + unversioned + ", too, which it has for a later JDK";
      }
      if (!item.isClass() && versionedNames.contains(item.name())) {
        return "an earlier jar has " + item.name() + " for a later JDK";
      }
    }
    return "";
  }

  private static boolean isVersioned(String name) {
    return !name.endsWith("/") && Part.unversioned(name) != null;
  }

  private String packageConflict(Map<String, Attributes> own, List<JarItem> items) {
    Set<String> bringing = new HashSet<>();
    for (JarItem item : items) {
      String unversioned = Part.unversioned(item.name());
      String found = unversioned == null ? item.name() : unversioned;
      if (item.isClass() && found.indexOf('/') > 0 && !names.contains(item.name())) {
        bringing.add(found.substring(0, found.lastIndexOf('/') + 1));
      }
    }
    for (String each : bringing) {
      Attributes before = packages.get(each);
      Attributes now = own.get(each);
      if (before == null || now == null) {
        continue;
      }
      String name = each.substring(0, each.length() - 1).replace('/', '.');
      if (PackageAttributes.isSealed(before) || PackageAttributes.isSealed(now)) {
        return "package " + name + " is sealed, and in several jars";
      }
      if (!before.equals(now)) {
        return "package " + name + " has another version in an earlier one";
      }
    }
    return "";
  }

  private void endGroup() {
    if (!current.isEmpty()) {
      groups.add(new Group(current, ""));
    }
    current.clear();
    packages.clear();
    names.clear();
    versionedNames.clear();
    dependsOnRelease = false;
  }
}
