package io.lazyloader.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.Profiles;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavingsTest {
  private static final long MILLION = 1_000_000;

  @Test
  void a_region_saves_itself_and_what_only_it_used() {
    Savings savings = Savings.of(Tree.of(Profiles.shop()));

    assertThat(saving(savings, "acme.Shop#LOG"))
        .isEqualTo(new Saving(39_500_000, 3_700_000, 255, 4));
  }

  @Test
  void what_somebody_else_used_later_is_not_saved() {
    Profile profile = main().region(10, "F").ofClass("Shared", 100).by("Main#F").usedBy("").build();

    assertThat(nanos(profile, "Main#F")).isEqualTo(10);
  }

  @Test
  void a_region_that_is_read_saves_nothing() {
    assertThat(nanos(main().region(10, "F").readBy("").build(), "Main#F")).isZero();
    assertThat(nanos(main().region(10, "F").readBy("Main").build(), "Main#F")).isZero();
  }

  @Test
  void a_region_that_only_reads_itself_in_a_circle_is_saved_with_the_circle() {
    Profile profile =
        main().region(10, "F").readBy("Helper").ofClass("Helper", 100).by("Main#F").build();

    assertThat(nanos(profile, "Main#F")).isEqualTo(110);
  }

  @Test
  void two_regions_that_read_the_same_class_save_it_only_together() {
    Profile profile =
        main()
            .region(10, "F")
            .region(20, "G")
            .ofClass("Shared", 100)
            .by("Main#F")
            .usedBy("Main#G")
            .build();

    assertThat(nanos(profile, "Main#F")).isEqualTo(10);
    assertThat(nanos(profile, "Main#G")).isEqualTo(20);
    assertThat(together(profile).saving().nanos()).isEqualTo(130);
    assertThat(names(together(profile).regions())).containsExactly("Main#G", "Main#F");
  }

  @Test
  void a_region_read_by_a_never_read_region_is_deferred_with_it() {
    Profile profile = main().region(10, "F").region(20, "G").readBy("Main#F").build();

    assertThat(nanos(profile, "Main#F")).isEqualTo(10);
    assertThat(nanos(profile, "Main#G")).isZero();
    assertThat(together(profile).saving().nanos()).isEqualTo(30);
  }

  @Test
  void regions_of_classes_that_then_do_not_run_are_told_apart() {
    Deferral together = Savings.of(Tree.of(Profiles.shop())).ofAllNeverRead();

    assertThat(names(together.regions())).containsExactly("acme.Shop#LOG");
    assertThat(names(together.spared())).containsExactly("acme.log.Loggers#CONFIG");
    assertThat(together.saving()).isEqualTo(new Saving(39_500_000, 3_700_000, 255, 4));
  }

  @Test
  void whoever_reads_a_field_needs_its_class() {
    Profile profile =
        main()
            .region(10, "F")
            .ofClass("Other", 100)
            .by("Main#F")
            .region(5, "VALUE")
            .readBy("")
            .build();

    assertThat(nanos(profile, "Main#F")).isEqualTo(10);
  }

  @Test
  void what_is_read_after_ready_only_is_saved_until_ready() {
    Savings savings = Savings.of(Tree.of(Profiles.shop()));
    TreeNode help = region(savings, "acme.Shop#HELP");

    assertThat(savings.ofRegion(help).nanos()).isZero();
    assertThat(savings.ofRegionUntilReady(help).nanos()).isEqualTo(800_000);
    assertThat(names(savings.paidLater())).containsExactly("acme.Shop#HELP");
    assertThat(savings.ofAllNotReadBeforeReady().saving().nanos()).isEqualTo(40_300_000);
  }

  @Test
  void what_begins_after_ready_weighs_nothing_until_then() {
    Profile profile =
        main().region(10, "F").region(500, "G").total("ready_ns", 1_000_000 + 8).build();
    Savings savings = Savings.of(Tree.of(profile));

    // F has had eight of its ten nanoseconds when the program is ready.
    assertThat(savings.ofRegionUntilReady(region(savings, "Main#F")).nanos()).isEqualTo(8);
    assertThat(savings.ofRegionUntilReady(region(savings, "Main#G"))).isEqualTo(Saving.NONE);
    assertThat(savings.ofRegion(region(savings, "Main#G")).nanos()).isEqualTo(500);
    assertThat(savings.ofAllNeverRead().saving().nanos()).isEqualTo(510);
    assertThat(savings.ofAllNeverRead().untilReady().nanos()).isEqualTo(8);
  }

  @Test
  void what_whoever_comes_first_pays_is_saved_only_if_nobody_comes() {
    Profiles unread = loggers();
    Savings savings = Savings.of(Tree.of(unread.build()));

    assertThat(savings.setups()).hasSize(1);
    SharedSetup setup = savings.setups().get(0);
    assertThat(setup.name()).isEqualTo("log.Factory.get");
    assertThat(setup.firstPayer().name()).isEqualTo("A#LOG");
    assertThat(names(setup.others())).containsExactly("B#LOG", "C#LOG");
    assertThat(setup.cost().nanos()).isEqualTo(80 * MILLION - 2);
    assertThat(setup.wholeCost().nanos()).isEqualTo(80 * MILLION - 2 + 5 + 100);
    assertThat(saving(savings, "A#LOG").nanos()).isEqualTo(2);
    assertThat(savings.ofAllNeverRead().saving().nanos()).isEqualTo(80 * MILLION + 4 + 5 + 100);
    assertThat(savings.isPaidUntilReady(setup, savings.regions())).isFalse();
    assertThat(savings.isPaidUntilReady(setup, savings.regions().subList(0, 2))).isTrue();
  }

  @Test
  void a_reader_among_the_payers_keeps_the_shared_work() {
    Savings savings = Savings.of(Tree.of(loggers().readBy("").build()));

    assertThat(savings.ofAllNeverRead().saving().nanos()).isEqualTo(2 + 2);
  }

  @Test
  void code_outside_of_initialisers_that_uses_what_is_called_keeps_the_shared_work() {
    Profile profile =
        loggers().ofClass("log.Factory", 5).by("A#LOG").usedBy("B#LOG").usedBy("").build();
    Savings savings = Savings.of(Tree.of(profile));

    assertThat(savings.setups().get(0).isUsedByProgram()).isTrue();
    assertThat(savings.ofAllNeverRead().saving().nanos()).isEqualTo(2 + 2 + 2);
  }

  @Test
  void regions_that_do_the_same_at_the_same_cost_share_nothing() {
    Profile profile =
        main()
            .region(2 * MILLION, "F")
            .calling("a.A.f")
            .region(MILLION, "G")
            .calling("a.A.f")
            .build();

    assertThat(Savings.of(Tree.of(profile)).setups()).isEmpty();
  }

  @Test
  void who_calls_less_than_the_first_shares_nothing_with_it() {
    Profile profile =
        main()
            .region(90 * MILLION, "F")
            .calling("a.A.f", "b.B.f")
            .region(2, "G")
            .calling("a.A.f")
            .build();

    assertThat(Savings.of(Tree.of(profile)).setups()).isEmpty();
  }

  /** Three loggers; the first starts a class of the logging system. The last may get a reader. */
  private static Profiles loggers() {
    return main()
        .ofClass("A", 1)
        .by("Main")
        .region(80 * MILLION, "LOG")
        .calling("log.Factory.get")
        .ofClass("log.Settings", 5)
        .by("A#LOG")
        .region(100, "DEFAULT")
        .readBy("log.Settings")
        .ofClass("B", 1)
        .by("Main")
        .region(2, "LOG")
        .calling("log.Factory.get")
        .ofClass("C", 1)
        .by("Main")
        .region(2, "LOG")
        .calling("log.Factory.get", "log.Level.of");
  }

  @Test
  void users_that_are_not_known_are_taken_to_be_the_program() {
    Profile cut = main().region(10, "F").ofClass("A", 100).by("Main#F").usedByMore().build();
    Profile missing =
        main().region(10, "F").ofClass("A", 100).by("Main#F").usedBy("not.Recorded").build();

    assertThat(nanos(cut, "Main#F")).isEqualTo(10);
    assertThat(nanos(missing, "Main#F")).isEqualTo(10);
  }

  @Test
  void what_nobody_is_known_to_have_used_still_runs() {
    Profile profile = new Profiles().ofClass("A", 5).by("B").ofClass("B", 7).by("A").build();

    assertThat(together(profile).saving()).isEqualTo(Saving.NONE);
  }

  @Test
  void uses_may_nest_deeper_than_the_stack() {
    Profiles profile = new Profiles();
    for (int number = 0; number < 25_000; number++) {
      profile.ofClass("C" + number, 1).by(number == 0 ? "" : "C" + (number - 1) + "#F");
      profile.region(1, "F");
    }

    assertThat(nanos(profile.build(), "C0#F")).isEqualTo(49_999);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_region_saves_what_can_no_longer_be_reached_without_it(long seed) {
    Profile profile = random(new Random(seed));
    Tree tree = Tree.of(profile);
    Savings savings = Savings.of(tree);

    for (TreeNode region : savings.regions()) {
      assertThat(savings.ofRegion(region).nanos())
          .as(region.name())
          .isEqualTo(lostWithout(tree, Set.of(region)));
    }
    assertThat(savings.ofAllNeverRead().saving().nanos())
        .isEqualTo(lostWithout(tree, Set.copyOf(savings.regions())));
  }

  /** By the definition: cut the edges, see what is left, add up the rest. */
  private static long lostWithout(Tree tree, Set<TreeNode> deferred) {
    Set<TreeNode> left = new HashSet<>();
    boolean isGrowing = true;
    while (isGrowing) {
      isGrowing = false;
      for (TreeNode node : tree.nodes()) {
        boolean isUsed =
            Stream.concat(
                    node.initialisation().triggers().entries().keySet().stream(),
                    node.initialisation().laterUsers().entries().keySet().stream())
                .anyMatch(user -> user.isEmpty() || left.contains(tree.node(user)));
        boolean isEager =
            node.isRegion() && !deferred.contains(node) && left.contains(node.owner());
        boolean isRead =
            !node.isRegion()
                && tree.nodes().stream()
                    .anyMatch(region -> region.owner() == node && left.contains(region));
        isGrowing |= (isUsed || isEager || isRead) && left.add(node);
      }
    }
    return tree.nodes().stream()
        .filter(node -> !left.contains(node))
        .mapToLong(TreeNode::selfNanos)
        .sum();
  }

  private static Profile random(Random random) {
    Profiles profile = new Profiles();
    int classes = 40;
    for (int number = 0; number < classes; number++) {
      profile.ofClass("C" + number, random.nextInt(1000)).by(user(random, number));
      if (random.nextInt(3) == 0) {
        profile.usedBy(user(random, classes));
      }
      for (int field = 0; field < 2; field++) {
        profile.region(random.nextInt(1000), "F" + field);
        if (random.nextInt(3) == 0) {
          profile.readBy(user(random, classes));
        }
      }
    }
    return profile.build();
  }

  private static String user(Random random, int below) {
    if (below == 0 || random.nextInt(12) == 0) {
      return "";
    }
    int field = random.nextInt(3);
    return "C" + random.nextInt(below) + (field == 2 ? "" : "#F" + field);
  }

  private static Profiles main() {
    return new Profiles().ofClass("Main", 1).by("");
  }

  private static TreeNode region(Savings savings, String name) {
    return savings.regions().stream()
        .filter(region -> region.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Saving saving(Savings savings, String name) {
    return savings.ofRegion(region(savings, name));
  }

  private static long nanos(Profile profile, String name) {
    return saving(Savings.of(Tree.of(profile)), name).nanos();
  }

  private static Deferral together(Profile profile) {
    return Savings.of(Tree.of(profile)).ofAllNeverRead();
  }

  private static List<String> names(List<TreeNode> nodes) {
    return nodes.stream().map(TreeNode::name).toList();
  }
}
