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
    assertThat(TrustRules.shipped().rules())
        .hasSizeGreaterThan(20)
        .allSatisfy(rule -> assertThat(rule.reason()).hasSizeGreaterThan(20));
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
        "trust com.acme.Logs#: reason | is not of the form"
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
