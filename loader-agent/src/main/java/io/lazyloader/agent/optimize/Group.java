package io.lazyloader.agent.optimize;

import java.util.List;

/**
 * Jars that become one.
 *
 * @param parts in their order; at least one
 * @param whyAlone why the only one stays as it is, byte for byte; empty if it need not
 */
record Group(List<Part> parts, String whyAlone) {
  Group {
    parts = List.copyOf(parts);
  }

  boolean staysAsItIs() {
    return !whyAlone.isEmpty();
  }
}
