package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What makes an optimised program differ is found, and left out it differs no more. */
@Timeout(300)
@EnabledOnOs({OS.LINUX, OS.MAC})
class BisectIT {
  private static final int FIELDS = 22;
  private static final List<Integer> GUILTY = List.of(5, 16);
  private static final List<String> DEFER_ONLY =
      List.of("--safety=aggressive", "--skip=archive,flags,modernise,merge");

  @TempDir static Path directory;
  private static Program tool;

  /**
   * Each of the classes has a field that no run reads and that costs enough to be deferred. Two of
   * the initialisers leave something that the program prints, by reflection, of which analysis
   * knows no more than that.
   */
  @BeforeAll
  static void compile() throws Exception {
    tool = Program.of(directory).onlyOn();
    Path dep =
        tool.compile(
            "dep",
            """
            // dep/Dep.java
            package dep;
            public class Dep {}
            """);
    Files.createDirectories(dep.resolve("old"));
    Files.write(dep.resolve("old/Old.class"), Optimizing.oldClass());
    tool.jar("dep.jar", dep, Map.of());
    Path app =
        Program.of(directory)
            .on(dep)
            .compile(
                "app",
                """
                // app/Main.java
                package app;
                import java.lang.management.ManagementFactory;
                import java.util.*;
                public class Main {
                  public static void main(String[] args) throws Exception {
                    int sum = 0;
                    @SUM@
                    System.out.println(sum + " " + Log.SEEN);
                    String todo = args.length == 0 ? "" : args[0];
                    String options = ManagementFactory.getRuntimeMXBean().getInputArguments()
                        .toString();
                    if (todo.equals("time")) System.out.println(System.nanoTime());
                    if (todo.equals("passes")) {
                      var jar = Class.forName("dep.Dep").getProtectionDomain().getCodeSource();
                      System.out.println(jar.getLocation().getPath().replaceAll(".*/", ""));
                      try (var file = Main.class.getResourceAsStream("/old/Old.class")) {
                        System.out.println("version " + file.readNBytes(8)[7]);
                      }
                      System.out.println(options.contains("-XX:TieredStopAtLevel=1"));
                    }
                    if (todo.equals("archive")) {
                      System.out.println(options.matches(".*(SharedArchiveFile|AOTCache)=.*"));
                    }
                  }
                }
                class Log {
                  static final List<String> SEEN = new ArrayList<>();
                  static void add(String name) { SEEN.add(name); }
                  static Object note(String name) {
                    try {
                      Log.class.getDeclaredMethod("add", String.class).invoke(null, name);
                    } catch (ReflectiveOperationException e) {
                      throw new IllegalStateException(e);
                    }
                    return new byte[300_000];
                  }
                }
                @CLASSES@
                """
                    .replace("@SUM@", each("sum += H%d.number();"))
                    .replace("@CLASSES@", classes()));
    tool.jar("app.jar", app, Map.of("Main-Class", "app.Main", "Class-Path", "dep.jar"));
  }

  private static String classes() {
    return IntStream.range(0, FIELDS)
        .mapToObj(
            number ->
                "class H%d { static int number() { return %d; } static Object get() { return VALUE; }"
                        .formatted(number, number)
                    + " private static final Object VALUE = %s; }"
                        .formatted(
                            GUILTY.contains(number)
                                ? "Log.note(\"h" + number + "\")"
                                : "new byte[" + (300_000 + number) + "]"))
        .collect(Collectors.joining("\n"));
  }

  private static String each(String statement) {
    return IntStream.range(0, FIELDS)
        .mapToObj(statement::formatted)
        .collect(Collectors.joining("\n"));
  }

  @Tag("heavy")
  @Test
  void the_guilty_fields_of_many_are_named_with_their_reasons_and_left_out_all_is_well()
      throws Exception {
    Run found = bisect("fields", DEFER_ONLY);
    Run excluded = optimize("without", with(DEFER_ONLY, "--exclude=fields"));
    Run differing = optimize("with", DEFER_ONLY);

    assertThat(found.exitCode()).as(found.toString()).isEqualTo(1);
    assertThat(excluded("fields")).containsExactly("app.H16#VALUE", "app.H5#VALUE");
    assertThat(found.out())
        .contains(
            "defer: 2 of 22 fields have to stay eager:",
            "- 231 [h5, h16]",
            "+ 231 []",
            "it uses reflection (java.lang.Class.getDeclaredMethod(String, Class[]))",
            "at app.H5.<clinit>(Main.java:");
    assertThat(directory.resolve("fields"))
        .content()
        .contains("#   UNKNOWN  deferred     VALUE", "#         at app.H16.<clinit>(Main.java:");
    assertThat(found.err()).contains("lazyloader: defer: 22 of 22 suspected", "wrote fields;");
    assertThat(differing.exitCode()).as(differing.toString()).isEqualTo(1);
    assertThat(differing.err()).contains("lazyloader bisect finds what does it");
    assertThat(excluded.exitCode()).as(excluded.toString()).isZero();
    assertThat(excluded.out()).contains("20 fields are deferred");
    assertThat(excluded.out())
        .contains("2 fields stay eager, each because it is excluded:", "app.H5#VALUE");
  }

