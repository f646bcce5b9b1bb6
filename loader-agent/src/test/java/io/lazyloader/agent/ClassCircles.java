package io.lazyloader.agent;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The circles of classes that all need each other: the strongly connected components of their
 * dependencies, as Tarjan finds them (Depth-first search and linear graph algorithms, 1972). A
 * nested class counts as the one around it.
 */
final class ClassCircles {
  private final Map<String, Set<String>> uses = new TreeMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final List<Set<String>> circles = new ArrayList<>();

  private ClassCircles(Iterable<JavaClass> classes) {
    for (JavaClass each : classes) {
      uses.put(outermost(each), new TreeSet<>());
    }
    for (JavaClass each : classes) {
      for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
        String target = outermost(dependency.getTargetClass());
        if (uses.containsKey(target) && !target.equals(outermost(each))) {
          uses.computeIfAbsent(outermost(each), name -> new TreeSet<>()).add(target);
        }
      }
    }
    for (String each : uses.keySet()) {
      if (!numbers.containsKey(each)) {
        visit(each);
      }
    }
  }

  /**
   * Finds all circles among some classes.
   *
   * @return the full names of the members of each that has more than one
   */
  static List<Set<String>> among(Iterable<JavaClass> classes) {
    return new ClassCircles(classes).circles;
  }

  private static String outermost(JavaClass type) {
    String name = type.getBaseComponentType().getFullName();
    int end = name.indexOf('$');
    return end < 0 ? name : name.substring(0, end);
  }

  /** Visits a class; returns the earliest one that is known to be in a circle with it. */
  private int visit(String name) {
    int number = numbers.size();
    int earliest = number;
    numbers.put(name, number);
    open.push(name);
    for (String used : uses.getOrDefault(name, Set.of())) {
      Integer known = numbers.get(used);
      if (known == null) {
        earliest = Math.min(earliest, visit(used));
      } else if (open.contains(used)) {
        earliest = Math.min(earliest, known);
      }
    }
    if (earliest == number) {
      close(name);
    }
    return earliest;
  }

  private void close(String first) {
    Set<String> members = new TreeSet<>();
    while (!members.contains(first)) {
      members.add(open.pop());
    }
    if (members.size() > 1) {
      circles.add(members);
    }
  }
}
