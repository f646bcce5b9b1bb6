package io.lazyloader.agent;

import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.runtime.Startup;
import java.io.File;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked of the agent: its argument, else system properties {@code lazyloader.KEY},
 * else environment variables {@code LAZYLOADER_KEY}.
 *
 * <p>A mistake never stops the program: {@link #problem} then says what is wrong, and everything
 * stays eager.
 */
public final class Options {
  static final String PROPERTY = "lazyloader.";
  static final String VARIABLE = "LAZYLOADER_";

  private final Map<String, String> values = new HashMap<>();
  private @Nullable String mistake;

  private Options() {}

  static Options parse(@Nullable String argument) {
    Options options = new Options();
    for (String key : OptionKeys.all()) {
      String value = given(key);
      if (value == null || (value.isEmpty() && !isFlag(key))) {
        continue;
      }
      // As in -Dlazyloader.quiet.
      options.values.put(key, value.isEmpty() ? "true" : value);
    }
    if (argument != null && !argument.isEmpty()) {
      options.readArgument(argument);
    }
    options.check();
    return options;
  }

  private static @Nullable String given(String key) {
    try {
      String value = System.getProperty(PROPERTY + key);
      return value == null ? System.getenv(VARIABLE + key.toUpperCase(Locale.ROOT)) : value;
    } catch (RuntimeException e) {
      // What a security manager keeps from us was not given. Its exception is no class that the JVM
      // has at hand: naming it would load it in every start.
      return null;
    }
  }

  /**
   * Tells whether the agent would refuse options, for who is about to start it.
   *
   * @param options values by key; they stand for themselves, and no property is asked
   * @return what is wrong, as a sentence, or null
   */
  public static @Nullable String problemIn(Map<String, String> options) {
    Options read = new Options();
    for (Map.Entry<String, String> option : options.entrySet()) {
      read.readOption(option.getKey() + '=' + option.getValue());
    }
    read.check();
    return read.mistake;
  }

  /**
   * Tells what the agent would take on trust, for who is about to start it quietly.
   *
   * @param options values by key, without mistakes
   * @return a sentence, or null if it trusts nothing
   */
  public static @Nullable String trustIn(Map<String, String> options) {
    Options read = new Options();
    read.values.putAll(options);
    return read.mode().equals(Startup.ALL) && read.safety() != Policy.STRICT
        ? Trust.sentence(
            read.safety(), Trust.read(read.rules(), read.trust(), /* complains= */ false))
        : null;
  }

  private void readArgument(String argument) {
    String given = ",";
    for (String part : argument.split(",", -1)) {
      String option = part.trim();
      if (!option.isEmpty()) {
        String key = key(option);
        if (given.contains("," + key + ',')) {
          complain("option '" + key + "' is given twice");
        }
        given += key + ',';
        readOption(option);
      }
    }
  }

  private static String key(String option) {
    int equals = option.indexOf('=');
    return equals < 0 ? option : option.substring(0, equals).trim();
  }

  private void readOption(String option) {
    int equals = option.indexOf('=');
    String key = key(option);
    if (!OptionKeys.isKnown(key)) {
      String nearest = OptionKeys.nearest(key);
      complain(
          "unknown option '"
              + key
              + "'"
              + (nearest == null ? "" : "; did you mean " + nearest + "?")
              + " ("
              + OptionKeys.known()
              + ")");
    } else if ((equals < 0 && !isFlag(key)) || (isFile(key) && equals == option.length() - 1)) {
      complain("option '" + key + "' needs a value, as in " + key + "=VALUE");
    } else {
      values.put(key, equals < 0 ? "true" : option.substring(equals + 1).trim());
    }
  }

  private static boolean isFlag(String key) {
    return key.equals("quiet") || key.equals("sites") || key.equals("jmx");
  }

  private static boolean isFile(String key) {
    return key.equals("plan")
        || key.equals("profile")
        || key.equals("rules")
        || key.equals("metrics")
        || key.equals("dump")
        || key.equals("cache");
  }

  private void check() {
    oneOf("mode", "normal", "all", "none", "record");
    oneOf("safety", "strict", "balanced", "aggressive");
    oneOf("format", "text", "json");
    oneOf("learn", "beside", "now", "exit");
    oneOf("heap", "used", "live");
    oneOf("quiet", "true", "false");
    oneOf("sites", "true", "false");
    oneOf("jmx", "true", "false");
    checkReady();
    checkPatterns("include");
    checkPatterns("exclude");
    if (values.containsKey("trust")) {
      try {
        Trust.read(rules(), trust(), /* complains= */ false);
      } catch (IllegalArgumentException e) {
        complain("option trust=" + trust() + ": " + e.getMessage());
      }
    }
    String dump = dump();
    if (dump != null && new File(dump).isFile()) {
      complain("option dump=" + dump + " names a file; it must be a directory");
    }
  }

  private void checkPatterns(String key) {
    for (String pattern : new Globs(values.getOrDefault(key, "")).patterns()) {
      if (pattern.indexOf('/') >= 0) {
        complain(
            "option "
                + key
                + "="
                + pattern
                + " has slashes, and classes are named with dots: "
                + key
                + "="
                + pattern.replace("**", "*").replace('/', '.'));
      }
    }
  }

  private void checkReady() {
    String ready = ready();
    String regex = logRegex();
    if (ready.startsWith("port:") && port() < 0) {
      complain("option ready=" + ready + ": a port is a number from 1 to 65535");
      return;
    }
    if (regex != null) {
      String mistake = RegexCheck.mistakeIn(regex);
      if (mistake != null) {
        complain("option ready=" + ready + " has a bad regular expression: " + mistake);
      }
    } else if (!ready.equals("main")
        && !ready.equals("call")
        && !ready.equals("spring")
        && idleMillis() < 0
        && port() < 0) {
      complain(
          "option ready="
              + ready
              + " is none of main, call, spring, idle:MILLISECONDS (as in idle:500), port:NUMBER"
              + " (as in port:8080), log:REGEX (as in log:Started)");
    }
  }

  private void oneOf(String key, String... choices) {
    String value = values.get(key);
    if (value == null) {
      return;
    }
    for (String choice : choices) {
      if (value.equals(choice)) {
        return;
      }
    }
    complain("option " + key + "=" + value + " is none of " + String.join(", ", choices));
  }

  private void complain(String what) {
    if (mistake == null) {
      mistake = what;
    }
  }

  /** Says what was asked for and has no effect beside the rest. */
  void nameIdle() {
    if (values.containsKey("profile") && mistake == null && !records()) {
      Console.say(
          "option profile="
              + profile()
              + " has no effect: it goes with mode=record, which records.");
    }
  }

  /** What is wrong, as a sentence, or null. */
  @Nullable String problem() {
    return mistake == null ? null : mistake + ". Running eagerly.";
  }

  /** Whether to record a profile of the program, which then runs eagerly. */
  boolean records() {
    return mistake == null && "record".equals(values.get("mode"));
  }

  /** The file to record to. */
  String profile() {
    return values.getOrDefault("profile", "app.lazyprofile");
  }

  /** One of the modes of {@link Startup}. */
  String mode() {
    String mode = values.getOrDefault("mode", "normal");
    if (mistake != null || mode.equals("none") || mode.equals("record")) {
      return Startup.NONE;
    }
    return mode.equals("all") ? Startup.ALL : Startup.NORMAL;
  }

  /** How much proof mode {@code all} asks for; who names something to trust asks for less. */
  Policy safety() {
    String safety = values.get("safety");
    if (safety == null) {
      return Policy.byDefault(namesTrust());
    }
    return safety.equals("strict")
        ? Policy.STRICT
        : safety.equals("aggressive") ? Policy.AGGRESSIVE : Policy.BALANCED;
  }

  /** Whether rules are named that are to be taken on trust. */
  boolean namesTrust() {
    return values.containsKey("rules") || values.containsKey("trust");
  }

  /** A file of trust rules beside those that are shipped, or null. */
  @Nullable String rules() {
    return values.get("rules");
  }

  /** The sets of trust rules to believe beside the default one, separated by colons. */
  String trust() {
    return values.getOrDefault("trust", "");
  }

  @Nullable String plan() {
    return values.get("plan");
  }

  /** The patterns of fields that alone may be deferred, or null for all. */
  @Nullable Globs include() {
    String include = values.get("include");
    return include == null ? null : new Globs(include);
  }

  /** The patterns of fields that must stay eager. */
  Globs exclude() {
    return new Globs(values.getOrDefault("exclude", ""));
  }

  /** The class of a filter, or null. */
  @Nullable String filter() {
    return values.get("filter");
  }

  /** The groups to resolve in the background after start-up, or {@code all}; null for none. */
  @Nullable String warmUp() {
    return values.get("warmup");
  }

  /** Where metrics go: {@code stderr}, {@code slf4j} or a file; null if not asked for. */
  @Nullable String metrics() {
    return values.get("metrics");
  }

  boolean json() {
    return "json".equals(values.get("format"));
  }

  /** Whether a reader of the standard error stream expects JSON lines there, and nothing else. */
  boolean writesJsonToStderr() {
    String metrics = metrics();
    return json() && (metrics == null || metrics.equals("stderr"));
  }

  String ready() {
    return values.getOrDefault("ready", "main");
  }

  /** Whether the user said what ends start-up. */
  boolean namesReady() {
    return values.containsKey("ready");
  }

  /** How long no class must be loaded for start-up to be over, or -1 if that is not the sign. */
  int idleMillis() {
    return readyNumber("idle:", Integer.MAX_VALUE);
  }

  /** The TCP port that is open when start-up is over, or -1 if that is not the sign. */
  int port() {
    return readyNumber("port:", 65_535);
  }

  private int readyNumber(String prefix, int max) {
    String ready = ready();
    if (!ready.startsWith(prefix)) {
      return -1;
    }
    try {
      int number = Integer.parseInt(ready.substring(prefix.length()));
      return number > 0 && number <= max ? number : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** What a line contains that is written when start-up is over; null if that is not the sign. */
  @Nullable String logRegex() {
    String ready = ready();
    return ready.startsWith("log:") && ready.length() > "log:".length()
        ? ready.substring("log:".length())
        : null;
  }

  /** Whether Spring Boot's event ends start-up: if it is the sign, or nobody named one. */
  boolean asksSpring() {
    String ready = ready();
    return ready.equals("main") || ready.equals("spring");
  }

  /** Whether the end of start-up can only be told by who sees classes being loaded. */
  boolean needsReadyTransformer() {
    return ready().equals("spring") || idleMillis() > 0;
  }

  /** Whether to start the platform's MBean server if it does not run. */
  boolean jmx() {
    return "true".equals(values.get("jmx"));
  }

  boolean liveHeap() {
    return "live".equals(values.get("heap"));
  }

  boolean sites() {
    return "true".equals(values.get("sites"));
  }

  /** What was given for a key, or null. */
  @Nullable String value(String key) {
    return values.get(key);
  }

  @Nullable String dump() {
    return values.get("dump");
  }

  boolean quiet() {
    return "true".equals(values.get("quiet"));
  }
}
