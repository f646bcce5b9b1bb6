package io.lazyloader.agent;

/** A set of 64-bit hashes, with no object per entry. Not thread-safe. */
final class LongSet {
  private long[] table = new long[1024];
  private int size;
  private boolean hasZero;

  boolean contains(long value) {
    return value == 0 ? hasZero : table[slot(table, value)] != 0;
  }

  void add(long value) {
    if (value == 0) {
      hasZero = true;
      return;
    }
    int slot = slot(table, value);
    if (table[slot] == 0) {
      table[slot] = value;
      size++;
      if (size * 2 > table.length) {
        grow();
      }
    }
  }

  /** Returns all, in any order. */
  long[] toArray() {
    long[] all = new long[size + (hasZero ? 1 : 0)];
    int at = 0;
    for (long value : table) {
      if (value != 0) {
        all[at++] = value;
      }
    }
    return all;
  }

  private void grow() {
    long[] larger = new long[table.length * 2];
    for (long value : table) {
      if (value != 0) {
        larger[slot(larger, value)] = value;
      }
    }
    table = larger;
  }

  /** The slot that holds a value, or the free one where it belongs. */
  private static int slot(long[] table, long value) {
    int mask = table.length - 1;
    int slot = (int) (value ^ (value >>> 32)) & mask;
    while (table[slot] != 0 && table[slot] != value) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
