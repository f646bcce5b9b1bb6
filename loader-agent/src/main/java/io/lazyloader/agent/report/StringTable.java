package io.lazyloader.agent.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The strings of a page, each written once.
 *
 * <p>Sorted, each as the length of what it shares with the one before and the rest (front coding):
 * names of a program have most of their text in common with their neighbours.
 */
final class StringTable {
  private final Set<String> strings = new HashSet<>();
  private final Map<String, Integer> places = new HashMap<>();

  StringTable() {
    strings.add("");
  }

  /** Adds a string, which may be there. */
  void add(String string) {
    strings.add(string);
  }

  /** Writes them as an object with the arrays {@code shared} and {@code rest}. */
  void write(JsonGenerator json) throws IOException {
    String[] sorted = strings.toArray(new String[0]);
    Arrays.sort(sorted);
    int[] shared = new int[sorted.length];
    for (int at = 0; at < sorted.length; at++) {
      places.put(sorted[at], at);
      shared[at] = at == 0 ? 0 : sharedLength(sorted[at - 1], sorted[at]);
    }
    json.writeStartObject();
    json.writeFieldName("shared");
    json.writeArray(shared, 0, shared.length);
    json.writeArrayFieldStart("rest");
    for (int at = 0; at < sorted.length; at++) {
      json.writeString(sorted[at].substring(shared[at]));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static int sharedLength(String one, String other) {
    int most = Math.min(one.length(), other.length());
    int at = 0;
    while (at < most && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return at;
  }

  /** Returns where a string is, once they are written. */
  int place(String string) {
    Integer place = places.get(string);
    if (place == null) {
      throw new IllegalArgumentException("not in the table: " + string);
    }
    return place;
  }
}
