package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.engine.VerdictEngine;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every adversarial case gets the verdict that its comment gives reasons for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdversarialVerdictsTest {
  private final Map<String, ClassVerdicts> verdicts = new ConcurrentHashMap<>();

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("expectations")
  void gives_the_verdict_that_the_case_asks_for(AdversarialCase adversary, Expectation expected) {
    String key = adversary.className(expected);
    expected.check(verdicts.computeIfAbsent(key, name -> judge(adversary, expected)));
  }

  private static ClassVerdicts judge(AdversarialCase adversary, Expectation expected) {
    VerdictEngine engine =
        new VerdictEngine(new CaseClasses(adversary.classFiles()), TrustRules.shipped());
    return engine.judge(adversary.classFile(adversary.className(expected)));
  }

  static Stream<Arguments> expectations() {
    return AdversarialCases.all().stream()
        .flatMap(each -> each.expectations().stream().map(field -> Arguments.of(each, field)));
  }
}
