package io.lazyloader.agent.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.seeded.Property;
import io.lazyloader.agent.seeded.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is left is 1-minimal, whatever is asked, and does not take too many tests. */
class DeltaDebuggingTest {
  /**
   * What is asked of parts of a list.
   *
   * @param size of the list, which is of the numbers from 0 on
   * @param holds for the list, and not for an empty one
   */
  private record Question(int size, Predicate<Set<Integer>> holds) {
    List<Integer> all() {
      return IntStream.range(0, size).boxed().toList();
    }
  }

  /**
   * What came of one.
   *
   * @param left of the list
   * @param tests that were made
   * @param bounds what the watcher was told of each test
   */
  private record Answer(List<Integer> left, List<List<Integer>> tests, List<Integer> bounds) {
    static Answer of(Question question) {
      List<List<Integer>> tests = new ArrayList<>();
      List<Integer> bounds = new ArrayList<>();
      try {
        List<Integer> left =
            DeltaDebugging.minimise(
                question.all(),
                part -> {
                  tests.add(part);
                  return question.holds().test(new HashSet<>(part));
                },
                (size, more) -> bounds.add(more));
        return new Answer(left, tests, bounds);
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Seeds(first = 300)
  void elements_that_all_have_to_be_there_are_what_is_left(long seed) {
    Property.check(
        seed,
        random -> new int[] {1 + random.nextInt(60), random.nextInt(), random.nextInt(6)},
        drawn -> {
          Random random = new Random(drawn[1]);
          Set<Integer> guilty = new HashSet<>();
          for (int count = 0; count <= drawn[2]; count++) {
            guilty.add(random.nextInt(drawn[0]));
          }

          Answer answer = Answer.of(new Question(drawn[0], part -> part.containsAll(guilty)));

          assertThat(answer.left()).containsExactlyElementsOf(guilty.stream().sorted().toList());
          assertBounded(drawn[0], answer);
        });
  }

  @Seeds(first = 300)
  void of_a_question_without_any_order_what_is_left_is_one_minimal(long seed) {
    Property.check(
        seed,
        random -> new int[] {1 + random.nextInt(40), random.nextInt(), 1 + random.nextInt(8)},
        drawn -> {
          int size = drawn[0];
          Predicate<Set<Integer>> holds =
              part ->
                  part.size() == size
                      || (!part.isEmpty()
                          && new Random(31L * part.hashCode() + drawn[1]).nextInt(drawn[2]) == 0);

          Answer answer = Answer.of(new Question(size, holds));

          Set<Integer> left = new HashSet<>(answer.left());
          assertThat(holds.test(left)).isTrue();
          for (Integer element : answer.left()) {
            Set<Integer> less = new HashSet<>(left);
            less.remove(element);
            assertThat(holds.test(less)).as("without %s of %s", element, left).isFalse();
          }
          assertBounded(size, answer);
        });
  }

  @Test
  void a_single_one_of_many_is_found_by_halves() {
    Answer answer = Answer.of(new Question(1024, part -> part.contains(700)));

    assertThat(answer.left()).containsExactly(700);
    assertThat(answer.tests()).hasSizeLessThanOrEqualTo(2 * 10);
  }

  @Test
  void where_all_are_needed_all_are_left() {
    assertThat(Answer.of(new Question(9, part -> part.size() == 9)).left()).hasSize(9);
  }

  @Test
  void one_element_takes_no_test() {
    Answer answer = Answer.of(new Question(1, part -> part.size() == 1));

    assertThat(answer.left()).containsExactly(0);
    assertThat(answer.tests()).isEmpty();
  }

  /** As the paper has it, and nothing twice, nor what need not be asked. */
  private static void assertBounded(int size, Answer answer) {
    assertThat(answer.tests())
        .hasSizeLessThanOrEqualTo(size * size + 3 * size)
        .doesNotHaveDuplicates()
        .allMatch(part -> !part.isEmpty() && part.size() < size);
    assertThat(answer.bounds()).hasSameSizeAs(answer.tests()).allMatch(more -> more > 0);
  }
}
