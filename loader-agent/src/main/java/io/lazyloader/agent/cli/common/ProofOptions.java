package io.lazyloader.agent.cli.common;

import io.lazyloader.agent.analysis.Policy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How much proof is asked for, and what is believed without: a mixin of the commands that judge,
 * and of those that have the agent do so.
 */
public final class ProofOptions {
  @Option(
      names = "--safety",
      paramLabel = "POLICY",
      description =
          "How much proof mode all asks for: strict, balanced or aggressive (default: strict, or"
              + " balanced with --rules or --trust).",
      converter = PolicyConverter.class,
      completionCandidates = PolicyConverter.class)
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

  /** Made by picocli, which sets the rest. */
  public ProofOptions() {}

  /** Null if it was not given. */
  public @Nullable Policy safety() {
    return safety;
  }

  /** Null if it was not given. */
  public @Nullable Path rules() {
    return rules;
  }

  /** The names of sets, with colons between them; null if none was given. */
  public @Nullable String trust() {
    return trust;
  }

  /** Policies are written as in the agent's options. */
  static final class PolicyConverter extends EnumConverter<Policy> {
    PolicyConverter() {
      super(Policy.class);
    }
  }
}
