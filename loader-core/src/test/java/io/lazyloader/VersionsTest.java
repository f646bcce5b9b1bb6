package io.lazyloader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionsTest {
  @ParameterizedTest
  @CsvSource({
    "1.9,<,1.10",
    "1.2,=,1.2.0",
    "1,=,1.0.0",
    "10.0,=,10",
    "1.0.1,>,1",
    "2.0-rc1,<,2.0",
    "2.0-rc1,<,2.0-rc2",
    "2.0-alpha,<,2.0-beta",
    "6.0.0.RC1,<,6.0.0",
    "4.1.0.Beta2,<,4.1.0.Final",
    "3.0.0-M1,<,3.0.0",
    "1.0-SNAPSHOT,<,1.0",
    "1.0-SNAPSHOT,>,0.9",
    "21-ea,<,21",
    "33.8.0-jre,=,33.8.0",
    "5.3.31.RELEASE,=,5.3.31",
    "v2.1,=,2.1",
    "1.2.3 (build 7),=,1.2.3",
    "17.0.15+6-Debian-1,=,17.0.15",
    "2024-10-01,>,2023-12-31",
    "1.0-5,<,1.1"
  })
  void versions_are_compared_as_people_mean_them(String one, String relation, String other) {
    assertThat(sign(Versions.compare(one, other))).isEqualTo(relation);
    assertThat(sign(-Versions.compare(other, one))).isEqualTo(relation);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "newest", "-1", "${version}"})
  void what_does_not_begin_with_a_number_is_no_version(String text) {
    assertThatThrownBy(() -> Versions.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not a version such as 1.2 or 2.0-rc1");
  }

  private static String sign(int comparison) {
    return comparison < 0 ? "<" : comparison > 0 ? ">" : "=";
  }
}
