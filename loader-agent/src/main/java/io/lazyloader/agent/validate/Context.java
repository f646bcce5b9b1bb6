package io.lazyloader.agent.validate;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.FieldNode;

/**
 * What is known of a class while its methods are compared, and what was found in them. Used by one
 * thread.
 */
final class Context {
  private final Declared before;
  private final Declared after;
  private final Set<Access> accesses = new LinkedHashSet<>();
  private final Map<String, Handle> bridges = new HashMap<>();
  private Set<String> deferred = Set.of();
  private Set<String> proxied = Set.of();
  private boolean guardsSome;
  private boolean guardsReflection;
  private String unguarded = "";
  private String unguardedText = "";

  Context(Declared before, Declared after) {
    this.before = before;
    this.after = after;
  }

  Declared before() {
    return before;
  }

  Declared after() {
    return after;
  }

  /** Tells of the fields that are deferred, and of those among them that hold proxies. */
  void defers(Set<String> fields, Set<String> withProxies) {
    deferred = fields;
    proxied = withProxies;
  }

  Set<String> deferred() {
    return deferred;
  }

  Set<String> proxied() {
    return proxied;
  }

  /**
   * Finds a static field of the class.
   *
   * @throws Mismatch if it has none of that name
   */
  FieldNode field(String name) {
    FieldNode field = before.staticField(name);
    if (field == null) {
      throw new Mismatch("field " + name + " is not static");
    }
    return field;
  }

  /** Whether a reference means a field of this class. */
  boolean isOwn(String owner, String field) {
    return owner.equals(before.name()) && before.declares(field);
  }

  /** Whether a reference means a deferred field of this class. */
  boolean isDeferred(String owner, String field) {
    return isOwn(owner, field) && deferred.contains(field);
  }

  /** Notes that a read was replaced. */
  void reads(Access access) {
    accesses.add(access);
  }

  Set<Access> accesses() {
    return accesses;
  }

  /** Notes that a call of reflection is guarded. */
  void guards() {
    guardsSome = true;
    guardsReflection = true;
  }

  /** Notes that a class loader tells, or is told of, before it is closed. */
  void guardsClose() {
    guardsSome = true;
  }

  /**
   * Notes that a call that could be guarded is not.
   *
   * @param isOfText whether that is only needed in classes that guard calls of reflection
   */
  void leavesUnguarded(String call, boolean isOfText) {
    unguarded = unguarded.isEmpty() && !isOfText ? call : unguarded;
    unguardedText = unguardedText.isEmpty() && isOfText ? call : unguardedText;
  }

  /**
   * Tells whether the class guards its calls.
   *
   * @throws Mismatch if it guards some and not others
   */
  Guarding guarding() {
    String left = unguarded.isEmpty() && guardsReflection ? unguardedText : unguarded;
    if (guardsSome && !left.isEmpty()) {
      throw new Mismatch(left + " is not guarded, though others are");
    }
    return new Guarding(guardsSome, unguarded);
  }

  /** Notes what a method that stands for a method reference must do; false if it does another. */
  boolean bridges(String name, Handle target) {
    Handle known = bridges.putIfAbsent(name, target);
    return known == null || known.equals(target);
  }

  /** What the methods that stand for method references must do, by their names. */
  Map<String, Handle> bridges() {
    return bridges;
  }
}
