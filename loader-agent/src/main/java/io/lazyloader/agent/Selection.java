package io.lazyloader.agent;

import io.lazyloader.agent.plan.Plan;
import io.lazyloader.agent.rewrite.Request;
import org.jspecify.annotations.Nullable;

/** What the user selected by plan and patterns, for all classes. */
final class Selection {
  final Plan plan;
  private final @Nullable Globs include;
  private final Globs exclude;
  private final Findings findings;

  /** Of mode {@code all}; null in other modes, where only what is marked is deferred. */
  final @Nullable Judges judges;

  /** Those of the user; null if there is none. */
  final @Nullable Filters filters;

  Selection(
      Plan plan,
      Options options,
      Findings findings,
      @Nullable Judges judges,
      @Nullable Filters filters) {
    this.plan = plan;
    this.findings = findings;
    this.judges = judges;
    this.filters = filters;
    this.include = options.include();
    this.exclude = options.exclude();
  }

  private @Nullable String veto(String className, String field) {
    String reason = exclude.reasonFor(className, field);
    if (reason != null) {
      String sentence = "it is excluded by option" + (reason.isEmpty() ? "" : ": " + reason);
      findings.keptEager(className + '#' + field, sentence);
      return sentence;
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
