package io.lazyloader.agent.seeded;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A source of random numbers that remembers what was drawn from it, or gives what was drawn from
 * another: as many of the choices as there are, then zeros. The former gives what a {@link Random}
 * of the same seed does.
 */
final class Choices extends Random {
  private static final long serialVersionUID = 1;

  private final transient List<Integer> drawn = new ArrayList<>();
  private final transient @Nullable List<Integer> given;

  private Choices(long seed, @Nullable List<Integer> given) {
    super(seed);
    this.given = given;
  }

  static Choices of(long seed) {
    return new Choices(seed, null);
  }

  static Choices again(List<Integer> given) {
    return new Choices(0, given);
  }

  @Override
  protected int next(int bits) {
    int choice;
    if (given == null) {
      choice = super.next(bits);
    } else {
      choice = drawn.size() < given.size() ? given.get(drawn.size()) & (-1 >>> (32 - bits)) : 0;
    }
    drawn.add(choice);
    return choice;
  }

  /** What was drawn, without the zeros at the end, which would be given anyway. */
  List<Integer> drawn() {
    int size = drawn.size();
    while (size > 0 && drawn.get(size - 1) == 0) {
      size--;
    }
    return List.copyOf(drawn.subList(0, size));
  }
}
