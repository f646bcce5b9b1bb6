package io.lazyloader.agent.cli.verdict;

import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.engine.VerdictEngine;
import io.lazyloader.agent.classpath.ProgramClasses;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.common.ProofOptions;
import io.lazyloader.agent.profile.ProfileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Mixin;

/** How much proof is asked for, and what is believed without: the options of all who judge. */
public final class PolicyOptions {
  @Mixin private ProofOptions proof = new ProofOptions();

  /** Made by picocli, which sets the rest. */
  public PolicyOptions() {}

  /** What is allowed. */
  public Policy policy() {
    Policy safety = proof.safety();
    return safety == null
        ? Policy.byDefault(proof.rules() != null || proof.trust() != null)
        : safety;
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
    String trust = proof.trust();
    try {
      return trust == null ? read : read.trusting(trust);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("option --trust: " + e.getMessage() + ".");
    }
  }

  private TrustRules rules() {
    TrustRules shipped = TrustRules.shipped();
    Path rules = proof.rules();
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
      throw CommandFailure.usage(
          "option --rules: " + rules + " can't be read: " + ProfileException.reason(e));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("option --rules: " + e.getMessage() + ".");
    }
  }
}
