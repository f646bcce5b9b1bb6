package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import io.lazyloader.agent.profile.ProfileWriter;
import io.lazyloader.agent.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CommandLineIT {
  @TempDir Path directory;
  private Program program;

  @BeforeEach
  void withoutClassPath() throws IOException {
    program = Program.of(directory).onlyOn();
  }

  @Test
  void tells_its_version_and_its_commands() {
    assertThat(run(Program.AGENT, "--version").out())
        .matches(
            "(?s)lazyloader 0\\..*\nbuild  loader-agent.jar, SHA-256 [0-9a-f]{64}\nJVM    .*"
                + Pattern.quote(System.getProperty("java.vm.version"))
                + ".*\nsystem .*\n");
    assertThat(run(Program.AGENT, "--help").out())
        .contains(
            "demo", "run", "record", "merge", "report", "explain", "-javaagent:loader-agent.jar");
  }

  @Test
  void help_and_version_are_commands_too() {
    Run help = run(Program.AGENT, "help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).isEqualTo(run(Program.AGENT, "--help").out());
    // What a command does is told whole.
    assertThat(help.out().replaceAll("\\s+", " "))
        .contains(
            "Merged profiles may be merged again; a run that is in already is not counted again.",
            "and what laziness would save. Of two profiles, shows what changed.",
            "4 a file could not be written");
    assertThat(run(Program.AGENT, "help", "run").out())
        .isEqualTo(run(Program.AGENT, "run", "--help").out())
        .startsWith("Usage: lazyloader run [OPTIONS] -- JAVA-ARGS");
    assertThat(run(Program.AGENT, "version").out())
        .isEqualTo(run(Program.AGENT, "--version").out());
  }

  @Test
  void a_command_that_is_not_there_is_missed_whatever_stands_behind_it() {
    Run dance = run(Program.AGENT, "dance", "--help");
    Run merge = run(Program.AGENT, "mrge");

    assertThat(dance.exitCode()).isEqualTo(2);
    assertThat(dance.out()).isEmpty();
    assertThat(dance.err()).startsWith("lazyloader: there is no command 'dance' (commands: demo, ");
    assertThat(merge.err())
        .startsWith("lazyloader: there is no command 'mrge'; did you mean merge?");
  }

  @EnabledOnOs(OS.LINUX)
  @Test
  void an_answer_that_nobody_gets_is_no_success() throws Exception {
    Process process =
        new ProcessBuilder(
                Program.java(),
                "-jar",
                Program.AGENT.toAbsolutePath().toString(),
                "explain",
                "java.lang.Math")
            .redirectOutput(Path.of("/dev/full").toFile())
            .redirectError(directory.resolve("err.txt").toFile())
            .start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(4);
    assertThat(directory.resolve("err.txt"))
        .hasContent(
            "lazyloader: not all could be written to standard output: No space left on device.\n");
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void who_has_read_enough_hears_nothing_of_it() throws Exception {
    String command =
        Program.java()
            + " -jar "
            + Program.AGENT.toAbsolutePath()
            + " completion fish | { read -r line; exec <&-; sleep 1; echo \"$line\"; }";

    Process process =
        new ProcessBuilder("sh", "-c", command)
            .redirectOutput(directory.resolve("out.txt").toFile())
            .redirectError(directory.resolve("err.txt").toFile())
            .start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(directory.resolve("out.txt")).content().startsWith("# Completes lazyloader in fish");
    assertThat(directory.resolve("err.txt")).isEmptyFile();
  }

  @EnabledOnOs(OS.LINUX)
  @Test
  void a_temporary_directory_that_takes_nothing_is_named() {
    Run run =
        program.run(
            List.of("-Djava.io.tmpdir=/proc/none", "-jar"),
            Program.AGENT.toString(),
            "run",
            "--",
            "Main");

    assertThat(run.exitCode()).isEqualTo(4);
    // Newer JVMs warn of the directory on a line of their own before.
    assertThat(run.err())
        .contains("lazyloader: /proc/none/", " can't be read or written: ")
        .doesNotContain("Exception", "defect");
  }

  @Test
  void the_jar_has_all_that_completion_and_manual_pages_need() throws IOException {
    Path pages = directory.resolve("man1");

    assertThat(run(Program.AGENT, "completion", "bash").out())
        .contains("function _complete_lazyloader()");
    assertThat(run(Program.AGENT, "completion", "fish").out()).contains("-a verify-jar -d ");
    assertThat(run(Program.AGENT, "man", "-d", pages.toString()).exitCode()).isZero();
    assertThat(pages.resolve("lazyloader-verify-jar.1"))
        .content()
        .startsWith(".TH LAZYLOADER-VERIFY-JAR 1 ");
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void half_a_report_is_none() throws Exception {
    Path shop = directory.resolve("shop.lazyprofile");
    ProfileWriter.write(Profiles.shop(), shop);
    Path report = Files.writeString(directory.resolve("app.html"), "as it was");
    String command =
        "ulimit -f 8; exec "
            + Program.java()
            + " -XX:-UsePerfData -jar "
            + Program.AGENT.toAbsolutePath()
            + " report --format html -o app.html shop.lazyprofile";

    Process process =
        new ProcessBuilder("sh", "-c", command)
            .directory(directory.toFile())
            .redirectError(directory.resolve("err.txt").toFile())
            .start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(4);
    assertThat(directory.resolve("err.txt"))
        .hasContent("lazyloader: option -o: app.html can't be written: File too large.\n");
    assertThat(report).hasContent("as it was");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
    }
  }

  @Test
  void wrong_usage_is_told_on_stderr_and_exits_with_2() {
    assertThat(run(Program.AGENT).exitCode()).isEqualTo(2);
    assertThat(run(Program.AGENT, "dance").err()).contains("'dance'");
    assertThat(run(Program.AGENT, "dance").exitCode()).isEqualTo(2);

    Run noRuns = run(Program.AGENT, "demo", "-n", "0");
    assertThat(noRuns.exitCode()).isEqualTo(2);
    assertThat(noRuns.err()).isEqualTo("lazyloader: option -n: at least one run, not 0.\n");
    assertThat(noRuns.out()).isEmpty();
  }

  @Test
  void the_demo_says_what_it_misses() throws IOException {
    Path copy = Files.copy(Program.AGENT, directory.resolve("loader-agent.jar"));

    Run run = run(copy, "demo");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("lazyloader: the toolbox sample is not built (no ")
        .contains("Use ./lazyloader demo, which builds it");
  }

  @Test
  void colours_are_for_who_asks_and_for_nobody_who_forbids_them() {
    String field = "java.util.regex.Pattern#lastAccept";
    assertThat(run(Program.AGENT, "explain", field).out()).doesNotContain("\u001b[");

    program.environment("CLICOLOR_FORCE", "1");
    assertThat(run(Program.AGENT, "explain", field).out()).contains("\u001b[32mPROVEN");
    assertThat(run(Program.AGENT, "run", "--help").out()).contains("\u001b[");

    program.environment("NO_COLOR", "1");
    assertThat(run(Program.AGENT, "explain", field).out()).doesNotContain("\u001b[");
    assertThat(run(Program.AGENT, "run", "--help").out()).doesNotContain("\u001b[");
  }

  @Test
  void the_jar_has_all_that_explain_needs() {
    Run text = run(Program.AGENT, "explain", "java.util.regex.Pattern#lastAccept");
    Run json = run(Program.AGENT, "explain", "java.util.regex.Pattern#lastAccept", "--json");

    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out()).startsWith("java.util.regex.Pattern (the JDK)").contains("lastAccept");
    assertThat(json.exitCode()).as(json.err()).isZero();
    assertThat(json.out()).contains("\"schema\" : 1", "\"field\" : \"lastAccept\"");
  }

  @Test
  void the_jar_has_all_that_merge_and_report_need() throws IOException {
    String shop = directory.resolve("shop.lazyprofile").toString();
    String merged = directory.resolve("merged.lazyprofile").toString();
    ProfileWriter.write(Profiles.shop(), Path.of(shop));

    Run merge = run(Program.AGENT, "merge", "-o", merged, shop, shop);
    Run text = run(Program.AGENT, "report", merged);
    Run json = run(Program.AGENT, "report", "--format", "json", shop, merged);
    Run bad = run(Program.AGENT, "report", Program.AGENT.toString());

    assertThat(merge.err()).startsWith("lazyloader: merged 2 profiles of 2 runs, 4 classes,");
    assertThat(text.err()).isEmpty();
    assertThat(text.out()).startsWith("Profile of acme.Shop, 2 runs").contains("  never read\n");
    assertThat(json.out()).startsWith("{\"schema\":\"lazyloader-report\",\"version\":1,");
    assertThat(bad.exitCode()).isEqualTo(2);
    assertThat(bad.err()).contains(" line 1, column ").doesNotContain("Exception");
  }

  @Test
  void a_profile_that_is_none_is_told_before_the_program_is_run() throws IOException {
    program.write("app.html", "<!doctype html>");

    Run optimize =
        run(Program.AGENT, "optimize", "--profile", "app.html", "-o", "fast", "--", "app.Main");

    assertThat(optimize.exitCode()).isEqualTo(2);
    assertThat(optimize.err())
        .isEqualTo(
            "lazyloader: profile app.html line 1, column 1: it does not begin as a profile. Name a"
                + " file that record or merge wrote.\n");
  }

  private Run run(Path jar, String... arguments) {
    return program.run(List.of("-jar"), jar.toString(), arguments);
  }
}
