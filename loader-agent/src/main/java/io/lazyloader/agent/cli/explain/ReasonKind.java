package io.lazyloader.agent.cli.explain;

import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.cli.verdict.FieldReport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A kind of reason: what many fields have in common once names and numbers are left out.
 *
 * @param verdict null for fields that can't be moved
 * @param text the reason, each name replaced by an ellipsis
 */
record ReasonKind(Verdict.@Nullable Kind verdict, String text) {
  private static final Pattern AUTHORS_WORDS = Pattern.compile("^(it is @Eager): .*");

  /**
   * Something quoted (an apostrophe in a word is none), a qualified name, a member of a class, a
   * number, or a method at the end.
   */
  private static final Pattern NAME =
      Pattern.compile(
          "(?<!\\w)'[^']*'(?!\\w)|\"[^\"]*\""
              + "|\\[*[\\w$]+([./#][\\w$<>]+)+(\\([^()]*\\))?(\\[\\])*"
              + "|(?<!Java )\\b\\d[\\d,.]*\\b"
              + "|(?<=, in )\\S+$");

  private static final Pattern ONLY_NAMES_IN_BRACKETS = Pattern.compile(" \\(\\.\\.\\.\\)");

  static ReasonKind of(FieldReport field) {
    Verdict verdict = field.verdict();
    if (verdict != null && verdict.kind() == Verdict.Kind.TRUSTED) {
      // Each rule is a kind of its own.
      return new ReasonKind(verdict.kind(), field.reason());
    }
    String own = AUTHORS_WORDS.matcher(field.reason()).replaceFirst("$1");
    String nameless = NAME.matcher(own).replaceAll("...");
    return new ReasonKind(
        verdict == null ? null : verdict.kind(),
        ONLY_NAMES_IN_BRACKETS.matcher(nameless).replaceAll(""));
  }
}
