package io.lazyloader.agent.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Orders in which a program may come to read fields for the first time. */
final class Orders {
  private static final int ALL_UP_TO = 4;
  private static final int SAMPLE = 24;
  private static final int SEED = 17;

  private Orders() {}

  /** All orders of a few fields, a fixed sample of those of many. */
  static List<List<Integer>> of(List<Integer> fields) {
    return fields.size() <= ALL_UP_TO ? permutations(fields) : sample(fields);
  }

  private static List<List<Integer>> permutations(List<Integer> fields) {
    if (fields.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Integer>> orders = new ArrayList<>();
    for (Integer first : fields) {
      List<Integer> rest = new ArrayList<>(fields);
      rest.remove(first);
      for (List<Integer> order : permutations(rest)) {
        List<Integer> whole = new ArrayList<>(List.of(first));
        whole.addAll(order);
        orders.add(whole);
      }
    }
    return orders;
  }

  private static List<List<Integer>> sample(List<Integer> fields) {
    Set<List<Integer>> orders = new LinkedHashSet<>();
    List<Integer> order = new ArrayList<>(fields);
    orders.add(List.copyOf(order));
    Collections.reverse(order);
    Random random = new Random(SEED);
    while (orders.size() < SAMPLE) {
      orders.add(List.copyOf(order));
      Collections.shuffle(order, random);
    }
    return List.copyOf(orders);
  }
}
