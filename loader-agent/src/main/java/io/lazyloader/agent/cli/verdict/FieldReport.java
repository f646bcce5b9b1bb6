package io.lazyloader.agent.cli.verdict;

import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.plan.FieldName;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said about one static field.
 *
 * @param verdict what the engine found; null if the field can't be moved anyhow
 * @param reason why the verdict, or why it can't be moved; empty if it is proven
 * @param deferred whether the agent would defer it: the policy allows the verdict, and the class is
 *     none of the JDK's
 */
public record FieldReport(
    String className, String name, @Nullable Verdict verdict, String reason, boolean deferred) {
  public static FieldReport judged(String className, String name, Verdict verdict, Policy policy) {
    return new FieldReport(
        className, name, verdict, oneLine(verdict.reason()), policy.allows(verdict.kind()));
  }

  public static FieldReport immovable(String className, String name, String reason) {
    return new FieldReport(className, name, null, oneLine(reason), false);
  }

  /** The same of a class that the agent leaves as it is. */
  FieldReport leftAlone() {
    return new FieldReport(className, name, verdict, reason, false);
  }

  /** As plans name it. */
  public String qualifiedName() {
    return FieldName.of(className, name);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
