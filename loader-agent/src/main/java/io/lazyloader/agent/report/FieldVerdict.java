package io.lazyloader.agent.report;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of whether a field may be deferred; shown beside what its initialiser costs.
 *
 * @param kind in one word, as {@code explain} prints it
 * @param reason why, as a sentence without its full stop; may be empty
 */
public record FieldVerdict(String kind, String reason) {
  /** Returns that of the first field of a region of which something is known. */
  static @Nullable FieldVerdict of(TreeNode node, Map<String, FieldVerdict> verdicts) {
    for (String field : node.fields()) {
      FieldVerdict verdict = verdicts.get(node.className() + '#' + field);
      if (verdict != null) {
        return verdict;
      }
    }
    return null;
  }
}
