package io.lazyloader.agent.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.analysis.engine.VerdictEngine;
import io.lazyloader.agent.rewrite.Judge;
import io.lazyloader.agent.rewrite.Region;
import io.lazyloader.agent.rewrite.Unit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What PROVEN and UNSAFE mean, tried out: the cases run eagerly and lazily, and are compared by all
 * that a program could see, whichever class is initialised first, for every order of first reads.
 */
@Tag("slow")
class DeferralTest {
  @Tag("heavy")
  @ParameterizedTest(name = "{0}")
  @MethodSource("casesWithProof")
  void of_what_must_be_proven_is_not_seen(AdversarialCase adversary) {
    Unit unit = judged(adversary, name -> new Only(provenIn(adversary, name)));
    for (Expectation field : adversary.proven()) {
      assertThat(unit.decision(adversary.className(field)).deferred()).contains(field.field());
    }
    assertIsNotSeen(adversary, unit, adversary.proven());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("casesThatRunAlike")
  void of_what_the_engine_proves_is_not_seen(AdversarialCase adversary) {
    VerdictEngine engine =
        new VerdictEngine(new CaseClasses(adversary.classFiles()), TrustRules.none());
    Unit unit = judged(adversary, name -> engine.judge(adversary.classFile(name), Policy.STRICT));
    assertIsNotSeen(
        adversary, unit, adversary.shows() ? adversary.expectations() : adversary.proven());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("casesThatShow")
  void of_what_is_not_proven_is_seen(AdversarialCase adversary) {
    Unit unit = judged(adversary, name -> Judge.RECKLESS);
    assertThat(Orders.of(places(adversary, adversary.expectations())))
        .as("orders of first reads")
        .anySatisfy(order -> assertIsSeen(adversary, unit, order));
  }

  static Stream<AdversarialCase> casesWithProof() {
    return AdversarialCases.all().stream().filter(each -> !each.proven().isEmpty());
  }

  /** The cases that end, and that look the same in each eager run. */
  static Stream<AdversarialCase> casesThatRunAlike() {
    return AdversarialCases.all().stream().filter(each -> each.shows() || !each.proven().isEmpty());
  }

  static Stream<AdversarialCase> casesThatShow() {
    return AdversarialCases.all().stream().filter(AdversarialCase::shows);
  }

  private static Unit judged(AdversarialCase adversary, Function<String, Judge> judges) {
    Unit unit = adversary.unit();
    for (String name : adversary.classNames()) {
      String internalName = name.replace('.', '/');
      unit.asking(internalName, request -> request.judge(judges.apply(internalName)));
    }
    return unit;
  }

  private static void assertIsNotSeen(
      AdversarialCase adversary, Unit unit, List<Expectation> fields) {
    for (String first : adversary.classNames()) {
      for (List<Integer> order : Orders.of(places(adversary, fields))) {
        assertThat(FirstReads.observe(adversary, unit.lazy(), first, order))
            .as("%s is initialised first, then first reads in the order %s", first, order)
            .isEqualTo(FirstReads.observe(adversary, unit.eager(), first, order));
      }
    }
  }

  private static void assertIsSeen(AdversarialCase adversary, Unit unit, List<Integer> order) {
    String first = adversary.subject();
    String eagerly = FirstReads.observe(adversary, unit.eager(), first, order);
    assertThat(FirstReads.observe(adversary, unit.eager(), first, order))
        .as("eagerly once more")
        .isEqualTo(eagerly);
    assertThat(FirstReads.observe(adversary, unit.lazy(), first, order))
        .as("lazily")
        .isNotEqualTo(eagerly);
  }

  private static List<Integer> places(AdversarialCase adversary, List<Expectation> fields) {
    return IntStream.range(0, adversary.expectations().size())
        .filter(place -> fields.contains(adversary.expectations().get(place)))
        .boxed()
        .toList();
  }

  private static Set<String> provenIn(AdversarialCase adversary, String className) {
    Set<String> fields = new HashSet<>();
    for (Expectation field : adversary.proven()) {
      if (adversary.className(field).equals(className)) {
        fields.add(field.field());
      }
    }
    return fields;
  }

  /** Allows regions that assign nothing but certain fields. */
  private record Only(Set<String> fields) implements Judge {
    @Override
    public @Nullable String obstacle(Region region) {
      return fields.containsAll(region.fields()) ? null : "it need not be proven";
    }
  }
}
