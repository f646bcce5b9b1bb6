package io.lazyloader.agent.optimize;

import io.lazyloader.agent.jars.JarItem;
import java.util.List;

/**
 * Jars that become one.
 *
 * @param members in their order; at least one
 */
record Group(List<Member> members) {
  Group {
    members = List.copyOf(members);
  }

  /**
   * A jar, and what it brings.
   *
   * @param items its entries without those that nobody finds
   */
  record Member(Part part, List<JarItem> items) {
    Member {
      items = List.copyOf(items);
    }
  }

  /** Whether it is a jar that is joined with no other. */
  boolean isSingle() {
    return members.size() == 1;
  }

  /** The first of its jars. */
  Part first() {
    return members.get(0).part();
  }
}
