package io.lazyloader.agent;

import io.lazyloader.agent.plan.Plan;
import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.Startup;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * Where the JVM starts the agent, on the main thread before {@code main}, or on a thread of its own
 * in a JVM that runs already. Nothing is thrown from here: an agent that throws stops the JVM.
 */
public final class LazyAgent {
  /** The version of the run-time library's protocol that the rewriter emits code for. */
  private static final int PROTOCOL = 3;

  /**
   * The newest Java whose class files ASM reads. On a newer one, classes that declare lazy fields
   * could be rewritten and classes that read them not.
   */
  static final int NEWEST_JAVA = 28;

  private LazyAgent() {}

  /**
   * Starts with the JVM.
   *
   * @param argument what follows {@code =} in {@code -javaagent}, or null
   * @param instrumentation given by the JVM
   */
  public static void premain(@Nullable String argument, Instrumentation instrumentation) {
    start(argument, instrumentation, false);
  }

  /**
   * Starts in a JVM that runs already.
   *
   * @param argument the agent's options, or null
   * @param instrumentation given by the JVM
   */
  public static void agentmain(@Nullable String argument, Instrumentation instrumentation) {
    start(argument, instrumentation, true);
  }

  private static void start(
      @Nullable String argument, Instrumentation instrumentation, boolean attached) {
    long began = System.nanoTime();
    // A security manager of the program's would not let it be made later.
    Console.open();
    Ownership.prepare();
    try {
      Options options = Options.parse(argument);
      String declined = OneAgent.claim(options, instrumentation);
      if (declined != null) {
        Console.say(declined);
        return;
      }
      StrayOptions.name();
      options.nameIdle();
      String problem = problem(options, attached);
      if (problem != null) {
        stayEager(problem, attached);
        return;
      }
      run(options, instrumentation, attached);
    } catch (Throwable e) {
      // Whatever it is, the program must start.
      Throwable cause = e instanceof ExceptionInInitializerError ? e.getCause() : null;
      Console.say(
          "the agent could not start: " + (cause == null ? e : cause) + ". Running eagerly.");
    }
    Startup.premainDone(began, System.nanoTime() - began);
  }

  /** What keeps the agent from doing as it was told, as a sentence; null if nothing does. */
  private static @Nullable String problem(Options options, boolean attached) {
    String mistake = options.problem();
    if (mistake != null) {
      return mistake;
    }
    if (LazyRegions.protocol() != PROTOCOL) {
      return "the loader-core on the class path is of another version than the agent. Running"
          + " eagerly.";
    }
    int java = Runtime.version().feature();
    if (java > NEWEST_JAVA) {
      return "Java "
          + java
          + " is newer than this version of Lazyloader knows (up to "
          + NEWEST_JAVA
          + "). Running eagerly.";
    }
    return options.records() && attached
        ? "mode=record must see the program from its start: use -javaagent, or the command record."
            + " Recording nothing."
        : null;
  }

  private static void stayEager(String problem, boolean attached) {
    Console.say(problem);
    Startup.setMode(Startup.NONE);
    if (attached) {
      // It may be attached once more, with other options.
      OneAgent.release();
    }
  }

  private static void run(Options options, Instrumentation instrumentation, boolean attached) {
    Startup.setMode(options.mode());
    Plan plan = new Plan();
    boolean quiet = options.quiet() || options.writesJsonToStderr();
    Findings findings = new Findings(plan, quiet);
    if (quiet) {
      Startup.beQuiet();
    }
    if (options.records()) {
      // In a class of its own, so that no other mode loads what recording needs.
      RecordedClasses.record(options, instrumentation);
      return;
    }
    if (!options.mode().equals(Startup.NONE)) {
      defer(options, plan, findings, instrumentation, attached);
    } else if (options.needsReadyTransformer()) {
      ReadyTransformer.begin(instrumentation);
    }
    measure(options, findings, instrumentation, attached);
  }

  /** Sets up the metrics; whatever keeps it from that, laziness goes on. */
  private static void measure(
      Options options, Findings findings, Instrumentation instrumentation, boolean attached) {
    try {
      Reporting.start(options, findings, instrumentation, attached);
    } catch (RuntimeException | LinkageError e) {
      Console.say("start-up can't be measured: " + e + ". Going on without metrics.");
    }
  }

  private static void defer(
      Options options,
      Plan plan,
      Findings findings,
      Instrumentation instrumentation,
      boolean attached) {
    String planFile = options.plan();
    if (planFile != null) {
      plan.read(planFile);
    }
    Learning learning = new Learning(options, attached);
    ClassPath classPath = ClassPath.scan(plan, learning.jars());
    Filters filters = null;
    if (classPath.providesFilter || options.filter() != null) {
      filters = Filters.load(options.filter(), findings);
      if (filters == null) {
        Startup.setMode(Startup.NONE);
        return;
      }
      learning.giveUp();
    }
    if (classPath.providesListener) {
      Listening.begin();
    }
    SystemClasses systemClasses = new SystemClasses(classPath.files);
    findings.looksIn(systemClasses);
    Learnt learnt = learning.learnt(classPath, systemClasses);
    for (String problem : plan.problems()) {
      Console.say(problem);
    }
    Setting setting =
        new Setting(
            instrumentation, attached, options, plan, findings, systemClasses, learning, learnt);
    if (learning.isDormant(setting, classPath)) {
      DormantStart.begin(setting);
    } else {
      WatchedStart.begin(setting, classPath.expectsMarks, filters);
    }
  }
}
