package io.lazyloader.agent.rewrite;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The deferred fields that a class may read: its own, by whichever subclass a reference names, and
 * those of other classes.
 */
final class OwnAndOther implements DeferredFields {
  private final ClassFacts facts;
  private final Set<String> own;
  private final DeferredFields elsewhere;
  private final Set<String> direct;

  /** Reads of the {@code direct} ones among its own fields stay as they are. */
  OwnAndOther(ClassFacts facts, Set<String> own, DeferredFields elsewhere, Set<String> direct) {
    this.facts = facts;
    this.own = own;
    this.elsewhere = elsewhere;
    this.direct = direct;
  }

  @Override
  public boolean isDeferred(String owner, String name, String descriptor) {
    if (isOwn(owner, name)) {
      return own.contains(name) && !direct.contains(name);
    }
    return elsewhere.isDeferred(owner, name, descriptor);
  }

  @Override
  public @Nullable String declaringInterface(String owner, String name, String descriptor) {
    if (isOwn(owner, name)) {
      return facts.isInterface() ? owner : null;
    }
    return elsewhere.declaringInterface(owner, name, descriptor);
  }

  @Override
  public boolean isCertain(String owner, String name, String descriptor) {
    return isOwn(owner, name) || elsewhere.isCertain(owner, name, descriptor);
  }

  private boolean isOwn(String owner, String name) {
    return owner.equals(facts.name()) && facts.fields().containsKey(name);
  }
}
