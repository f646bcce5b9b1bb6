package io.lazyloader.agent.profile;

import static io.lazyloader.agent.profile.ProfileFiles.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.seeded.Property;
import io.lazyloader.agent.seeded.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Profiles of a fleet come to the same in whatever order they are merged. */
class MergeTest {
  private static final int FLEET = 1_000_000;
  private static final List<Long> ENDS = List.of(0L, 1L, (1L << 60) - 1, 1L << 60);

  @Seeds(first = 150)
  void merging_is_commutative_to_the_byte(long seed) {
    Property.check(
        seed,
        random -> profiles(2, random),
        profiles -> {
          Profile one = profiles.get(0);
          Profile other = profiles.get(1);
          assertThat(written(one.plus(other))).isEqualTo(written(other.plus(one)));
        });
  }

  @Seeds(first = 150)
  void merging_is_associative_to_the_byte(long seed) {
    Property.check(
        seed,
        random -> profiles(3, random),
        profiles -> {
          Profile one = profiles.get(0);
          Profile other = profiles.get(1);
          Profile third = profiles.get(2);
          assertThat(written(one.plus(other).plus(third)))
              .isEqualTo(written(one.plus(other.plus(third))));
        });
  }

  @Seeds(first = 100)
  void adding_up_is_merging(long seed) {
    Property.check(
        seed,
        random -> profiles(3, random),
        profiles ->
            assertThat(sum(profiles))
                .isEqualTo(profiles.get(0).plus(profiles.get(1)).plus(profiles.get(2))));
  }

  @Seeds(first = 300)
  void the_ends_are_exact_and_the_median_is_to_one_per_cent(long seed) {
    Property.check(
        seed,
        MergeTest::values,
        values -> {
          Figure figure = values.stream().map(Figure::of).reduce(Figure::plus).orElseThrow();
          long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
          long median = sorted[(sorted.length - 1) / 2];

          assertThat(figure.runs()).isEqualTo(sorted.length);
          assertThat(figure.min()).isEqualTo(sorted[0]);
          assertThat(figure.max()).isEqualTo(sorted[sorted.length - 1]);
          assertThat((double) Math.abs(figure.median() - median))
              .as("median %d of %s", figure.median(), Arrays.toString(sorted))
              .isLessThanOrEqualTo(Figure.ACCURACY * median * (1 + 1e-9) + 0.5);
        });
  }

  /** Makes profiles that are each of one to four runs. */
  private static List<Profile> profiles(int count, Random random) {
    List<Profile> profiles = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      List<Profile> runs = new ArrayList<>();
      int more = random.nextInt(4);
      for (int run = 0; run <= more; run++) {
        runs.add(RandomProfile.generate(random));
      }
      profiles.add(sum(runs));
    }
    return profiles;
  }

  private static Profile sum(List<Profile> profiles) {
    ProfileSum sum = new ProfileSum();
    profiles.forEach(sum::add);
    return sum.profile();
  }

  /** Makes one to two hundred values of all magnitudes, the ends of what is possible among them. */
  private static List<Long> values(Random random) {
    List<Long> values = new ArrayList<>();
    int more = random.nextInt(200);
    for (int number = 0; number <= more; number++) {
      values.add(
          random.nextInt(20) == 1
              ? ENDS.get(random.nextInt(ENDS.size()))
              : Long.valueOf((random.nextLong() & Long.MAX_VALUE) >>> (3 + random.nextInt(60))));
    }
    return values;
  }

  @Tag("heavy")
  @Tag("slow")
  @Test
  void a_fleet_comes_to_the_same_one_by_one_and_as_a_tree() {
    ProfileSum oneByOne = new ProfileSum();
    long sizeOfFirst = 0;
    for (int run = 0; run < FLEET; run++) {
      oneByOne.add(run(run));
      if (run == FLEET / 10) {
        sizeOfFirst = size(oneByOne.profile());
      }
    }
    Profile all = oneByOne.profile();

    assertThat(all.runs()).isEqualTo(FLEET);
    assertThat(written(all)).isEqualTo(written(tree(0, FLEET)));
    assertThat(size(all)).as("what is held does not grow with runs").isEqualTo(sizeOfFirst);
  }

  private static Profile tree(int from, int to) {
    if (to - from == 1) {
      return run(from);
    }
    int middle = (from + to) >>> 1;
    return tree(from, middle).plus(tree(middle, to));
  }

  /** The profile of one run of a small program: a class of three, with its time and its users. */
  private static Profile run(int number) {
    int dice = new Random(number).nextInt(1 << 20);
    String name = "acme.C" + dice % 3;
    EnumMap<Measure, Figure> figures = new EnumMap<>(Measure.class);
    figures.put(Measure.SELF_TIME, Figure.of(100_000 + dice));
    Initialisation initialisation =
        new Initialisation(
            1, 0, figures, Tally.NONE, Tally.of("acme.User" + dice % 7, ""), Tally.NONE);
    return new Profile(
        1,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(
            Map.of(
                new Profile.Key(name, "0"),
                new ClassProfile(name, "0", initialisation, List.of()))));
  }

  /** Counts what takes memory: names and buckets. */
  private static long size(Profile profile) {
    long size = 0;
    for (ClassProfile ofClass : profile.classes().values()) {
      Initialisation initialisation = ofClass.initialisation();
      size += 1 + initialisation.triggers().entries().size();
      for (Figure figure : initialisation.figures().values()) {
        size += figure.buckets().length;
      }
    }
    return size;
  }
}
