package io.lazyloader.agent.cli.optimize;

import io.lazyloader.agent.archive.Absence;
import io.lazyloader.agent.archive.AbsenceReason;
import io.lazyloader.agent.archive.LoadedClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Classes that do not come from an archive for the same reason.
 *
 * @param reason what they have in common
 * @param classes how many they are
 * @param examples names of some, the first that were loaded
 * @param details what exactly, with the number of classes, the most frequent first; without classes
 *     of which no more is known
 */
record AbsenceGroup(
    AbsenceReason reason, long classes, List<String> examples, Map<String, Long> details) {
  private static final int EXAMPLES = 3;

  /** Groups classes, the largest group first. */
  static List<AbsenceGroup> of(List<LoadedClass> absent, Function<LoadedClass, Absence> why) {
    Map<AbsenceReason, List<LoadedClass>> classes = new LinkedHashMap<>();
    for (LoadedClass loaded : absent) {
      classes.computeIfAbsent(why.apply(loaded).reason(), reason -> new ArrayList<>()).add(loaded);
    }
    List<AbsenceGroup> groups = new ArrayList<>();
    classes.forEach((reason, members) -> groups.add(of(reason, members, why)));
    groups.sort(
        Comparator.comparingLong((AbsenceGroup group) -> -group.classes())
            .thenComparing(AbsenceGroup::reason));
    return groups;
  }

  private static AbsenceGroup of(
      AbsenceReason reason, List<LoadedClass> members, Function<LoadedClass, Absence> why) {
    Map<String, Long> details = new LinkedHashMap<>();
    for (LoadedClass loaded : members) {
      String detail = why.apply(loaded).detail();
      if (!detail.isEmpty()) {
        details.merge(detail, 1L, Long::sum);
      }
    }
    return new AbsenceGroup(reason, members.size(), examples(members), sorted(details));
  }

  private static List<String> examples(List<LoadedClass> members) {
    Set<String> names = new LinkedHashSet<>();
    for (LoadedClass loaded : members) {
      if (names.size() < EXAMPLES) {
        names.add(loaded.stableName());
      }
    }
    return List.copyOf(names);
  }

  private static Map<String, Long> sorted(Map<String, Long> counts) {
    Map<String, Long> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
