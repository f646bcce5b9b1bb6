package io.lazyloader.agent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lazyloader.agent.bench.Arm;
import io.lazyloader.agent.bench.JavaArguments;
import io.lazyloader.agent.cli.common.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArmParserTest {
  private static final String AGENT = "-javaagent:loader-agent.jar";

  @TempDir Path directory;

  @Test
  void without_any_arm_given_the_program_is_compared_with_itself_under_the_agent() {
    assertThat(lines("-cp x Main a"))
        .containsExactly(
            "plain: -cp x Main a",
            "agent: -cp x -Dlazyloader.mode=all -Dlazyloader.quiet=true " + AGENT + " Main a");
  }

  @Test
  void arms_that_are_given_come_behind_the_plain_one_unless_they_have_that_themselves() {
    assertThat(lines("Main", "c1=-XX:TieredStopAtLevel=1"))
        .containsExactly("plain: Main", "c1: -XX:TieredStopAtLevel=1 Main");
    assertThat(lines("Main", "a=-Xint", "plain=-Xmx1g"))
        .containsExactly("a: -Xint Main", "plain: -Xmx1g Main");
  }

  @Test
  void words_are_split_as_a_shell_does() {
    assertThat(lines("Main", "a= -Da='x  y'  \"-Db=\\\"z\\\"\" -Dc\\ d"))
        .containsExactly("plain: Main", "a: -Da=x  y -Db=\"z\" -Dc d Main");
    assertThat(ShellWords.split("a '' \"b\"c")).containsExactly("a", "", "bc");
  }

  @Test
  void an_arm_s_options_of_the_agent_go_before_those_of_the_command() throws IOException {
    Path plan = Files.writeString(directory.resolve("my plan.lazyplan"), "lazyloader-plan 1\n");

    assertThat(
            lines("Main", "p=-Xmx1g agent:mode=normal,sites,'plan=" + plan + "',quiet=false")
                .get(1))
        .isEqualTo(
            "p: -Xmx1g -Dlazyloader.mode=normal -Dlazyloader.quiet=false -Dlazyloader.sites=true"
                + " -Dlazyloader.plan="
                + plan
                + " "
                + AGENT
                + " Main");
  }

  @Test
  void an_arm_with_a_plan_defers_that_and_no_more_unless_it_says_so() throws IOException {
    Path plan = Files.writeString(directory.resolve("a.lazyplan"), "lazyloader-plan 1\n");
    String option = "plan=" + plan;

    assertThat(lines("Main", "p=agent:" + option, "all=agent:mode=all," + option))
        .satisfiesExactly(
            plain -> assertThat(plain).doesNotContain("mode"),
            planned -> assertThat(planned).contains("-Dlazyloader.mode=normal "),
            all -> assertThat(all).contains("-Dlazyloader.mode=all "));
  }

  @Test
  void an_arm_may_run_another_jar_or_something_else_altogether() {
    assertThat(lines("-Xmx1g -jar app.jar one", "w=-jar woven.jar", "o=-Xint -- -cp x Other two"))
        .containsExactly(
            "plain: -Xmx1g -jar app.jar one",
            "w: -Xmx1g -jar woven.jar one",
            "o: -cp x -Xint Other two");
  }

  @Test
  void what_can_t_be_meant_is_told() {
    assertWrong("Main", "noequals").contains("not of the form NAME=OPTIONS");
    assertWrong("Main", "=x").contains("not of the form NAME=OPTIONS");
    assertWrong("Main", "a=-Xint", "a=-Xmx1g").contains("two arms called a");
    assertWrong("Main", "a='x").isEqualTo("arm a: the quote ' is not closed.");
    assertWrong("Main", "a=agent:moed=all")
        .startsWith("arm a: unknown option 'moed'; did you mean mode? (known: ");
    assertWrong("Main", "a=agent:mode=ALL").contains("mode=ALL is none of normal, all");
    assertWrong("Main", "a=agent:plan=no.lazyplan").contains("there is no file no.lazyplan");
    assertWrong("Main", "a=mode=all").contains("written agent:mode=all");
    assertWrong("Main", "a=-cp x Other")
        .contains("'Other' is no option", "a='-- -cp app.jar Other'");
    assertWrong("Main", "a=--").contains("no program behind --");
    assertWrong("Main", "a=-jar x.jar one").contains("'one' stands behind the program");
    assertWrong("-jar app.jar", "a=-cp x").contains("java -jar takes no class path");
  }

  private static AbstractStringAssert<?> assertWrong(String program, String... arms) {
    Throwable[] thrown = new Throwable[1];
    assertThatThrownBy(() -> lines(program, arms))
        .isInstanceOf(CommandFailure.class)
        .satisfies(failure -> thrown[0] = failure);
    return assertThat(thrown[0].getMessage());
  }

  private static List<String> lines(String program, String... arms) {
    JavaArguments words = JavaArguments.parse(Arrays.asList(program.split(" ", -1)));
    ArmParser parser = new ArmParser(words, Map.of(), () -> Path.of("loader-agent.jar"));
    return parser.parse(Arrays.asList(arms)).stream().map(ArmParserTest::line).toList();
  }

  private static String line(Arm arm) {
    return arm.name() + ": " + String.join(" ", arm.arguments().words());
  }
}
