package io.lazyloader.agent;

import io.lazyloader.agent.plan.Plan;
import io.lazyloader.agent.rewrite.Request;
import org.jspecify.annotations.Nullable;

/** What the user selected by plan and patterns, for all classes. */
final class Selection {
  final Plan plan;
  private final @Nullable Globs include;
  private final Globs exclude;

  /** Of mode {@code all}; null in other modes, where only what is marked is deferred. */
  final @Nullable Judges judges;

  Selection(Plan plan, Options options, @Nullable Judges judges) {
    this.plan = plan;
    this.judges = judges;
    this.include = options.include();
    this.exclude = options.exclude();
  }

  private @Nullable String veto(String className, String field) {
    if (exclude.match(className, field)) {
      return "it is excluded by option";
    }
    return include != null && !include.match(className, field)
        ? "it is not included by option"
        : null;
  }

  /** Applies the patterns, and vetoes all fields of a class that could not run if rewritten. */
  Request.Filter filter(boolean loaderSeesRuntime) {
    return new Request.Filter() {
      @Override
      public @Nullable String veto(String className, String field, int access) {
        return loaderSeesRuntime
            ? Selection.this.veto(className, field)
            : "its class loader does not see Lazyloader's run-time library; put loader-core.jar"
                + " where it does";
      }
    };
  }

  /** Vetoes everything. */
  static Request.Filter nothing() {
    return new Request.Filter() {
      @Override
      public String veto(String className, String field, int access) {
        return "the class could not be rewritten";
      }
    };
  }
}
