package io.lazyloader.agent.validate;

import java.util.Set;

/**
 * A region that was moved out of {@code <clinit>} into a method of its own.
 *
 * @param index its number
 * @param start its first instruction in the original
 * @param end the one behind its last
 * @param fields those that it assigns, in that order
 * @param assignsLast whether its only assignment of them is its last instruction
 * @param body where it is now
 */
record Region(int index, int start, int end, Set<String> fields, boolean assignsLast, Code body) {
  String firstField() {
    return fields.iterator().next();
  }
}
