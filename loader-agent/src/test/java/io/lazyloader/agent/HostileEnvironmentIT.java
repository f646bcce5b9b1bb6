package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where something is forbidden, missing or used up, the program does what it does eagerly. */
class HostileEnvironmentIT {
  private static final String OUT = "true [a] false\n";

  @TempDir Path directory;
  private Program program;

  @BeforeEach
  void compile() throws IOException {
    program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import io.lazyloader.Lazy;
            import java.util.*;
            import java.util.regex.Pattern;
            public class Main {
              static class Late {
                static final Pattern WORD = Pattern.compile("[a-z]+");
                @Lazy static final List<String> MARKED = new ArrayList<>(List.of("a"));
              }
              @SuppressWarnings("removal")
              public static void main(String[] args) {
                for (String arg : args) {
                  if (arg.equals("guard")) System.setSecurityManager(new SecurityManager());
                  if (arg.equals("interrupt")) Thread.currentThread().interrupt();
                }
                boolean matches = Late.WORD.matcher("x").matches();
                System.out.println(matches + " " + Late.MARKED + " " + Thread.currentThread().isInterrupted());
              }
            }
            """);
  }

  @Test
  void under_a_security_manager_what_it_allows_is_measured() {
    assumeThat(Runtime.version().feature()).isLessThan(24);
    program.jvm("-Djava.security.manager=allow");

    Run run = program.lazy("mode=all,metrics=figures.txt", "app.Main", "guard");

    assertThat(run.out()).isEqualTo(OUT);
    // What would have to be judged stays eager: files can't be read without asking it.
    assertThat(directory.resolve("figures.txt"))
        .content()
        .contains("deferred  1 field: 1 resolved", "used heap")
        .contains("PSS unknown");
    assertThat(run.err()).doesNotContain("loader: ", "io.lazyloader", "AccessControl");
  }

  @Test
  void under_a_security_manager_a_profile_is_written() {
    assumeThat(Runtime.version().feature()).isLessThan(24);
    program.jvm("-Djava.security.manager=allow");

    Run run = program.lazy("mode=record,profile=app.lazyprofile", "app.Main", "guard");

    assertThat(run.out()).isEqualTo(OUT);
    assertThat(directory.resolve("app.lazyprofile"))
        .content()
        .contains("app.Main$Late", "\"main\":", "app.Main", "ready_ns");
    assertThat(run.err()).doesNotContain("loader: ", "io.lazyloader", "AccessControl");
  }

  @Test
  void in_an_image_without_management_the_rest_is_measured() throws IOException {
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    assumeThat(jlink).exists();
    Path image = directory.resolve("image");
    List<String> make =
        List.of(
            jlink.toString(), "--add-modules", "java.base,java.instrument", "--output", "" + image);
    assumeThat(exitCode(make)).isZero();
    String java = image.resolve("bin/java").toString();

    Run run = shell(java, "-javaagent:" + Program.AGENT + "=mode=all,metrics=stderr");
    Run recorded =
        shell(java, "-javaagent:" + Program.AGENT + "=mode=record,profile=p.lazyprofile");

    assertThat(run.out()).isEqualTo(OUT);
    assertThat(run.err())
        .contains("deferred  2 fields: 2 resolved", "allocated unknown, used heap ")
        .doesNotContain("NoClassDefFoundError");
    assertThat(recorded.out()).isEqualTo(OUT);
    assertThat(recorded.err()).isEmpty();
    assertThat(directory.resolve("p.lazyprofile")).content().contains("app.Main$Late");
  }

  @Test
  void an_interrupted_thread_stays_interrupted() {
    Run run = program.lazy("mode=all,metrics=stderr", "app.Main", "interrupt");

    assertThat(run.out()).isEqualTo("true [a] true\n");
    assertThat(run.err()).contains("deferred  2 fields: 2 resolved");
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void few_files_a_small_stack_and_a_small_heap_are_enough() throws IOException {
    Run run =
        shell(
            "ulimit -n 64; exec " + Program.java(),
            "-Xss180k -Xmx32m -javaagent:" + Program.AGENT + "=mode=all,metrics=stderr");

    assertThat(run.out()).isEqualTo(OUT);
    assertThat(run.err()).contains("deferred  2 fields: 2 resolved");
  }

  @EnabledOnOs(OS.LINUX)
  @Test
  void a_closed_stream_and_a_full_disk_keep_nothing_from_running() throws IOException {
    Run full = program.lazy("mode=all,metrics=/dev/full,dump=/dev/full", "app.Main");
    Run closed =
        shell(
            "exec 2>&-; exec " + Program.java(),
            "-javaagent:" + Program.AGENT + "=mode=all,metrics=stderr");

    assertThat(full.out()).isEqualTo(OUT);
    assertThat(full.err())
        .contains("metrics file /dev/full can't be written: ", "deferred  2 fields: 2 resolved")
        .contains("option dump: ");
    assertThat(closed.out()).isEqualTo(OUT);
    assertThat(closed.exitCode()).isZero();
  }

  @Test
  void a_message_about_a_class_with_thousands_of_fields_is_short() throws IOException {
    StringBuilder source = new StringBuilder("// app/Big.java\npackage app;\npublic class Big {\n");
    for (int field = 0; field < 3_000; field++) {
      source.append("  static Object field").append(field).append(";\n");
    }
    source.append("  public static void main(String[] args) { System.out.println(\"big\"); }\n}\n");
    Path big = program.compile("big", source.toString());
    program.write("app.lazyplan", "lazyloader-plan 1\napp.Big#NONE\n");

    Run run = program.onlyOn(big).lazy("plan=app.lazyplan", "app.Big");

    assertThat(run.out()).isEqualTo("big\n");
    assertThat(run.ours().get(0))
        .startsWith("loader: plan app.lazyplan line 2: no field 'NONE' in app.Big (static fields: ")
        .contains(" and 2980 more")
        .hasSizeLessThan(500);
  }

  private Run shell(String java, String options) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c"));
    command.add(java + ' ' + options + " -cp " + program.classes() + " app.Main");
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    int code = exitCode(command, out, err);
    return new Run(code, Program.text(out), Program.text(err));
  }

  private int exitCode(List<String> command) throws IOException {
    return exitCode(command, directory.resolve("made.txt"), directory.resolve("said.txt"));
  }

  private int exitCode(List<String> command, Path out, Path err) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return process.onExit().orTimeout(120, TimeUnit.SECONDS).join().exitValue();
  }
}
