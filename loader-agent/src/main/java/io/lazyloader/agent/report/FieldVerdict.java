package io.lazyloader.agent.report;

import io.lazyloader.agent.plan.FieldName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of whether a field may be deferred; shown beside what its initialiser costs.
 *
 * @param kind in one word, as {@code explain} prints it
 * @param reason why, as a sentence without its full stop; may be empty
 * @param isSafe whether the policy that was asked for lets it be deferred
 */
public record FieldVerdict(String kind, String reason, boolean isSafe) {
  /**
   * Returns that of a region, whose fields are deferred together or not at all: the first that
   * forbids it, or else the first of which something is known.
   */
  static @Nullable FieldVerdict of(TreeNode node, Map<String, FieldVerdict> verdicts) {
    FieldVerdict first = null;
    for (String field : node.fields()) {
      FieldVerdict verdict = verdicts.get(FieldName.of(node.className(), field));
      if (verdict != null && !verdict.isSafe()) {
        return verdict;
      }
      first = first == null ? verdict : first;
    }
    return first;
  }
}
