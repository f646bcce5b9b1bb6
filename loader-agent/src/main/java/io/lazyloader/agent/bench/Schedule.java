package io.lazyloader.agent.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * In which order arms run within a round. Of as many rounds as there are arms, each arm runs once
 * at each place (a Latin square, whose rows are shuffled anew each time): what a run leaves to the
 * next one, such as a warm processor, comes to all alike. The same seed gives the same orders.
 */
final class Schedule {
  private final List<Integer> order = new ArrayList<>();
  private final Random random;
  private int round;

  Schedule(int arms, long seed) {
    for (int arm = 0; arm < arms; arm++) {
      order.add(arm);
    }
    random = new Random(seed);
  }

  /** The indexes of all arms in the order of the next round. */
  List<Integer> next() {
    if (round++ % order.size() == 0) {
      Collections.shuffle(order, random);
    } else {
      Collections.rotate(order, 1);
    }
    return List.copyOf(order);
  }
}