  @Tag("heavy")
  @Test
  void a_check_decides_what_counts_also_of_a_program_that_does_not_repeat_itself()
      throws Exception {
    String check = "--check=\"$LAZYLOADER_CANDIDATE\" more | grep -q h5";

    Run found = bisect("checked", with(DEFER_ONLY, check), "time");

    assertThat(found.exitCode()).as(found.toString()).isEqualTo(1);
    assertThat(found.out()).contains("1 of 22 fields has to", "the check ended with exit code 1");
    assertThat(excluded("checked")).containsExactly("app.H5#VALUE");
  }

  @Test
  void what_can_not_be_compared_with_itself_is_told_and_what_to_do() throws Exception {
    Run unsteady = bisect("unsteady", DEFER_ONLY, "time");
    Run unfit = bisect("unfit", List.of("--check=exit 7"));

    assertThat(unsteady.exitCode()).as(unsteady.toString()).isEqualTo(3);
    assertThat(unsteady.err())
        .contains("does not do the same in two runs", "standard output differs", "--check CMD");
    assertThat(unfit.exitCode()).as(unfit.toString()).isEqualTo(3);
    assertThat(unfit.err()).contains("the check does not find the original good", "exit code 7");
    assertThat(directory.resolve("unsteady")).doesNotExist();
  }

  @Test
  void where_nothing_differs_nothing_is_found() throws Exception {
    Run found = bisect("nothing", List.of("--safety=strict", "--skip=archive,flags"));

    assertThat(found.exitCode()).as(found.toString()).isZero();
    assertThat(found.out()).contains("The optimised program does what the original does.");
    assertThat(directory.resolve("nothing")).doesNotExist();
  }

  @Test
  void options_old_classes_and_whole_passes_are_found_one_after_the_other() throws Exception {
    List<String> options = List.of("--skip=archive,defer", "--merge-anyway");

    Run found = bisect("passes", options, "passes");
    Run excluded = optimize("no-passes", with(options, "--exclude=passes"), "passes");

    assertThat(found.exitCode()).as(found.toString()).isEqualTo(1);
    assertThat(excluded("passes"))
        .containsExactly("pass:merge", "-XX:TieredStopAtLevel=1", "old.Old");
    assertThat(found.out())
        .contains("- version 48", "+ version 50", "- dep.jar", "+ app.jar")
        .contains("merge: the pass has to be left out.");
    assertThat(excluded.exitCode()).as(excluded.toString()).isZero();
  }

  @Tag("heavy")
  @Test
  void an_archive_is_made_for_what_does_not_differ_without() throws Exception {
    Run found = bisect("archive", List.of("--skip=flags,modernise,merge,defer"), "archive");

    assertThat(found.exitCode()).as(found.toString()).isEqualTo(1);
    assertThat(excluded("archive")).containsExactly("pass:archive");
    assertThat(found.out()).contains("archive: the pass has to be left out.", "+ true");
  }

  @Test
  void a_file_that_excludes_nothing_that_is_known_is_wrong_usage() throws Exception {
    Files.writeString(
        directory.resolve("wrong"), "lazyloader-exclude 1\napp.H5#VALUE\napp/H6 # no\n");

    Run run = optimize("wrong-result", List.of("--exclude=wrong"));

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
    assertThat(run.err()).contains("wrong line 3: \"app/H6\" is none of ");
  }

  private static Run bisect(String file, List<String> options, String... arguments) {
    return run(List.of("bisect", "-o", file), options, arguments);
  }

  private static Run optimize(String result, List<String> options, String... arguments) {
    return run(List.of("optimize", "-n", "0", "-o", result, "--verify"), options, arguments);
  }

  private static List<String> with(List<String> options, String more) {
    List<String> all = new ArrayList<>(options);
    all.add(more);
    return all;
  }

  private static Run run(List<String> command, List<String> options, String... arguments) {
    List<String> words = new ArrayList<>(command);
    words.addAll(options);
    words.addAll(List.of("--", "-jar", "app.jar"));
    words.addAll(List.of(arguments));
    return tool.run(
        List.of(), "-jar " + Program.AGENT.toAbsolutePath(), words.toArray(String[]::new));
  }

  /** The lines of a file that are no comments, without its first. */
  private static List<String> excluded(String file) throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve(file));
    assertThat(lines).first().isEqualTo("lazyloader-exclude 1");
    return lines.stream().skip(1).filter(line -> !line.startsWith("#")).toList();
  }
}
