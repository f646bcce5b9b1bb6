package io.lazyloader.agent.profile;

import static io.lazyloader.agent.profile.ProfileFiles.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Profiles of a fleet come to the same in whatever order they are merged. */
class MergeTest {
  private static final int FLEET = 1_000_000;

  @Provide
  Arbitrary<Profile> profiles() {
    Arbitrary<Profile> single = Arbitraries.randomValue(RandomProfile::generate);
    return single.list().ofMinSize(1).ofMaxSize(4).map(MergeTest::sum);
  }

  private static Profile sum(List<Profile> profiles) {
    ProfileSum sum = new ProfileSum();
    profiles.forEach(sum::add);
    return sum.profile();
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void merging_is_commutative_to_the_byte(
      @ForAll("profiles") Profile one, @ForAll("profiles") Profile other) {
    assertThat(written(one.plus(other))).isEqualTo(written(other.plus(one)));
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void merging_is_associative_to_the_byte(
      @ForAll("profiles") Profile one,
      @ForAll("profiles") Profile other,
      @ForAll("profiles") Profile third) {
    assertThat(written(one.plus(other).plus(third)))
        .isEqualTo(written(one.plus(other.plus(third))));
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void adding_up_is_merging(
      @ForAll("profiles") Profile one,
      @ForAll("profiles") Profile other,
      @ForAll("profiles") Profile third) {
    assertThat(sum(List.of(one, other, third))).isEqualTo(one.plus(other).plus(third));
  }

  @Property(tries = 300)
  void the_ends_are_exact_and_the_median_is_to_one_per_cent(
      @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = 1L << 60) Long> values) {
    Figure figure = values.stream().map(Figure::of).reduce(Figure::plus).orElseThrow();
    long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
    long median = sorted[(sorted.length - 1) / 2];

    assertThat(figure.runs()).isEqualTo(sorted.length);
    assertThat(figure.min()).isEqualTo(sorted[0]);
    assertThat(figure.max()).isEqualTo(sorted[sorted.length - 1]);
    assertThat((double) Math.abs(figure.median() - median))
        .as("median %d of %s", figure.median(), Arrays.toString(sorted))
        .isLessThanOrEqualTo(Figure.ACCURACY * median * (1 + 1e-9) + 0.5);
  }

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
