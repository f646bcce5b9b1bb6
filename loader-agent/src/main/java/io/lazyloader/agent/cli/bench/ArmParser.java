package io.lazyloader.agent.cli.bench;

import io.lazyloader.agent.Options;
import io.lazyloader.agent.bench.Arm;
import io.lazyloader.agent.bench.JavaArguments;
import io.lazyloader.agent.cli.common.CommandFailure;
import io.lazyloader.agent.cli.program.AgentOptions;
import io.lazyloader.agent.cli.program.ChildJvm;
import io.lazyloader.agent.cli.program.ProgramArguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Makes arms of what the command line says of them, each {@code NAME=OPTIONS}. */
final class ArmParser {
  static final String PLAIN = "plain";
  private static final String AGENT = "agent";
  private static final String AGENT_PREFIX = AGENT + ':';
  private static final Set<String> CLASS_PATH = Set.of("-cp", "-classpath", "--class-path");

  private final JavaArguments program;
  private final Map<String, String> agentOptions;
  private final Supplier<Path> agentJar;
  private boolean usesAgent;

  /**
   * Prepares for a program.
   *
   * @param program what all arms run, unless they say otherwise
   * @param agentOptions what was given for all of those with an agent
   * @param agentJar finds the agent, if one is needed
   */
  ArmParser(JavaArguments program, Map<String, String> agentOptions, Supplier<Path> agentJar) {
    this.program = program;
    this.agentOptions = agentOptions;
    this.agentJar = agentJar;
  }

  /**
   * Makes all arms: without any given, the program as it is and with the agent; else those that are
   * given, behind the program as it is unless one of them is called {@value #PLAIN}.
   *
   * @throws CommandFailure if one is wrong, or two have the same name
   */
  List<Arm> parse(List<String> given) {
    List<String> texts = new ArrayList<>(given);
    if (texts.stream().noneMatch(text -> text.startsWith(PLAIN + '='))) {
      texts.add(0, PLAIN + '=');
    }
    if (given.isEmpty()) {
      texts.add(AGENT + '=' + AGENT);
    }
    List<Arm> arms = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String text : texts) {
      Arm arm = parse(text);
      if (!names.add(arm.name())) {
        throw CommandFailure.usage(
            "there are two arms called " + arm.name() + "; give one another name.");
      }
      arms.add(arm);
    }
    return arms;
  }

  /** Whether any arm has the agent. */
  boolean usesAgent() {
    return usesAgent;
  }

  private Arm parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw CommandFailure.usage(
          "option --arm: '" + text + "' is not of the form NAME=OPTIONS, as in cds=-Xshare:off.");
    }
    String name = text.substring(0, equals).strip();
    return new Arm(name, ChildJvm.command(List.of()).get(0), arguments(name, words(text, equals)));
  }

  private static List<String> words(String text, int equals) {
    try {
      return ShellWords.split(text.substring(equals + 1));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("arm " + text.substring(0, equals) + ": " + e.getMessage() + ".");
    }
  }

  private JavaArguments arguments(String name, List<String> words) {
    int delimiter = words.indexOf(ProgramArguments.DELIMITER);
    JavaArguments base = program;
    if (delimiter >= 0) {
      base = JavaArguments.parse(words.subList(delimiter + 1, words.size()));
      if (base.words().isEmpty()) {
        throw failure(name, "there is no program behind --.");
      }
    }
    List<String> before = delimiter < 0 ? words : words.subList(0, delimiter);
    List<String> options = new ArrayList<>();
    List<String> agent = new ArrayList<>();
    for (String word : before) {
      if (word.equals(AGENT) || word.startsWith(AGENT_PREFIX)) {
        agent.addAll(agent(name, word));
      } else {
        options.add(word);
      }
    }
    JavaArguments own = JavaArguments.parse(options);
    base = replaceProgram(name, base, own);
    if (base.isJar() && own.options().stream().anyMatch(CLASS_PATH::contains)) {
      throw failure(
          name,
          "java -jar takes no class path. Name another jar, as in "
              + name
              + "='-jar other.jar', or another program, as in "
              + name
              + "='-- -cp other.jar com.acme.Main'.");
    }
    return base.with(own.options()).with(agent);
  }

  private static JavaArguments replaceProgram(String name, JavaArguments base, JavaArguments own) {
    if (own.program().isEmpty()) {
      return base;
    }
    String word = own.program().get(0);
    if (!word.startsWith("-")) {
      String hint =
          word.contains("=")
              ? " Options of the agent are written agent:" + word + '.'
              : " Another program goes behind --, as in "
                  + name
                  + "='-- -cp app.jar "
                  + word
                  + "'.";
      throw failure(name, "'" + word + "' is no option of the JVM." + hint);
    }
    if (!own.arguments().isEmpty()) {
      throw failure(
          name,
          "'"
              + own.arguments().get(0)
              + "' stands behind the program, whose arguments are those of the command line.");
    }
    return base.running(own.program());
  }

  /** What attaches the agent, for {@code agent} or {@code agent:KEY=VALUE,...}. */
  private List<String> agent(String name, String word) {
    usesAgent = true;
    Map<String, String> options = new LinkedHashMap<>(agentOptions);
    options.putIfAbsent("quiet", "true");
    if (word.startsWith(AGENT_PREFIX)) {
      for (String option : word.substring(AGENT_PREFIX.length()).split(",", -1)) {
        int equals = option.indexOf('=');
        if (!option.isBlank()) {
          options.put(
              (equals < 0 ? option : option.substring(0, equals)).strip(),
              equals < 0 ? "true" : option.substring(equals + 1).strip());
        }
      }
    }
    options = AgentOptions.withMode(options);
    String problem = Options.problemIn(options);
    if (problem != null) {
      throw failure(name, problem + '.');
    }
    checkFile(name, options, "plan");
    checkFile(name, options, "rules");
    return ChildJvm.withAgent(options, agentJar.get());
  }

  /** The agent would go on without such a file, and something else would be measured. */
  private static void checkFile(String name, Map<String, String> options, String key) {
    String file = options.get(key);
    if (file != null && !Files.isReadable(Path.of(file))) {
      throw failure(name, "option " + key + ": there is no file " + file + " to read.");
    }
  }

  private static CommandFailure failure(String arm, String what) {
    return CommandFailure.usage("arm " + arm + ": " + what);
  }
}
