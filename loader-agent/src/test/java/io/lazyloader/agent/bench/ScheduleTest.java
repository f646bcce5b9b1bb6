package io.lazyloader.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void in_as_many_rounds_as_there_are_arms_each_runs_once_at_each_place() {
    Schedule schedule = new Schedule(4, 1);
    for (int block = 0; block < 5; block++) {
      Set<String> places = new HashSet<>();
      for (int round = 0; round < 4; round++) {
        List<Integer> order = schedule.next();
        assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3);
        for (int place = 0; place < 4; place++) {
          places.add(order.get(place) + " at " + place);
        }
      }
      assertThat(places).hasSize(16);
    }
  }

  @Test
  void the_same_seed_gives_the_same_orders_and_another_gives_others() {
    assertThat(orders(1)).isEqualTo(orders(1)).isNotEqualTo(orders(2));
  }

  private static String orders(long seed) {
    Schedule schedule = new Schedule(3, seed);
    StringBuilder orders = new StringBuilder();
    for (int round = 0; round < 30; round++) {
      orders.append(schedule.next());
    }
    return orders.toString();
  }
}
