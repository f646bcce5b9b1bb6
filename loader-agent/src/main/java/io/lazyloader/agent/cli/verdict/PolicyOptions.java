package io.lazyloader.agent.cli.verdict;

import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.engine.VerdictEngine;
import io.lazyloader.agent.classpath.ProgramClasses;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.EnumConverter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much proof is asked for, and what is believed without: the options of all who judge. */
public final class PolicyOptions {
  @Option(
      names = "--safety",
      paramLabel = "POLICY",
      description =
          "strict, balanced or aggressive: what is deferred (default: strict, or balanced with"
              + " --rules or --trust).",
      converter = PolicyConverter.class)
  private @Nullable Policy safety;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Trust rules of your own, before those that are shipped.")
  private @Nullable Path rules;

  @Option(
      names = "--trust",
      paramLabel = "SETS",
      description = "Sets of trust rules to believe, such as loggers:mappers.")
  private @Nullable String trust;

  public PolicyOptions() {}

  /** What is allowed. */
  public Policy policy() {
    return safety == null ? Policy.byDefault(rules != null || trust != null) : safety;
  }

  /** Makes reports by these options. */
  public Explainer explainer(ProgramClasses classes, Limits limits) {
    return new Explainer(new VerdictEngine(classes, trusted().under(policy()), limits), policy());
  }

  /** Says in a sentence what is believed without proof; empty if nothing is. */
  public String trustSentence() {
    return policy() == Policy.STRICT
        ? ""
        : "safety="
            + policy().name().toLowerCase(Locale.ROOT)
            + " trusts "
            + trusted().summary()
            + '.';
  }

  private TrustRules trusted() {
    TrustRules read = rules();
    try {
      return trust == null ? read : read.trusting(trust);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("option --trust: " + e.getMessage() + ".");
    }
  }

  private TrustRules rules() {
    TrustRules shipped = TrustRules.shipped();
    if (rules == null) {
      return shipped;
    }
    try (InputStream content = Files.newInputStream(rules)) {
      return shipped.and(rules.toString(), content);
    } catch (NoSuchFileException e) {
      throw CommandFailure.usage(
          "option --rules: "
              + rules
              + " does not exist (looked in "
              + Path.of("").toAbsolutePath()
              + ").");
    } catch (IOException e) {
      throw CommandFailure.usage("option --rules: " + rules + " can't be read: " + e);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("option --rules: " + e.getMessage() + ".");
    }
  }

  /** Policies are written as in the agent's options. */
  static final class PolicyConverter extends EnumConverter<Policy> {
    PolicyConverter() {
      super(Policy.class);
    }
  }
}
