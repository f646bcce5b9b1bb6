package io.lazyloader.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.Profiles;
import io.lazyloader.agent.report.PlanProposal.Limits;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanProposalTest {
  private static final long MILLI = 1_000_000;

  @Test
  void what_is_safe_not_needed_and_worth_it_is_chosen() {
    Profile profile =
        new Profiles()
            .ofClass("Main", 1)
            .by("")
            .region(5 * MILLI, "TABLE")
            .region(3 * MILLI, "READ")
            .readBy("")
            .region(2 * MILLI, "LATER")
            .readLaterBy("")
            .region(90 * MILLI, "UNSAFE")
            .total("ready_ns", 1_000 * MILLI)
            .region(1_000, "CHEAP")
            .region(1_000, "LARGE")
            .bytes(400_000)
            .build();

    PlanProposal proposal = proposal(profile, "Main#UNSAFE");

    assertThat(names(proposal)).containsExactly("Main#LARGE", "Main#LATER", "Main#TABLE");
    assertThat(proposal.candidates()).isEqualTo(5);
    assertThat(proposal.safe()).isEqualTo(4);
    assertThat(proposal.saving().nanos()).isEqualTo(7 * MILLI + 1_000);
    assertThat(proposal.expectedNanos()).isEqualTo(proposal.saving().nanos() - proposal.ownNanos());
    assertThat(proposal.chosen().get(2).saving().nanos()).isEqualTo(5 * MILLI);
  }

  @Test
  void a_region_of_several_fields_is_safe_only_if_all_of_them_are() {
    Profile profile = new Profiles().ofClass("Main", 1).by("").region(5 * MILLI, "A", "B").build();

    assertThat(names(proposal(profile))).containsExactly("Main#A");
    assertThat(names(proposal(profile, "Main#B"))).isEmpty();
  }

  @Test
  void those_who_share_a_cost_are_chosen_together() {
    assertThat(names(proposal(loggers()))).containsExactly("A#LOG", "B#LOG", "C#LOG");
  }

  @Test
  void a_payer_that_is_not_safe_keeps_the_others_out() {
    assertThat(names(proposal(loggers(), "C#LOG"))).isEmpty();
  }

  @Test
  void what_only_a_region_used_that_is_not_safe_may_be_worth_it_itself() {
    Profile profile =
        new Profiles()
            .ofClass("Main", 1)
            .by("")
            .region(MILLI, "UNSAFE")
            .ofClass("Other", 1)
            .by("Main#UNSAFE")
            .region(7 * MILLI, "TABLE")
            .build();

    assertThat(names(proposal(profile, "Main#UNSAFE"))).containsExactly("Other#TABLE");
    assertThat(names(proposal(profile))).containsExactly("Main#UNSAFE");
  }

  @Test
  void of_more_than_are_allowed_those_that_save_most_are_chosen() {
    Profile profile =
        new Profiles()
            .ofClass("Main", 1)
            .by("")
            .region(5 * MILLI, "FIVE")
            .region(9 * MILLI, "NINE")
            .region(7 * MILLI, "SEVEN")
            .build();

    assertThat(names(PlanProposal.of(judged(profile), new Limits(0, 0, 2))))
        .containsExactly("Main#NINE", "Main#SEVEN");
  }

  @Test
  void nothing_is_chosen_without_verdicts() {
    PlanProposal proposal = PlanProposal.of(Analysis.of("a", loggers()), Limits.USUAL);

    assertThat(proposal.chosen()).isEmpty();
    assertThat(proposal.candidates()).isEqualTo(3);
    assertThat(proposal.saving()).isEqualTo(Saving.NONE);
  }

  private static Profile loggers() {
    return new Profiles()
        .ofClass("A", 1)
        .by("")
        .region(80 * MILLI, "LOG")
        .calling("log.Factory.get")
        .ofClass("B", 1)
        .by("")
        .region(20_000, "LOG")
        .calling("log.Factory.get")
        .ofClass("C", 1)
        .by("")
        .region(20_000, "LOG")
        .calling("log.Factory.get")
        .build();
  }

  private static PlanProposal proposal(Profile profile, String... unsafe) {
    return PlanProposal.of(judged(profile, unsafe), Limits.USUAL);
  }

  private static Analysis judged(Profile profile, String... unsafe) {
    Map<String, FieldVerdict> verdicts = new HashMap<>();
    profile
        .classes()
        .values()
        .forEach(
            owner ->
                owner
                    .regions()
                    .forEach(
                        region ->
                            region
                                .fields()
                                .forEach(
                                    field -> {
                                      String name = owner.name() + '#' + field;
                                      boolean isSafe = !Arrays.asList(unsafe).contains(name);
                                      verdicts.put(
                                          name,
                                          new FieldVerdict(
                                              isSafe ? "PROVEN" : "UNSAFE", "", isSafe));
                                    })));
    return Analysis.of("a.lazyprofile", profile).judged(verdicts);
  }

  private static List<String> names(PlanProposal proposal) {
    return proposal.chosen().stream().map(choice -> choice.region().name()).toList();
  }
}
