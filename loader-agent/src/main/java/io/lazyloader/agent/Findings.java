package io.lazyloader.agent;

import io.lazyloader.agent.about.About;
import io.lazyloader.agent.plan.FieldName;
import io.lazyloader.agent.plan.Plan;
import io.lazyloader.agent.rewrite.Decision;
import io.lazyloader.runtime.Notes;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the transformer found that the user should know. Mistakes are said at once; everything is
 * kept for the summary. Nothing is said, and no loader asked, under its lock: both may have to wait
 * for a thread that comes here.
 */
final class Findings {
  /** How many names a message lists. */
  private static final int MAX_NAMES = 20;

  private final Plan plan;
  private final boolean quiet;
  private volatile @Nullable SystemClasses systemClasses;
  private volatile @Nullable Supplier<String> learner;
  private final Set<String> plannedSeen = new HashSet<>();

  /** By reason, the fields that the user keeps eager and that no line of their own names. */
  private final Map<String, Set<String>> keptEager = new LinkedHashMap<>();

  private boolean filterHasFailed;

  /** Guarded by this: how many classes that nobody asks for can't be judged any more. */
  private int tooEarly;

  /**
   * Makes a list without entries.
   *
   * @param plan names places in plans
   * @param quiet whether to say only what the user did wrong
   */
  Findings(Plan plan, boolean quiet) {
    this.plan = plan;
    this.quiet = quiet;
  }

  /** Says that a class was loaded that could not be rewritten, for want of room. */
  void unseen() {
    tell(
        "the stack or the heap was full when a class was loaded, so it may read lazy fields as they"
            + " are. All that is pending is resolved now; what other classes can read stays eager"
            + " from here on.");
  }

  /** Says where to look for planned classes that were not loaded. */
  void looksIn(SystemClasses classes) {
    systemClasses = classes;
  }

  /** Notes a planned or marked class that was loaded before the agent could rewrite it. */
  void loadedBefore(String className) {
    if (isNew(className)) {
      tell(className + " was loaded before the agent; its fields stay eager.");
    }
  }

  /** Notes a class that nobody asks for, and that can't be judged any more. */
  synchronized void cameTooEarly() {
    tooEarly++;
  }

  /** Says how many classes that nobody asks for were loaded before the agent. */
  void tellTooEarly() {
    int count = tooEarly();
    if (count > 0) {
      tell(
          count
              + (count == 1 ? " class" : " classes")
              + " with static initialisers came too early to be judged: loaded before the agent,"
              + " they keep their fields eager.");
    }
  }

  private synchronized int tooEarly() {
    return tooEarly;
  }

  /** Says who can tell what was learnt for the next start. */
  void learnsBy(Supplier<String> someone) {
    learner = someone;
  }

  /** Notes what there is to say about learning. */
  void tellLearnt() {
    Supplier<String> someone = learner;
    if (someone != null) {
      Notes.add(someone.get());
    }
  }

  /** Notes that a class was rewritten as ever, and there is nothing to say of it. */
  void decidedBefore(String internalName) {
    if (!plan.fieldNames().isEmpty()) {
      isNew(internalName.replace('/', '.'));
    }
  }

  /** Notes what became of a class that asked for laziness. */
  void decided(Decision decision) {
    String className = decision.className();
    if (!isNew(className)) {
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
              + list(decision.declared())
              + "). Running it eagerly.");
    }
    for (Map.Entry<String, String> refusal : decision.refused().entrySet()) {
      isNamed(FieldName.of(className, refusal.getKey()), refusal.getValue());
      tellStaysEager(
          plan.placeOf(className, refusal.getKey()),
          FieldName.of(className, refusal.getKey()),
          refusal.getValue());
    }
    for (Map.Entry<String, String> field : decision.withoutProxy().entrySet()) {
      tell(
          "@Lazy(access = MEMBER) on "
              + FieldName.of(className, field.getKey())
              + " gets no proxy: "
              + field.getValue()
              + ". It is resolved when it is read.");
    }
  }

  /**
   * Notes a field that a filter of the user's keeps eager; that a plan or mark names it, or not.
   */
  void keptByFilter(String className, String field, boolean isNamed, String reason) {
    if (isNamed) {
      tellStaysEager(plan.placeOf(className, field), FieldName.of(className, field), reason);
    } else {
      keptEager(FieldName.of(className, field), reason);
    }
  }

  private void tellStaysEager(@Nullable String place, String field, String reason) {
    tell(
        (place == null ? "@Lazy on " : "plan " + place + ": ")
            + field
            + " stays eager: "
            + reason
            + '.');
  }

  private synchronized boolean isNew(String className) {
    return plannedSeen.add(className);
  }

  private synchronized boolean isSeen(String className) {
    return plannedSeen.contains(className);
  }

  /** Notes that a line of its own tells why a field stays eager. */
  private synchronized void isNamed(String field, String reason) {
    Set<String> alike = keptEager.get(reason);
    if (alike != null) {
      alike.remove(field);
    }
  }

  /** Writes names one after the other; of a great many only the first. */
  private static String list(Collection<String> names) {
    StringBuilder list = new StringBuilder();
    int listed = 0;
    for (String name : names) {
      if (listed == MAX_NAMES) {
        return list.append(" and ").append(names.size() - listed).append(" more").toString();
      }
      list.append(listed++ == 0 ? "" : ", ").append(name);
    }
    return list.toString();
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
  void filterFailed(String filter, String field, String problem) {
    synchronized (this) {
      if (filterHasFailed) {
        return;
      }
      filterHasFailed = true;
    }
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
        Notes.add(
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
            + "). Running it eagerly; "
            + About.pleaseReport()
            + '.');
  }

  /** Notes the planned classes that were not loaded until start-up was over, or do not exist. */
  void notLoaded() {
    SystemClasses classes = systemClasses;
    if (classes == null) {
      return;
    }
    int unused = 0;
    for (String className : plan.classes()) {
      if (isSeen(className)) {
        continue;
      }
      String name = className.replace('.', '/');
      if (classes.isOfPlatform(name)) {
        tell(
            "plan "
                + plan.placeOf(className, plan.fieldsOf(className).iterator().next())
                + ": "
                + className
                + " belongs to the Java platform, whose classes stay as they are. Take it out.");
      } else if (classes.classFile(name) == null) {
        tell(
            "plan "
                + plan.placeOf(className, plan.fieldsOf(className).iterator().next())
                + ": class "
                + className
                + " is not on the class path.");
      } else {
        unused++;
      }
    }
    if (unused > 0) {
      Notes.add(unused + " planned classes were not loaded in this run.");
    }
  }

  private void tell(String sentence) {
    if (quiet) {
      Notes.add(Console.cut(sentence));
    } else {
      Console.say(sentence);
    }
  }
}
