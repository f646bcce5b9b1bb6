package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What shells complete is what there is. Each shell that is installed is asked itself. */
@Tag("slow")
@EnabledOnOs({OS.LINUX, OS.MAC})
class CompletionTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lazyloader ver | verify-jar version",
        "lazyloader run --mo | --mode",
        "lazyloader run --mode '' | all none normal",
        "lazyloader run --safety st | strict",
        "lazyloader report --format h | html",
        "lazyloader optimize --for '' | cli server",
        "lazyloader optimize --skip mo | modernise",
        "lazyloader bench --ign | --ignore-failure",
        "lazyloader completion '' | bash fish zsh"
      })
  void bash_completes_commands_options_and_values(String words, String expected) throws Exception {
    assumeTrue(isThere("bash"), "bash is installed");

    assertThat(bash(words)).containsExactlyInAnyOrder(expected.split(" "));
  }

  @Test
  void bash_completes_every_option_of_every_command() throws Exception {
    assumeTrue(isThere("bash"), "bash is installed");
    List<String> script = new ArrayList<>(List.of("source " + script("bash")));
    List<String> expected = new ArrayList<>();
    for (CommandSpec command : commands()) {
      script.add(completing("lazyloader " + command.name() + " --"));
      script.add(
          "echo " + command.name() + " $(printf '%s\\n' \"${COMPREPLY[@]}\" | LC_ALL=C sort)");
      expected.add(command.name() + ' ' + String.join(" ", longOptions(command)));
    }

    assertThat(run("bash", "--norc", "-c", String.join("\n", script)).lines().toList())
        .isEqualTo(expected);
  }

  @Test
  void zsh_takes_the_script_of_bash() throws Exception {
    assertThat(Ran.command("completion", "zsh")).isEqualTo(Ran.command("completion", "bash"));
    assumeTrue(isThere("zsh"), "zsh is installed");

    assertThat(
            run(
                "zsh",
                "-f",
                "-c",
                "autoload -U compinit && compinit -u -D && source "
                    + script("zsh")
                    + " && echo $_comps[lazyloader]"))
        .contains("_bash_complete");
  }

  @Test
  void the_script_for_fish_has_every_option_of_every_command() {
    List<String> lines = Ran.command("completion", "fish").out().lines().toList();

    for (CommandSpec command : commands()) {
      assertThat(lines)
          .anyMatch(line -> line.contains(" -n __fish_use_subcommand -a " + command.name() + " "));
      Set<String> named = new TreeSet<>();
      String start =
          "complete -c lazyloader -n '__fish_seen_subcommand_from " + command.name() + "' ";
      for (String line : lines) {
        if (line.startsWith(start) && line.contains(" -l ")) {
          named.add("--" + line.replaceFirst(".* -l ([\\w-]+).*", "$1"));
        }
      }
      assertThat(named).isEqualTo(longOptions(command));
    }
    // A quote that is not closed would swallow what follows.
    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(line.replaceAll("\\\\.", "").replaceAll("'[^']*'", ""))
                    .doesNotContain("'"));
  }

  @Test
  void fish_completes_commands_and_values() throws Exception {
    assumeTrue(isThere("fish"), "fish is installed");
    String script = "source " + script("fish") + "; complete -C ";

    assertThat(names(run("fish", "--no-config", "-c", script + "'lazyloader ver'")))
        .containsExactlyInAnyOrder("verify-jar", "version");
    assertThat(names(run("fish", "--no-config", "-c", script + "'lazyloader run --mode '")))
        .containsExactlyInAnyOrder("normal", "all", "none");
    assertThat(names(run("fish", "--no-config", "-c", script + "'lazyloader run --bud'")))
        .containsExactly("--budget");
  }

  private static List<String> names(String printed) {
    return printed.lines().map(line -> line.split("\t", 2)[0]).toList();
  }

  private static List<CommandSpec> commands() {
    return new CommandLine(new Main())
        .getSubcommands().values().stream().map(CommandLine::getCommandSpec).toList();
  }

  private static Set<String> longOptions(CommandSpec command) {
    Set<String> names = new TreeSet<>(command.optionsMap().keySet());
    names.removeIf(name -> !name.startsWith("--"));
    return names;
  }

  private List<String> bash(String words) throws Exception {
    String script =
        "source "
            + script("bash")
            + "\n"
            + completing(words)
            + "\nprintf '%s\\n' \"${COMPREPLY[@]}\"";
    return run("bash", "--norc", "-c", script).lines().map(String::strip).toList();
  }

  /** What bash does when the user presses TAB behind words. */
  private static String completing(String words) {
    return "COMP_WORDS=("
        + words
        + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()\n_complete_lazyloader 2>/dev/null";
  }

  private Path script(String shell) throws IOException {
    return Files.writeString(
        directory.resolve("completion." + shell), Ran.command("completion", shell).out());
  }

  private static boolean isThere(String program) {
    for (String place : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(place, program))) {
        return true;
      }
    }
    return false;
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }
}
