package io.lazyloader.agent.profile;

import java.util.Arrays;

/** The buckets of one figure, as they are read. For one thread. */
final class Buckets {
  private int[] numbers = new int[16];
  private long[] counts = new long[16];
  private int size;

  void add(int number, long count) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    numbers[size] = number;
    counts[size++] = count;
  }

  int[] numbers() {
    return Arrays.copyOf(numbers, size);
  }

  long[] counts() {
    return Arrays.copyOf(counts, size);
  }

  int size() {
    return size;
  }
}
