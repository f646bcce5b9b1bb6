package io.lazyloader.agent.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What figures and marks are called, in text, HTML and JSON alike: by the keys that JSON has them
 * under, in the order in which people read them.
 */
final class Labels {
  /** Of a region whose fields no run read. */
  static final String NEVER_READ = "never read";

  /** Of a region whose fields were read only when start-up was over. */
  static final String READ_AFTER_READY = "read after ready";

  /** The key of what deferring all that no run needed would save of the time in initialisers. */
  static final String SAVING = "saving_ns";

  /** The key of the same for what was read after ready, without the former. */
  static final String SAVING_UNTIL_READY = "saving_until_ready_ns";

  private static final Map<String, String> LABELS = new LinkedHashMap<>();

  static {
    LABELS.put("classes", "classes initialised");
    LABELS.put("regions", "initialiser regions run");
    LABELS.put("never_read_regions", "initialiser regions " + NEVER_READ);
    LABELS.put("failed", "initialisers that failed");
    LABELS.put("self_ns", "time in static initialisers");
    LABELS.put("self_bytes", "heap allocated in static initialisers");
    LABELS.put("self_loaded", "classes loaded in static initialisers");
    LABELS.put(SAVING, "time in what no run needed");
    LABELS.put(SAVING_UNTIL_READY, "time in what was first " + READ_AFTER_READY);
    LABELS.put(Totals.READY, "time to ready");
    LABELS.put(Totals.WALL, "time recorded");
    LABELS.put("initialising_ns", "time in static initialisers, recording included");
    LABELS.put(Totals.OWN, "time that recording took");
    LABELS.put("own_bytes", "heap that recording took");
    LABELS.put("allocated_bytes", "heap allocated");
    LABELS.put("loaded_classes", "classes loaded");
    LABELS.put("recorded_classes", "classes recorded");
  }

  private Labels() {}

  /** The label of a key; of one that a later version may have added, its words. */
  static String of(String key) {
    return LABELS.getOrDefault(key, key.replaceFirst("_(ns|bytes)$", "").replace('_', ' '));
  }

  /** The same as a title. */
  static String title(String key) {
    String label = of(key);
    return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
  }

  /** Sorts keys: those with labels first, as people read them, then the others by name. */
  static List<String> sorted(Set<String> keys) {
    List<String> known = new ArrayList<>(LABELS.keySet());
    known.retainAll(keys);
    List<String> others = new ArrayList<>(keys);
    others.removeAll(known);
    others.sort(null);
    known.addAll(others);
    return known;
  }
}
