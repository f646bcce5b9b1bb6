package io.lazyloader.agent.record;

import io.lazyloader.agent.profile.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class by its name, as code refers to it: known from its first user on, maybe before it is
 * loaded. Thread-safe.
 */
final class UsedClass {
  final String name;

  private final Users users = new Users();
  private final Map<String, ReadField> fields = new HashMap<>();
  private final List<Node> initialisers = new ArrayList<>(1);
  private List<String> parents = List.of();
  private boolean isInitialisedWithSubtypes;

  UsedClass(String name) {
    this.name = name;
  }

  /**
   * Notes a version of the class that has been defined.
   *
   * @param parents its superclass and superinterfaces, by internal name
   * @param nodes its initialisers, none if it has no {@code <clinit>}
   */
  synchronized void define(List<String> parents, List<Node> nodes) {
    this.parents = parents;
    initialisers.addAll(nodes);
  }

  synchronized List<Node> initialisers() {
    return List.copyOf(initialisers);
  }

  /** Those of its regions that compute a field; none if it has no such field, or it is in none. */
  synchronized List<Node> regionsOf(String field) {
    List<Node> regions = new ArrayList<>(1);
    for (Node node : initialisers) {
      if (node.computes(name, field)) {
        regions.add(node);
      }
    }
    return regions;
  }

  /** Notes that it has methods with bodies other than static ones. */
  synchronized void hasInstanceCode() {
    isInitialisedWithSubtypes = true;
  }

  /**
   * Whether the JVM initialises it before a class below it, should it be an interface (JVMS 17
   * §5.5).
   */
  synchronized boolean isInitialisedWithSubtypes() {
    return isInitialisedWithSubtypes;
  }

  /** The internal names of its superclass and superinterfaces. */
  synchronized List<String> parents() {
    return parents;
  }

  /** Notes a use, by an initialisation or, if that is null, by the program. */
  synchronized void usedBy(@Nullable Node user, CodePlace site) {
    users.add(user, site);
  }

  /** Adds who used it by this name, as profiles name them. */
  synchronized void addUsersTo(Map<String, Tally.Entry> others) {
    users.addTo(others);
  }

  /** A field that code refers to by this class, which need not be the one that declares it. */
  synchronized ReadField field(String field) {
    return fields.computeIfAbsent(field, unread -> new ReadField(field));
  }

  synchronized List<ReadField> fields() {
    return List.copyOf(fields.values());
  }
}
