package io.lazyloader.agent;

import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.TrustRules;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What mode {@code all} takes on trust: the rules that its options name. */
final class Trust {
  private Trust() {}

  /**
   * Returns the rules to go by, and says in a line what they trust. With the policy that asks for
   * proof there are none, whatever else is named.
   */
  static TrustRules of(Options options) {
    Policy policy = options.safety();
    if (policy == Policy.STRICT) {
      if (options.rules() != null || !options.trust().isEmpty()) {
        Console.say(
            "safety=strict believes no rule, so the option "
                + (options.rules() != null
                    ? "rules=" + options.rules()
                    : "trust=" + options.trust())
                + " has no effect.");
      }
      return TrustRules.none();
    }
    TrustRules rules = read(options.rules(), options.trust(), /* complains= */ true);
    if (!options.quiet() && !options.writesJsonToStderr()) {
      Console.say(sentence(policy, rules));
    }
    return rules;
  }

  /** Says what is trusted, in one line. */
  static String sentence(Policy policy, TrustRules rules) {
    return "safety=" + policy.name().toLowerCase(Locale.ROOT) + " trusts " + rules.summary() + '.';
  }

  /**
   * Reads rules; a file that is wrong is done without.
   *
   * @param file beside those that are shipped, or null
   * @param sets the names of those to believe
   * @param complains whether to say what is wrong with the file
   * @throws IllegalArgumentException if there is no such set
   */
  static TrustRules read(@Nullable String file, String sets, boolean complains) {
    TrustRules rules = TrustRules.shipped();
    if (file != null) {
      try (InputStream content = new FileInputStream(file)) {
        rules = rules.and(file, content);
      } catch (IOException e) {
        complain(
            complains,
            "rules " + file + " can't be read: " + e.getMessage() + ". Running without them.");
      } catch (IllegalArgumentException e) {
        complain(complains, e.getMessage() + ". Running without the file's rules.");
      }
    }
    return rules.trusting(sets);
  }

  private static void complain(boolean complains, String what) {
    if (complains) {
      Console.say(what);
    }
  }
}
