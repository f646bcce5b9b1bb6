package io.lazyloader.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaArgumentsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-Xmx1g | -jar app.jar | -v --help",
        "-cp a:b -Dx=y | com.acme.Main | -cp x",
        "--class-path a --add-opens java.base/java.lang=ALL-UNNAMED | Main | ''",
        "-p mods --add-modules jdk.attach | -m com.acme/com.acme.Main | one",
        "--module-path=mods | --module=com.acme | one",
        "@options -ea | Shop.java | two"
      })
  void options_end_where_the_program_is_named(String options, String program, String arguments) {
    JavaArguments parsed = JavaArguments.parse(words(options + ' ' + program + ' ' + arguments));

    assertThat(parsed.options()).isEqualTo(words(options));
    assertThat(parsed.program()).isEqualTo(words(program));
    assertThat(parsed.arguments()).isEqualTo(words(arguments));
  }

  @Test
  void further_options_come_last_so_that_they_win_but_before_the_program() {
    JavaArguments parsed = JavaArguments.parse(words("-cp old -Xmx1g Main -cp x"));

    assertThat(parsed.with(words("-cp new")).words())
        .isEqualTo(words("-cp old -Xmx1g -cp new Main -cp x"));
  }

  @Test
  void further_options_come_first_if_an_argument_file_names_the_program() {
    assertThat(JavaArguments.parse(words("@all")).with(words("-Xint")).words())
        .isEqualTo(words("-Xint @all"));
  }

  @Test
  void another_program_gets_the_same_options_and_arguments() {
    JavaArguments parsed = JavaArguments.parse(words("-Xmx1g -jar app.jar one two"));

    assertThat(parsed.isJar()).isTrue();
    assertThat(parsed.running(words("-jar woven.jar")).words())
        .isEqualTo(words("-Xmx1g -jar woven.jar one two"));
  }

  private static List<String> words(String line) {
    return Arrays.stream(line.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
  }
}
