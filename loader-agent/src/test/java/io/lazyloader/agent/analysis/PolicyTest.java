package io.lazyloader.agent.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.analysis.Verdict.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
  @ParameterizedTest
  @CsvSource({
    "STRICT, PROVEN MARKED",
    "BALANCED, PROVEN MARKED TRUSTED",
    "AGGRESSIVE, PROVEN MARKED TRUSTED UNKNOWN"
  })
  void allows_what_its_name_says(Policy policy, String kinds) {
    Set<Kind> expected = EnumSet.noneOf(Kind.class);
    Arrays.stream(kinds.split(" ", -1)).map(Kind::valueOf).forEach(expected::add);
    Set<Kind> allowed = EnumSet.allOf(Kind.class);
    allowed.removeIf(kind -> !policy.allows(kind));

    assertThat(allowed).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"false, STRICT", "true, BALANCED"})
  void is_strict_unless_there_is_something_to_trust(boolean namesTrust, Policy expected) {
    assertThat(Policy.byDefault(namesTrust)).isEqualTo(expected);
  }
}
