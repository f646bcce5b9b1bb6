package io.lazyloader.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.json.Json;

/**
 * Reads a trace as strictly as its format allows: events of the kinds that we write have all that
 * the Trace Event Format asks of them, sorted by time (events of the same time as they are in the
 * file, as Perfetto sorts them) slices nest, each is closed by its own end, and arrows lead forward
 * in time from one slice that is open to another.
 */
final class Trace {
  private final Map<Integer, String> threads = new HashMap<>();
  private final Map<String, List<Slice>> slices = new HashMap<>();
  private final Map<String, Map<String, Object>> arguments = new HashMap<>();
  private final Map<Integer, ArrayDeque<Slice>> open = new HashMap<>();
  private final Map<Integer, Event> arrowStarts = new HashMap<>();
  private final Map<Integer, String> arrowSources = new HashMap<>();
  private final Map<String, List<String>> arrows = new HashMap<>();

  /** An event, of which the members must be there that all have. */
  private record Event(
      String phase, String name, int track, double time, Map<String, Object> members) {
    static Event of(Map<String, Object> members) {
      check(Long.valueOf(1).equals(members.get("pid")), members);
      String phase = member(members, "ph", String.class);
      boolean isTimed = !phase.equals("M");
      double time = isTimed ? member(members, "ts", Number.class).doubleValue() : 0;
      check(time >= 0 && members.containsKey("cat") == isTimed, members);
      return new Event(
          phase,
          member(members, "name", String.class),
          member(members, "tid", Long.class).intValue(),
          time,
          members);
    }

    int arrow() {
      return member(members, "id", Long.class).intValue();
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> arguments() {
      return member(members, "args", Map.class);
    }

    private static <T> T member(Map<String, Object> members, String key, Class<T> type) {
      Object member = members.get(key);
      check(type.isInstance(member), members);
      return type.cast(Objects.requireNonNull(member));
    }
  }

  /** Assertions of a library would take too long for some hundred thousand events. */
  private static void check(boolean isRight, Object event) {
    if (!isRight) {
      throw new AssertionError(event + " is not as the format has it");
    }
  }

  /** A slice. */
  private static final class Slice {
    final Event begin;
    final int depth;
    double micros;

    Slice(Event begin, int depth) {
      this.begin = begin;
      this.depth = depth;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s%s %.3f", "  ".repeat(depth), begin.name(), micros);
    }
  }

  Trace(String json) {
    Map<String, Object> trace = new Json().toType(json, Json.MAP_TYPE);
    assertThat(trace)
        .containsOnlyKeys("displayTimeUnit", "traceEvents")
        .containsEntry("displayTimeUnit", "ms");
    List<Event> events = new ArrayList<>();
    for (Object members : Event.member(trace, "traceEvents", List.class)) {
      events.add(event(members));
    }
    events.stream().filter(event -> event.phase().equals("M")).forEach(this::readName);
    events.stream()
        .filter(event -> !event.phase().equals("M"))
        .sorted(Comparator.comparingDouble(Event::time))
        .forEach(this::read);
    assertThat(open.values()).as("slices that are never closed").allMatch(ArrayDeque::isEmpty);
    assertThat(arrows.values().stream().mapToInt(List::size).sum())
        .as("arrows that lead somewhere")
        .isEqualTo(arrowStarts.size());
  }

  @SuppressWarnings("unchecked")
  private static Event event(Object members) {
    return Event.of((Map<String, Object>) members);
  }

  private void readName(Event event) {
    String name = Event.member(event.arguments(), "name", String.class);
    if (event.name().equals("thread_name")) {
      assertThat(threads.put(event.track(), name)).as("name given before").isNull();
    } else {
      assertThat(event.name()).isEqualTo("process_name");
    }
  }

  private void read(Event event) {
    check(threads.containsKey(event.track()), event);
    ArrayDeque<Slice> stack = open.computeIfAbsent(event.track(), track -> new ArrayDeque<>());
    switch (event.phase()) {
      case "B" -> begin(event, stack);
      case "E" -> end(event, stack.pop());
      case "s" -> startArrow(event, stack.getFirst());
      case "f" -> endArrow(event, stack.getFirst());
      default -> throw new AssertionError("no such phase: " + event);
    }
  }

  private void begin(Event event, ArrayDeque<Slice> stack) {
    if (event.members().containsKey("args")) {
      arguments.put(event.name(), event.arguments());
    }
    Slice slice = new Slice(event, stack.size());
    stack.push(slice);
    String thread = threads.getOrDefault(event.track(), "");
    slices.computeIfAbsent(thread, name -> new ArrayList<>()).add(slice);
  }

  private static void end(Event event, Slice slice) {
    check(event.name().equals(slice.begin.name()), event);
    check(Objects.equals(event.members().get("args"), slice.begin.members().get("args")), event);
    slice.micros = event.time() - slice.begin.time();
  }

  private void startArrow(Event event, Slice source) {
    check(arrowStarts.put(event.arrow(), event) == null, event);
    arrowSources.put(event.arrow(), source.begin.name());
  }

  private void endArrow(Event event, Slice target) {
    Event start = arrowStarts.get(event.arrow());
    check(start != null && event.name().equals(start.name()), event);
    check("e".equals(event.members().get("bp")), event);
    String source = arrowSources.get(event.arrow());
    arrows
        .computeIfAbsent(event.name(), name -> new ArrayList<>())
        .add(source + " -> " + target.begin.name());
  }

  /** Returns the slices of a thread, indented, with their durations in microseconds. */
  List<String> tree(String thread) {
    return slices.getOrDefault(thread, List.of()).stream().map(Slice::toString).toList();
  }

  /** Returns what is known of the slice with that name. */
  Map<String, Object> arguments(String slice) {
    return arguments.getOrDefault(slice, Map.of());
  }

  /** Returns from where to where arrows with that name lead. */
  List<String> arrows(String name) {
    return arrows.getOrDefault(name, List.of());
  }
}
