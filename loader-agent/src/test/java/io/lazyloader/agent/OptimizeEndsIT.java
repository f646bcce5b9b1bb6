package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the optimiser does not make, it says, and leaves nothing of. */
@Timeout(240)
@EnabledOnOs({OS.LINUX, OS.MAC})
class OptimizeEndsIT {
  private static final String PACK_ONLY = "--skip=archive,flags,modernise,merge,unseal,defer";

  @TempDir static Path directory;
  private static Optimizing tool;

  @BeforeAll
  static void compile() throws Exception {
    tool = new Optimizing(directory);
    Program program = Program.of(directory);
    Path classes =
        program.compile(
            "app",
            """
            // app/Main.java
            package app;
            import io.lazyloader.Lazy;
            public class Main {
              private static final String LOUD = loud();
              private static String loud() { System.out.println("loud"); return "x".repeat(2); }
              public static void main(String[] args) throws Exception {
                System.out.println("main");
                String path = System.getProperty("java.class.path");
                switch (args.length == 0 ? "" : args[0]) {
                  case "fail" -> throw new IllegalStateException("no input");
                  case "wait" -> Thread.sleep(600_000);
                  case "wait-in-result" -> {
                    if (path.contains("placed")) {
                      java.nio.file.Files.writeString(java.nio.file.Path.of("waiting"), "");
                      Thread.sleep(600_000);
                    }
                  }
                  case "use" -> System.out.println(LOUD);
                  default -> {}
                }
              }
            }
            """);
    program.jar("app.jar", classes, Map.of("Main-Class", "app.Main"));
  }

  @Test
  void a_program_that_fails_is_told_with_its_code_and_last_words() throws Exception {
    assertNothing(3, optimize("failed", List.of(), "-jar", "app.jar", "fail"), "failed")
        .contains("exit code 1", "IllegalStateException: no input");
  }

  @Test
  void a_program_that_does_not_end_is_given_up() throws Exception {
    assertNothing(
            3, optimize("endless", List.of("--timeout=2"), "-jar", "app.jar", "wait"), "endless")
        .contains("2 s", "--ready");
  }

  @Test
  void a_damaged_jar_is_wrong_usage() throws Exception {
    byte[] whole = Files.readAllBytes(directory.resolve("app.jar"));
    Files.write(directory.resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));

    assertNothing(2, optimize("half", List.of(), "-jar", "half.jar"), "half").contains("half.jar");
    assertNothing(
            2, optimize("half", List.of(PACK_ONLY), "-cp", "app.jar:half.jar", "app.Main"), "half")
        .contains("half.jar");
  }

  @Test
  void results_are_replaced_only_if_told_to_and_nothing_else_ever() throws Exception {
    Files.createDirectories(directory.resolve("mine"));
    Files.writeString(directory.resolve("mine/letter.txt"), "dear");

    Run mine = optimize("mine", List.of(PACK_ONLY, "--overwrite"), "-jar", "app.jar");
    Run first = optimize("twice", List.of(PACK_ONLY), "-jar", "app.jar");
    Run second = optimize("twice", List.of(PACK_ONLY), "-jar", "app.jar");
    Run third = optimize("twice", List.of(PACK_ONLY, "--overwrite"), "-jar", "app.jar");
    Run failed =
        optimize("twice", List.of("--overwrite", "--skip=defer"), "-jar", "app.jar", "fail");

    assertThat(mine.exitCode()).isEqualTo(2);
    assertThat(mine.err()).contains("mine is not empty, and holds no result of ours");
    assertThat(directory.resolve("mine/letter.txt")).hasContent("dear");
    assertThat(first.exitCode()).as(first.toString()).isZero();
    assertThat(second.exitCode()).isEqualTo(2);
    assertThat(second.err()).contains("twice holds a result already; --overwrite replaces it.");
    assertThat(third.exitCode()).as(third.toString()).isZero();
    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(directory.resolve("twice/bin/app")).isExecutable();
    assertThat(tool.leftovers()).isEmpty();
  }

  @Test
  void what_was_optimised_is_not_optimised_again() throws Exception {
    assertThat(optimize("once", List.of(PACK_ONLY), "-jar", "app.jar").exitCode()).isZero();

    assertNothing(
            2,
            optimize("again", List.of(PACK_ONLY), "-cp", "once/lib/app.jar", "app.Main"),
            "again")
        .contains("was optimised before", "Optimize the program that it was made from.");
  }

  @Test
  void a_result_that_behaves_in_another_way_is_shown_and_dropped() throws Exception {
    Path plan =
        Files.writeString(directory.resolve("l.lazyplan"), "lazyloader-plan 1\napp.Main#LOUD\n");
    List<String> options =
        List.of("--skip=archive,flags,merge,modernise", "--plan=" + plan, "--verify");

    assertNothing(1, optimize("other", options, "-jar", "app.jar", "use"), "other")
        .contains("standard output", "- loud", "+ main", "--skip PASS");
  }

  @Test
  void an_interrupted_run_leaves_nothing_and_an_earlier_result_comes_back() throws Exception {
    String temporary = Files.createDirectory(directory.resolve("tmp")).toString();
    assertThat(optimize("placed", List.of(PACK_ONLY), "-jar", "app.jar").exitCode()).isZero();
    byte[] before = Files.readAllBytes(directory.resolve("placed/optimize.json"));

    Process process =
        tool.start(
            List.of("-Djava.io.tmpdir=" + temporary),
            List.of("-o", "placed", "--overwrite", "--skip=flags,modernise,merge,defer"),
            "-jar",
            "app.jar",
            "wait-in-result");
    for (int tries = 0; tries < 1_000 && !Files.exists(directory.resolve("waiting")); tries++) {
      Thread.sleep(50);
    }
    process.destroy();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(directory.resolve("waiting")).exists();
    assertThat(tool.leftovers()).isEmpty();
    assertThat(directory.resolve("placed/optimize.json")).hasBinaryContent(before);
    assertThat(Optimizing.names(Path.of(temporary)))
        .noneMatch(name -> name.startsWith("lazyloader-plan"));
  }

  private static Run optimize(String name, List<String> options, String... javaArguments) {
    List<String> all = new ArrayList<>(List.of("-o", name));
    all.addAll(options);
    return tool.optimize(all, javaArguments);
  }

  /** What is told of a run that made nothing. */
  private static AbstractStringAssert<?> assertNothing(int exitCode, Run run, String name)
      throws IOException {
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
    assertThat(directory.resolve(name)).doesNotExist();
    assertThat(tool.leftovers()).isEmpty();
    assertThat(run.out()).isEmpty();
    return assertThat(run.err());
  }
}
