package io.lazyloader.agent;

import io.lazyloader.agent.rewrite.Judge;
import io.lazyloader.agent.rewrite.Region;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Allows the regions of certain fields of one class, which were judged in an earlier start. Apart
 * from {@link Learnt}, which each start loads.
 */
final class LearntFields implements Judge {
  private final Set<String> fields;

  LearntFields(Collection<String> fields) {
    this.fields = new HashSet<>(fields);
  }

  @Override
  public @Nullable String obstacle(Region region) {
    return fields.containsAll(region.fields()) ? null : "it was not learnt that it may wait";
  }
}
