package io.lazyloader.agent.cli.optimize;

import io.lazyloader.agent.bench.JavaArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All options that a JVM sees: those of the environment, too. */
final class JvmOptions {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  private JvmOptions() {}

  /**
   * Collects options in the order in which the JVM reads them.
   *
   * @param environment of the program
   */
  static List<String> all(JavaArguments words, Map<String, String> environment) {
    List<String> all = new ArrayList<>(words(environment.get("JAVA_TOOL_OPTIONS")));
    all.addAll(words(environment.get("JDK_JAVA_OPTIONS")));
    all.addAll(words.options());
    all.addAll(words(environment.get("_JAVA_OPTIONS")));
    return all;
  }

  /** Whether one of them attaches an agent. */
  static boolean haveAgent(List<String> options) {
    return options.stream()
        .anyMatch(option -> option.startsWith("-javaagent:") || option.startsWith("-agent"));
  }

  private static List<String> words(@Nullable String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text == null ? "" : text);
    while (matcher.find()) {
      String quoted = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      words.add(quoted != null ? quoted : matcher.group());
    }
    return words;
  }
}
