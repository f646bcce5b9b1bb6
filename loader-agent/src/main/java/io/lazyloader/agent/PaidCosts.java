package io.lazyloader.agent;

import io.lazyloader.agent.analysis.SharedCosts;
import io.lazyloader.agent.plan.FieldName;
import io.lazyloader.runtime.DeferredClasses;
import io.lazyloader.runtime.LazyRegions;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Shared costs in this JVM: paid once a deferred field of the group is resolved. */
final class PaidCosts implements SharedCosts {
  private final Map<String, Set<String>> deferred = new HashMap<>();
  private final Set<String> paid = new HashSet<>();

  @Override
  public synchronized boolean arePaid(String group) {
    Set<String> members = deferred.get(group);
    if (members != null && !paid.contains(group)) {
      if (!Collections.disjoint(members, DeferredClasses.fieldsInState(LazyRegions.RESOLVED))) {
        paid.add(group);
      }
    }
    return paid.contains(group);
  }

  @Override
  public synchronized void defers(String group, String className, String field) {
    Set<String> members = deferred.get(group);
    if (members == null) {
      members = new HashSet<>();
      deferred.put(group, members);
    }
    members.add(FieldName.of(className, field));
  }
}
