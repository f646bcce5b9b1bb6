package io.lazyloader.agent;

import io.lazyloader.LazyLoader;
import io.lazyloader.WarmUp;
import io.lazyloader.metrics.MetricsLog;
import io.lazyloader.runtime.DeferredClasses;
import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.RegionNames;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Follows the option {@code warmup}. Loaded only if it is given. */
final class WarmUpAfterReady implements BiConsumer<WarmUp.@Nullable Result, @Nullable Throwable> {
  private final Set<String> groups;
  private final @Nullable MetricsLog log;

  private WarmUpAfterReady(Set<String> groups, @Nullable MetricsLog log) {
    this.groups = groups;
    this.log = log;
  }

  /**
   * Warms up on a thread of its own, and has it told when that is done.
   *
   * @param option groups separated by {@code :}, or {@code all}
   */
  @SuppressWarnings("FutureReturnValueIgnored") // Whatever becomes of it, accept tells.
  static void begin(String option, @Nullable MetricsLog log) {
    WarmUp warmUp = LazyLoader.warmUp();
    Set<String> groups = new TreeSet<>();
    if (!option.equals("all")) {
      for (String group : option.split(":", -1)) {
        groups.add(group.trim());
        warmUp.group(group.trim());
      }
    }
    warmUp.inBackground().whenComplete(new WarmUpAfterReady(groups, log));
  }

  @Override
  public void accept(WarmUp.@Nullable Result result, @Nullable Throwable problem) {
    if (problem != null) {
      Console.say(
          "the warm-up ended early: " + problem + ". What is left is read as it is needed.");
    }
    Set<String> known = knownGroups();
    for (String group : groups) {
      if (!known.contains(group)) {
        Console.say(
            "option warmup names the group '"
                + group
                + "', but no field that is deferred so far is in it (groups: "
                + (known.isEmpty() ? "none" : String.join(", ", known))
                + ").");
      }
    }
    if (result != null && log != null) {
      log.warmedUp();
    }
  }

  private static Set<String> knownGroups() {
    Set<String> known = new TreeSet<>();
    for (LazyRegions regions : DeferredClasses.live()) {
      RegionNames names = regions.names();
      for (int index = 0; index < regions.count(); index++) {
        known.addAll(Set.of(names.groups(index)));
      }
    }
    return known;
  }
}
