package io.lazyloader.agent.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/** What becomes of the fields of one class, and why. */
public final class Decision {
  private final String className;
  private final List<Region> regions = new ArrayList<>();
  private final Set<String> deferred = new LinkedHashSet<>();
  private final Set<String> judged = new LinkedHashSet<>();
  private final Map<String, String> readElsewhere = new LinkedHashMap<>();
  private final Map<String, String> refused = new LinkedHashMap<>();
  private final Map<String, String> eager = new LinkedHashMap<>();
  private final Set<String> members = new LinkedHashSet<>();
  private final Map<String, String> withoutProxy = new LinkedHashMap<>();
  private final Set<String> unknown = new LinkedHashSet<>();
  private final Set<String> declared = new LinkedHashSet<>();

  Decision(String className) {
    this.className = className;
  }

  /**
   * Decides about the fields of a class.
   *
   * @param reader of its class file
   * @param request what is asked of the class; with {@link Judge#RECKLESS}, all that has the shape
   *     to be deferred
   * @return what becomes of them, the regions among it
   */
  public static Decision of(ClassReader reader, Request request) {
    return new Decider(reader, ClassFacts.read(reader), request).decide();
  }

  /**
   * Returns the class.
   *
   * @return its binary name
   */
  public String className() {
    return className;
  }

  /**
   * Returns the regions of the fields to defer.
   *
   * @return disjoint, in the order of {@code <clinit>}; whatever one assigns is deferred
   */
  public List<Region> regions() {
    return Collections.unmodifiableList(regions);
  }

  /**
   * Returns the fields to defer.
   *
   * @return names in the order of their initialisers
   */
  public Set<String> deferred() {
    return Collections.unmodifiableSet(deferred);
  }

  /**
   * Returns the fields to defer that neither a mark nor a plan asks for.
   *
   * @return names in the order of their initialisers
   */
  public Set<String> judged() {
    return Collections.unmodifiableSet(judged);
  }

  /**
   * Returns the deferred fields that other classes may read: they must call an accessor instead.
   *
   * @return descriptors by field name
   */
  public Map<String, String> readElsewhere() {
    return Collections.unmodifiableMap(readElsewhere);
  }

  /**
   * Returns the fields that a plan or an annotation of their own asks for, but that stay eager.
   *
   * @return reasons by field name
   */
  public Map<String, String> refused() {
    return Collections.unmodifiableMap(refused);
  }

  /**
   * Returns all the fields that were considered and stay eager, whoever asked for them.
   *
   * @return reasons by field name
   */
  public Map<String, String> eager() {
    return Collections.unmodifiableMap(eager);
  }

  /**
   * Returns the fields that are deferred until their first read, though an annotation of their own
   * asks for a proxy that waits for the first call.
   *
   * @return reasons by field name
   */
  public Map<String, String> withoutProxy() {
    return Collections.unmodifiableMap(withoutProxy);
  }

  /** The deferred fields that get a proxy. */
  Set<String> members() {
    return members;
  }

  /**
   * Returns the names in the plan that the class has no field for.
   *
   * @return names as the plan gives them
   */
  public Set<String> unknown() {
    return Collections.unmodifiableSet(unknown);
  }

  /**
   * Returns the static fields of the class.
   *
   * @return names in the order of declaration
   */
  public Set<String> declared() {
    return Collections.unmodifiableSet(declared);
  }

  void move(Region region) {
    regions.add(region);
  }

  void defer(Field field, boolean visibleElsewhere) {
    deferred.add(field.name);
    if (visibleElsewhere) {
      readElsewhere.put(field.name, field.descriptor);
    }
  }

  void judged(Field field) {
    judged.add(field.name);
  }

  void member(Field field) {
    members.add(field.name);
  }

  void withoutProxy(Field field, String reason) {
    withoutProxy.put(field.name, reason);
  }

  /** Only what was asked for by name is worth a line; the rest of a class is "all it can". */
  void refuse(String field, boolean byName, String reason) {
    eager.putIfAbsent(field, reason);
    if (byName) {
      refused.putIfAbsent(field, reason);
    }
  }

  void notDeclared(String field) {
    unknown.add(field);
  }

  void declares(String field) {
    declared.add(field);
  }
}
