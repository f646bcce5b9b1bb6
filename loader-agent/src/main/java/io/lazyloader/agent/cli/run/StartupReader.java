package io.lazyloader.agent.cli.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lazyloader.metrics.MemoryFigures;
import io.lazyloader.metrics.Resolution;
import io.lazyloader.metrics.StartupSnapshot;
import io.lazyloader.metrics.StartupSnapshot.OwnCost;
import io.lazyloader.metrics.StartupSnapshot.Unlisted;
import io.lazyloader.metrics.StartupSnapshot.WarmUpFigures;
import io.lazyloader.metrics.Times;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON lines that an agent's metrics log has written. */
final class StartupReader {
  private final Map<String, Object> startup = new HashMap<>();
  private final List<String> pending = new ArrayList<>();
  private final List<Resolution> resolutions = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private StartupReader() {}

  /**
   * Reads the lines of one JVM. A line that it did not live to finish is passed over, and so are
   * keys that a later version may have added.
   *
   * @return what they say, or null if they do not tell of a start-up
   */
  static @Nullable StartupSnapshot read(String lines) {
    StartupReader reader = new StartupReader();
    for (String line : lines.lines().toList()) {
      try {
        reader.readLine(line);
      } catch (IOException e) {
        break;
      }
    }
    return reader.startup.isEmpty() ? null : reader.snapshot();
  }

  private void readLine(String line) throws IOException {
    Map<String, Object> values = new HashMap<>();
    List<String> names = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.VALUE_STRING) {
          values.put(key, json.getText());
        } else if (value.isNumeric()) {
          values.put(key, json.getDoubleValue());
        } else if (value == JsonToken.START_ARRAY && key.equals("pending")) {
          while (json.nextToken() == JsonToken.VALUE_STRING) {
            names.add(json.getText());
          }
        } else {
          json.skipChildren();
        }
      }
      if (json.currentToken() != JsonToken.END_OBJECT) {
        throw new EOFException("half a line");
      }
    }
    pending.addAll(names);
    String type = text(values, "type");
    if ("startup".equals(type)) {
      startup.putAll(values);
    } else if ("resolution".equals(type)) {
      resolutions.add(resolution(values));
    } else if ("note".equals(type)) {
      notes.add(String.valueOf(values.get("text")));
    } else if (("later".equals(type) || "warm_up".equals(type)) && !startup.isEmpty()) {
      startup.putAll(values);
    }
  }

  private StartupSnapshot snapshot() {
    return new StartupSnapshot(
        String.valueOf(startup.get("mode")),
        text(startup, "ready_by"),
        new Times(
            String.valueOf(startup.get("origin")),
            number(startup, "premain_ms"),
            number(startup, "main_ms"),
            number(startup, "ready_ms")),
        (int) orZero(startup, "deferred_fields"),
        (int) orZero(startup, "resolved_fields"),
        (int) orZero(startup, "failed_fields"),
        pending,
        resolutions,
        (int) orZero(startup, "dropped_resolutions"),
        (int) orZero(startup, "later_resolutions"),
        orZero(startup, "later_ms"),
        text(startup, "worst_later"),
        text(startup, "worst_later_site"),
        orZero(startup, "worst_later_ms"),
        new WarmUpFigures(
            (int) orZero(startup, "warm_up_fields"),
            (int) orZero(startup, "warm_up_failed_fields"),
            orZero(startup, "warm_up_ms")),
        memory(),
        new OwnCost(
            orZero(startup, "own_premain_ms"),
            orZero(startup, "own_transform_ms"),
            (int) orZero(startup, "own_seen_classes"),
            (int) orZero(startup, "own_rewritten_classes"),
            orZero(startup, "own_measuring_ms")),
        notes,
        unlisted());
  }

  /** What the counts tell of and the lists, which end somewhere, do not. */
  private Unlisted unlisted() {
    int regions = (int) orZero(startup, "useless_regions") - resolutions.size();
    double listedMillis = StartupSnapshot.resolvingMillis(resolutions);
    return new Unlisted(
        Math.max(0, (int) orZero(startup, "pending_fields") - pending.size()),
        Math.max(0, regions),
        regions <= 0 ? 0 : Math.max(0, orZero(startup, "resolving_ms") - listedMillis));
  }

  private @Nullable MemoryFigures memory() {
    boolean live = startup.containsKey("live_heap_bytes");
    Long heap = whole(startup, live ? "live_heap_bytes" : "used_heap_bytes");
    return heap == null
        ? null
        : new MemoryFigures(
            whole(startup, "allocated_bytes"),
            heap,
            live,
            whole(startup, "metaspace_bytes"),
            whole(startup, "loaded_classes"),
            whole(startup, "pss_bytes"));
  }

  private static Resolution resolution(Map<String, Object> values) {
    return new Resolution(
        String.valueOf(values.get("field")),
        orZero(values, "at_ms"),
        orZero(values, "took_ms"),
        whole(values, "allocated_bytes"),
        String.valueOf(values.get("thread")),
        (long) orZero(values, "thread_id"),
        text(values, "site"),
        "failed".equals(values.get("outcome")));
  }

  private static @Nullable String text(Map<String, Object> values, String key) {
    return values.get(key) instanceof String text ? text : null;
  }

  private static @Nullable Double number(Map<String, Object> values, String key) {
    return values.get(key) instanceof Double number ? number : null;
  }

  private static double orZero(Map<String, Object> values, String key) {
    Double number = number(values, key);
    return number == null ? 0 : number;
  }

  private static @Nullable Long whole(Map<String, Object> values, String key) {
    Double number = number(values, key);
    return number == null ? null : number.longValue();
  }
}
