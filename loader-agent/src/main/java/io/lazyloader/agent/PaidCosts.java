package io.lazyloader.agent;

import io.lazyloader.agent.analysis.SharedCosts;
import io.lazyloader.runtime.DeferredClasses;
import io.lazyloader.runtime.LazyRegions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shared costs in this JVM: paid once a deferred field of the group is resolved. */
final class PaidCosts implements SharedCosts {
  private final Map<String, List<String>> deferred = new HashMap<>();
  private final Set<String> paid = new HashSet<>();

  @Override
  public synchronized boolean arePaid(String group) {
    List<String> members = deferred.get(group);
    if (members != null && !paid.contains(group)) {
      List<String> resolved = DeferredClasses.fieldsInState(LazyRegions.RESOLVED);
      for (String field : resolved) {
        if (members.contains(field)) {
          paid.add(group);
        }
      }
    }
    return paid.contains(group);
  }

  @Override
  public synchronized void defers(String group, String className, String field) {
    List<String> members = deferred.get(group);
    if (members == null) {
      members = new ArrayList<>();
      deferred.put(group, members);
    }
    members.add(className + '#' + field);
  }
}
