package io.lazyloader.agent.cli.explain;

import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.cli.verdict.ClassReport;
import io.lazyloader.agent.cli.verdict.FieldReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts of fields over many classes. Filled by one thread; several are then added up, and the sum
 * does not depend on which thread counted what.
 */
final class SurveyCounts {
  private long classes;
  private final Map<Verdict.Kind, Long> verdicts = new EnumMap<>(Verdict.Kind.class);
  private long immovable;
  private long deferred;
  private final Map<ReasonKind, Reason> reasons = new HashMap<>();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<Unreadable> unreadable = new ArrayList<>();
  private final List<Planned> planned = new ArrayList<>();

  /** Counts a class; its position orders examples. */
  void add(int position, ClassReport report) {
    classes++;
    Entry entry = entries.computeIfAbsent(report.from(), name -> new Entry());
    entry.classes++;
    for (FieldReport field : report.fields()) {
      Verdict verdict = field.verdict();
      entry.fields++;
      if (verdict == null) {
        immovable++;
      } else {
        verdicts.merge(verdict.kind(), 1L, Long::sum);
      }
      if (field.deferred() && verdict != null) {
        deferred++;
        entry.deferred++;
        planned.add(
            new Planned(field.qualifiedName(), verdict.kind(), field.reason(), verdict.cost()));
      }
      if (!field.reason().isEmpty()) {
        reasons.computeIfAbsent(ReasonKind.of(field), kind -> new Reason()).add(1, position, field);
      }
    }
  }

  void addUnreadable(int position, String message) {
    unreadable.add(new Unreadable(position, message));
  }

  /** Adds what another thread counted. */
  void add(SurveyCounts other) {
    classes += other.classes;
    immovable += other.immovable;
    deferred += other.deferred;
    other.verdicts.forEach((kind, count) -> verdicts.merge(kind, count, Long::sum));
    other.reasons.forEach(
        (kind, reason) -> {
          FieldReport example = reason.example;
          if (example != null) {
            reasons
                .computeIfAbsent(kind, missing -> new Reason())
                .add(reason.fields, reason.position, example);
          }
        });
    other.entries.forEach(
        (name, counts) -> entries.computeIfAbsent(name, missing -> new Entry()).add(counts));
    unreadable.addAll(other.unreadable);
    planned.addAll(other.planned);
  }

  long classes() {
    return classes;
  }

  long fields() {
    return immovable + verdicts.values().stream().mapToLong(Long::longValue).sum();
  }

  long deferred() {
    return deferred;
  }

  /** Fields that can't be moved, whatever their initialiser does. */
  long immovable() {
    return immovable;
  }

  long count(Verdict.Kind kind) {
    return verdicts.getOrDefault(kind, 0L);
  }

  /** The kinds of reasons, most frequent first. */
  List<Map.Entry<ReasonKind, Reason>> reasons() {
    return reasons.entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<ReasonKind, Reason> reason) -> -reason.getValue().fields)
                .thenComparing(reason -> reason.getKey().text())
                .thenComparing(reason -> ExplainJson.verdictName(reason.getKey().verdict())))
        .toList();
  }

  /** Counts by entry of the class path that any class was judged of, in no order. */
  Map<String, Entry> entries() {
    return entries;
  }

  /** Why classes could not be read, in the order of the class path. */
  List<String> unreadable() {
    return unreadable.stream()
        .sorted(Comparator.comparingInt(Unreadable::position))
        .map(Unreadable::message)
        .toList();
  }

  /** The fields that the policy defers, sorted by name. */
  List<Planned> planned() {
    return planned.stream().sorted(Comparator.comparing(Planned::field)).toList();
  }

  private record Unreadable(int position, String message) {}

  /** A field for a plan. */
  record Planned(String field, Verdict.Kind verdict, String reason, long cost) {}

  /** How many fields share a kind of reason, and the first of them. */
  static final class Reason {
    private long fields;
    private int position = Integer.MAX_VALUE;
    private @Nullable FieldReport example;

    private void add(long count, int at, FieldReport field) {
      fields += count;
      if (at < position) {
        position = at;
        example = field;
      }
    }

    long fields() {
      return fields;
    }

    String example() {
      return example == null ? "" : example.qualifiedName();
    }
  }

  /** Counts of one entry of the class path. */
  static final class Entry {
    private long classes;
    private long fields;
    private long deferred;

    private void add(Entry other) {
      classes += other.classes;
      fields += other.fields;
      deferred += other.deferred;
    }

    long classes() {
      return classes;
    }

    long fields() {
      return fields;
    }

    long deferred() {
      return deferred;
    }
  }
}
