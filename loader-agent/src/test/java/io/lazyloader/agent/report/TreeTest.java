package io.lazyloader.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.Profiles;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TreeTest {
  @Test
  void a_region_is_below_its_class_and_a_class_below_what_triggered_it() {
    assertThat(drawn(Tree.of(Profiles.shop())))
        .isEqualTo(
            """
            acme.Shop
              acme.Shop#LOG
                acme.log.Loggers
                  acme.log.Loggers#CONFIG
                    acme.log.Layout
              acme.Shop#PRICES
                acme.Money
              acme.Shop#HELP
            """);
  }

  @Test
  void children_come_before_their_parents_in_the_order_in_which_they_were_done() {
    assertThat(names(Tree.of(Profiles.shop()).childrenFirst()))
        .containsExactly(
            "acme.log.Layout",
            "acme.log.Loggers#CONFIG",
            "acme.log.Loggers",
            "acme.Shop#LOG",
            "acme.Money",
            "acme.Shop#PRICES",
            "acme.Shop#HELP",
            "acme.Shop");
  }

  @Test
  void totals_are_the_sum_of_what_is_below() {
    TreeNode log = node(Tree.of(Profiles.shop()), "acme.Shop#LOG");

    assertThat(log.selfNanos()).isEqualTo(2_000_000);
    assertThat(log.totalNanos()).isEqualTo(39_500_000);
    assertThat(log.totalBytes()).isEqualTo(3_700_000);
    assertThat(log.totalLoaded()).isEqualTo(255);
  }

  @Test
  void a_tree_of_merged_runs_adds_up_too() {
    Profile merged = Profiles.shop();
    for (int run = 1; run < 20; run++) {
      merged =
          merged.plus(
              new Profiles()
                  .ofClass("acme.Shop", 1_000_000 + run * 77_777L)
                  .by(Profile.PROGRAM)
                  .region(run * 1_234_567L, "LOG")
                  .ofClass("acme.log.Loggers", run * 3_333_333L)
                  .by("acme.Shop#LOG")
                  .build());
    }

    Tree tree = Tree.of(merged);

    assertThat(tree.roots().stream().mapToLong(TreeNode::totalNanos).sum())
        .isEqualTo(tree.parentsFirst().stream().mapToLong(TreeNode::selfNanos).sum());
  }

  @Test
  void of_several_triggers_the_most_frequent_counts() {
    Profile once = new Profiles().ofClass("A", 1).ofClass("B", 1).ofClass("C", 1).by("A").build();
    Profile often = new Profiles().ofClass("A", 1).ofClass("B", 1).ofClass("C", 1).by("B").build();

    assertThat(parent(once.plus(often), "C")).isEqualTo("A");
    assertThat(parent(once.plus(often).plus(often), "C")).isEqualTo("B");
  }

  @Test
  void the_program_as_the_most_frequent_trigger_makes_a_root() {
    Profile byProgram = new Profiles().ofClass("A", 1).ofClass("B", 1).by("").build();
    Profile byA = new Profiles().ofClass("A", 1).ofClass("B", 1).by("A").build();

    assertThat(parent(byProgram.plus(byA), "B")).isEqualTo("none");
    assertThat(parent(byProgram.plus(byA).plus(byA), "B")).isEqualTo("A");
  }

  @Test
  void a_trigger_that_would_close_a_circle_is_passed_over() {
    Profile aFirst = new Profiles().ofClass("A", 1).by("").ofClass("B", 1).by("A").build();
    Profile bFirst = new Profiles().ofClass("B", 1).by("").ofClass("A", 1).by("B").build();
    Profile merged = aFirst.plus(bFirst).plus(aFirst).plus(bFirst);
    Profile bound =
        merged
            .plus(new Profiles().ofClass("B", 1).by("A").build())
            .plus(new Profiles().ofClass("A", 1).by("B").build());

    assertThat(Tree.of(bound).roots()).hasSize(1);
    assertThat(Tree.of(bound).parentsFirst()).hasSize(2);
  }

  @Test
  void a_circle_through_a_region_of_its_own_is_none() {
    Profile profile = new Profiles().ofClass("A", 1).by("A#F").region(1, "F").build();

    assertThat(drawn(Tree.of(profile))).isEqualTo("A\n  A#F\n");
  }

  @Test
  void a_trigger_that_the_profile_does_not_hold_is_passed_over() {
    Profile profile = new Profiles().ofClass("A", 1).ofClass("B", 1).by("A.Gone").by("A").build();

    assertThat(parent(profile, "B")).isEqualTo("A");
  }

  @Test
  void of_two_class_files_of_one_name_that_with_more_runs_is_meant() {
    Profile old = new Profiles().ofClass("A", "0", 1).ofClass("B", 1).by("A").build();
    Profile recent = new Profiles().ofClass("A", "1", 7).build();

    TreeNode b = node(Tree.of(old.plus(recent).plus(recent)), "B");

    assertThat(b.parent()).extracting(TreeNode::hash).isEqualTo("1");
  }

  @Test
  void initialisations_may_nest_deeper_than_the_stack() {
    Tree tree = Tree.of(Profiles.deep(50_000));

    TreeNode last = tree.childrenFirst().get(0);
    assertThat(last.depth()).isEqualTo(49_999);
    assertThat(tree.roots()).hasSize(1);
    assertThat(tree.roots().get(0).totalNanos()).isEqualTo(500_000);
  }

  private static String drawn(Tree tree) {
    return tree.parentsFirst().stream()
        .map(node -> "  ".repeat(node.depth()) + node + "\n")
        .collect(Collectors.joining());
  }

  private static List<String> names(List<TreeNode> nodes) {
    return nodes.stream().map(TreeNode::name).toList();
  }

  private static String parent(Profile profile, String name) {
    TreeNode parent = node(Tree.of(profile), name).parent();
    return parent == null ? "none" : parent.name();
  }

  static TreeNode node(Tree tree, String name) {
    TreeNode node = tree.node(name);
    assertThat(node).as(name).isNotNull();
    return Objects.requireNonNull(node);
  }
}
