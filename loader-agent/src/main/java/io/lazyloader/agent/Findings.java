package io.lazyloader.agent;

import io.lazyloader.agent.plan.Plan;
import io.lazyloader.agent.rewrite.Decision;
import io.lazyloader.runtime.Startup;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the transformer found that the user should know. Mistakes are said at once; everything is
 * kept for the summary.
 */
final class Findings {
  private final boolean quiet;
  private final Set<String> plannedSeen = new HashSet<>();

  /** By reason, the fields that the user keeps eager and that no line of their own names. */
  private final Map<String, Set<String>> keptEager = new LinkedHashMap<>();

  private boolean filterHasFailed;

  /** How many classes that nobody asks for can't be judged any more. */
  private int tooEarly;

  Findings(boolean quiet) {
    this.quiet = quiet;
  }

  /** Notes a planned or marked class that was loaded before the agent could rewrite it. */
  synchronized void loadedBefore(String className) {
    if (plannedSeen.add(className)) {
      tell(className + " was loaded before the agent; its fields stay eager.");
    }
  }

  /** Notes a class that nobody asks for, and that can't be judged any more. */
  synchronized void cameTooEarly() {
    tooEarly++;
  }

  /** Says how many classes that nobody asks for were loaded before the agent. */
  synchronized void tellTooEarly() {
    if (tooEarly > 0) {
      tell(
          tooEarly
              + (tooEarly == 1 ? " class" : " classes")
              + " with static initialisers came too early to be judged: loaded before the agent,"
              + " they keep their fields eager.");
    }
  }

  /** Notes what became of a class that asked for laziness. */
  synchronized void decided(Decision decision, Plan plan) {
    String className = decision.className();
    if (!plannedSeen.add(className)) {
      return;
    }
    // A mistake of the user's, which quiet does not silence.
    for (String field : decision.unknown()) {
      Console.say(
          "plan "
              + plan.placeOf(className, field)
              + ": no field '"
              + field
              + "' in "
              + className
              + " (static fields: "
              + String.join(", ", decision.declared())
              + "). Running it eagerly.");
    }
    for (Map.Entry<String, String> refusal : decision.refused().entrySet()) {
      Set<String> alike = keptEager.get(refusal.getValue());
      if (alike != null) {
        alike.remove(className + '#' + refusal.getKey());
      }
      String place = plan.placeOf(className, refusal.getKey());
      tell(
          (place == null ? "@Lazy on " : "plan " + place + ": ")
              + className
              + '#'
              + refusal.getKey()
              + " stays eager: "
              + refusal.getValue()
              + '.');
    }
    for (Map.Entry<String, String> field : decision.withoutProxy().entrySet()) {
      tell(
          "@Lazy(access = MEMBER) on "
              + className
              + '#'
              + field.getKey()
              + " gets no proxy: "
              + field.getValue()
              + ". It is resolved when it is read.");
    }
  }

  /** Notes a field that an option or a filter of the user's keeps eager. */
  synchronized void keptEager(String field, String reason) {
    Set<String> alike = keptEager.get(reason);
    if (alike == null) {
      alike = new LinkedHashSet<>();
      keptEager.put(reason, alike);
    }
    alike.add(field);
  }

  /** Says that a filter failed, once: it may fail for every field. */
  synchronized void filterFailed(String filter, String field, String problem) {
    if (filterHasFailed) {
      return;
    }
    filterHasFailed = true;
    Console.say(
        "filter "
            + filter
            + " failed for "
            + field
            + " ("
            + problem
            + "). It stays eager, and so does every field for which a filter fails.");
  }

  /** Notes how many fields the user keeps eager, and why. */
  synchronized void tellKeptEager() {
    for (Map.Entry<String, Set<String>> entry : keptEager.entrySet()) {
      int count = entry.getValue().size();
      if (count > 0) {
        String first = entry.getValue().iterator().next();
        Startup.note(
            (count == 1 ? first + " stays" : first + " and " + (count - 1) + " more stay")
                + " eager: "
                + entry.getKey()
                + '.');
      }
    }
  }

  /** Notes that a class could not be rewritten because of a defect of ours. */
  void failed(String name, Throwable problem) {
    StackTraceElement[] stack = problem.getStackTrace();
    tell(
        name.replace('/', '.')
            + " could not be rewritten ("
            + problem
            + (stack.length == 0 ? "" : " at " + stack[0])
            + "). Running it eagerly; please report this.");
  }

  /** Notes the planned classes that were not loaded until start-up was over, or do not exist. */
  synchronized void notLoaded(Plan plan) {
    int unused = 0;
    for (String className : plan.classes()) {
      if (plannedSeen.contains(className)) {
        continue;
      }
      String name = className.replace('.', '/');
      if (ClassLoader.getSystemClassLoader().getResource(name + ".class") == null) {
        tell(
            "plan "
                + plan.placeOf(className, plan.fieldsOf(className).iterator().next())
                + ": class "
                + className
                + " is not on the class path.");
      } else if (LoaderView.isOfPlatform(name)) {
        tell(
            "plan "
                + plan.placeOf(className, plan.fieldsOf(className).iterator().next())
                + ": "
                + className
                + " belongs to the Java platform, whose classes stay as they are. Take it out.");
      } else {
        unused++;
      }
    }
    if (unused > 0) {
      Startup.note(unused + " planned classes were not loaded in this run.");
    }
  }

  private void tell(String sentence) {
    if (quiet) {
      Startup.note(sentence);
    } else {
      Console.say(sentence);
    }
  }
}
