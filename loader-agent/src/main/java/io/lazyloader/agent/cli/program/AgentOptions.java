package io.lazyloader.agent.cli.program;

import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.cli.common.ProofOptions;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The agent's options that commands have which run a program with it. */
public final class AgentOptions {
  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "What is deferred: normal, all or none (default: normal with a plan, else all).",
      completionCandidates = Modes.class)
  private @Nullable String mode;

  @Option(names = "--plan", paramLabel = "FILE", description = "Fields to defer by name.")
  private @Nullable String plan;

  @Mixin private ProofOptions proof = new ProofOptions();

  @Option(
      names = "--include",
      paramLabel = "PATTERNS",
      description = "Only fields that match may be deferred; separated by a colon.")
  private @Nullable String include;

  @Option(
      names = "--exclude",
      paramLabel = "PATTERNS",
      description = "Fields that match stay eager; separated by a colon.")
  private @Nullable String exclude;

  @Option(
      names = "-O",
      paramLabel = "KEY=VALUE",
      description = "Any other option of the agent, as in -O sites=true.")
  private Map<String, String> others = new LinkedHashMap<>();

  /** Made by picocli, which sets the rest. */
  public AgentOptions() {}

  /** Those that were given on the command line. */
  public Map<String, String> given() {
    Map<String, String> options = new LinkedHashMap<>();
    put(options, "mode", mode);
    put(options, "plan", plan);
    Policy safety = proof.safety();
    put(options, "safety", safety == null ? null : safety.name().toLowerCase(Locale.ROOT));
    put(options, "rules", Objects.toString(proof.rules(), null));
    put(options, "trust", proof.trust());
    put(options, "include", include);
    put(options, "exclude", exclude);
    options.putAll(others);
    return options;
  }

  /**
   * All to give to the agent: those that were given, and the mode where none is, {@code normal}
   * with a plan, which says what to defer, else {@code all}.
   */
  public static Map<String, String> withMode(Map<String, String> given) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("mode", given.containsKey("plan") ? "normal" : "all");
    options.putAll(given);
    return options;
  }

  private static void put(Map<String, String> options, String key, @Nullable String value) {
    if (value != null) {
      options.put(key, value);
    }
  }

  /** The modes in which a program runs and is not recorded. */
  public static final class Modes implements Iterable<String> {
    /** All of them. */
    public static final List<String> ALL = List.of("normal", "all", "none");

    /** Made by picocli. */
    Modes() {}

    @Override
    public Iterator<String> iterator() {
      return ALL.iterator();
    }
  }
}
