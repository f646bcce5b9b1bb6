package io.lazyloader.agent.analysis.effects;

import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.world.MethodInfo;
import io.lazyloader.agent.analysis.world.TypeInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rules that are believed, applied to methods. Shared by all threads. */
public final class TrustedCalls {
  private static final Object NONE = new Object();

  private final List<TrustRules.Rule> rules;

  /** The rule for each method that was asked about, or {@link #NONE}. */
  private final Map<MethodInfo, Object> known = new ConcurrentHashMap<>();

  /** Applies rules to the methods of one world. */
  public TrustedCalls(TrustRules rules) {
    this.rules = rules.rules();
  }

  /** The rule that vouches for a method that is called, or null. */
  public TrustRules.@Nullable Rule rule(MethodInfo method) {
    if (rules.isEmpty()) {
      return null;
    }
    Object found = known.get(method);
    if (found == null) {
      TrustRules.Rule rule = rule(method.owner, method.name);
      found = rule == null ? NONE : rule;
      known.put(method, found);
    }
    return found == NONE ? null : (TrustRules.Rule) found;
  }

  /** The same for a method of a class, given by its name alone. */
  public TrustRules.@Nullable Rule rule(TypeInfo type, String method) {
    for (TrustRules.Rule rule : rules) {
      if (rule.isAboutMethod(method)
          && (rule.isAboutClass(type.binaryName())
              || (rule.withSubtypes() && isAboutSupertype(rule, type)))) {
        return rule;
      }
    }
    return null;
  }

  private static boolean isAboutSupertype(TrustRules.Rule rule, TypeInfo type) {
    for (TypeInfo each : type.interfaces) {
      if (rule.isAboutClass(each.binaryName()) || isAboutSupertype(rule, each)) {
        return true;
      }
    }
    TypeInfo parent = type.superType;
    return parent != null
        && (rule.isAboutClass(parent.binaryName()) || isAboutSupertype(rule, parent));
  }
}
