package io.lazyloader.agent.cli.program;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The agent's options that commands have which run a program with it. */
public final class AgentOptions {
  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "What is deferred: normal, all or none (default: normal with a plan, else all).")
  private @Nullable String mode;

  @Option(names = "--plan", paramLabel = "FILE", description = "Fields to defer by name.")
  private @Nullable String plan;

  @Option(
      names = "--safety",
      paramLabel = "POLICY",
      description =
          "How much proof mode all asks for: strict, balanced or aggressive (default: strict, or"
              + " balanced with --rules or --trust).")
  private @Nullable String safety;

  @Option(names = "--rules", paramLabel = "FILE", description = "Trust rules for mode all.")
  private @Nullable String rules;

  @Option(
      names = "--trust",
      paramLabel = "SETS",
      description = "Sets of trust rules to believe, such as loggers:mappers.")
  private @Nullable String trust;

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
    put(options, "safety", safety);
    put(options, "rules", rules);
    put(options, "trust", trust);
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
}
