package io.lazyloader.agent.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The middle of some measurements: what one disturbed run can't move. */
final class Median {
  private Median() {}

  /** The middle one, or the mean of the middle two; NaN if there are none. */
  static double of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    if (size == 0) {
      return Double.NaN;
    }
    return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }

  /** The median of one figure over several measurements; those without it don't count. */
  static double of(List<Map<String, Double>> measurements, String key) {
    List<Double> values = new ArrayList<>();
    for (Map<String, Double> measurement : measurements) {
      Double value = measurement.get(key);
      if (value != null) {
        values.add(value);
      }
    }
    return of(values);
  }
}
