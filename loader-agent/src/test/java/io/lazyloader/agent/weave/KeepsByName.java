package io.lazyloader.agent.weave;

import io.lazyloader.LazyFilter;
import org.jspecify.annotations.Nullable;

/** A filter that the build plugin finds on our class path. */
public final class KeepsByName implements LazyFilter {
  @Override
  public @Nullable String whyEager(Candidate candidate) {
    return candidate.field().equals("KEPT_BY_FILTER")
            && candidate.uses().contains("java.lang.String")
        ? "its name says so"
        : null;
  }
}
