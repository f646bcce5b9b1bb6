package io.lazyloader.agent.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustRulesTest {
  @Test
  void shipped_rules_each_give_a_reason() {
    TrustRules shipped = TrustRules.shipped();

    assertThat(shipped.trusting(String.join(":", shipped.setNames())).rules())
        .hasSizeGreaterThan(20)
        .allSatisfy(rule -> assertThat(rule.reason()).hasSizeGreaterThan(20));
  }

  @Test
  void rules_of_a_set_are_believed_once_it_is_asked_for() {
    TrustRules shipped = TrustRules.shipped();
    TrustRules asked = shipped.trusting(" loggers :");

    assertThat(shipped.rules()).isNotEmpty().allMatch(rule -> rule.set().equals("balanced"));
    assertThat(asked.rules())
        .hasSizeGreaterThan(shipped.rules().size())
        .allMatch(rule -> rule.set().equals("balanced") || rule.set().equals("loggers"));
    assertThat(asked.trusting("mappers").summary())
        .containsSubsequence("the standard levels", "; logger factories, ", "; Jackson's mappers ");
    assertThat(shipped.summary()).doesNotContain(";");
  }

  @Test
  void set_that_is_not_there_is_told_with_those_that_are() {
    assertThatThrownBy(() -> TrustRules.shipped().trusting("mappers:logers"))
        .hasMessage("there is no set of trust rules 'logers' (sets: balanced, loggers, mappers)");
  }

  @Test
  void rules_before_the_first_head_are_of_the_default_set_and_a_set_may_grow() throws IOException {
    TrustRules rules =
        TrustRules.shipped()
            .and(
                "own.lazyrules",
                content(
                    """
                    lazyloader-rules 1
                    trust a.B#c: first reason
                    trust a.B#d: second reason
                    set loggers: our own loggers
                    trust a.Logs#of: third reason
                    """));

    assertThat(rules.summary()).endsWith("; 2 rules of own.lazyrules");
    assertThat(rules.trusting("loggers").summary())
        .endsWith("; 2 rules of own.lazyrules; our own loggers");
    assertThat(rules.setNames()).isEqualTo(TrustRules.shipped().setNames());
  }

  @Test
  void policy_that_asks_for_proof_believes_no_rule() {
    assertThat(TrustRules.shipped().under(Policy.STRICT).rules()).isEmpty();
    assertThat(TrustRules.shipped().under(Policy.STRICT).summary()).isEqualTo("nothing");
    assertThat(TrustRules.shipped().under(Policy.BALANCED).rules()).isNotEmpty();
    assertThat(TrustRules.shipped().under(Policy.AGGRESSIVE).rules()).isNotEmpty();
  }

  @Test
  void rule_may_be_about_own_objects_and_about_a_group() throws IOException {
    TrustRules.Rule rule =
        rules(TrustRules.none(), "trust a.B+#c own group mine: a reason").rules().get(0);

    assertThat(rule.onOwn()).isTrue();
    assertThat(rule.group()).isEqualTo("mine");
    assertThat(rule.describe())
        .isEqualTo("a rule vouches for a.B+#c (own.lazyrules line 2): a reason");
  }

  @Test
  void rules_of_a_file_come_before_those_that_are_shipped() throws IOException {
    TrustRules rules =
        rules(
            TrustRules.shipped(),
            "trust org.slf4j.LoggerFactory#getLogger group mine: my own reason");

    assertThat(rules.rules().get(0).group()).isEqualTo("mine");
    assertThat(rules.rules()).hasSize(TrustRules.shipped().rules().size() + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trust com.acme.Logs: reason | line 2: \"trust com.acme.Logs: reason\" is not of the form",
        "believe com.acme.Logs#of: reason | line 2",
        "trust com.acme.Logs#of | gives no reason",
        "trust com.acme.Logs#of group: reason | is not of the form",
        "trust #of: reason | is not of the form",
        "trust com.acme.Logs#: reason | is not of the form",
        "trust com.acme.Logs#of mine: reason | is not of the form",
        "trust com.acme.Logs#of own group: reason | is not of the form",
        "trust com.acme.Logs#of own own: reason | is not of the form",
        "set loggers | is not of the form",
        "set : loggers | is not of the form",
        "set a:b: loggers | is not of the form",
        "set loggers: | is not of the form"
      })
  void line_that_is_no_rule_is_named_with_what_is_wrong(String line, String message) {
    assertThatThrownBy(() -> rules(TrustRules.none(), line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("own.lazyrules")
        .hasMessageContaining(message);
  }

  @Test
  void file_of_another_kind_is_told_by_its_first_line() {
    assertThatThrownBy(
            () -> TrustRules.none().and("app.lazyplan", content("lazyloader-plan 1\na.B#C\n")))
        .hasMessageContaining("app.lazyplan")
        .hasMessageContaining("lazyloader-rules 1");
  }

  private static TrustRules rules(TrustRules before, String line) throws IOException {
    return before.and("own.lazyrules", content("lazyloader-rules 1\n" + line + "\n"));
  }

  private static ByteArrayInputStream content(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
