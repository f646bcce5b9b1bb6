package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A result prints what the original prints, wherever it is put and whatever becomes of it. */
@Timeout(240)
@EnabledOnOs({OS.LINUX, OS.MAC})
class OptimizedPlacesIT {
  private static final int FEATURE = Runtime.version().feature();

  @TempDir static Path directory;
  private static Optimizing tool;
  private static Path made;
  private static Run original;
  private Path result;

  @BeforeAll
  static void optimize() throws Exception {
    tool = new Optimizing(directory);
    Program program = Program.of(directory);
    Path classes = Files.createDirectory(directory.resolve("app"));
    program.compile(
        classes,
        List.of("--release", "17"),
        """
            // app/Main.java
            package app;
            import java.lang.invoke.MethodHandle;
            import java.lang.invoke.MethodHandles;
            import java.lang.invoke.MethodType;
            public class Main {
              static double sum(int a, long b, double c) {
                return a + b + c;
              }
              public static void main(String[] args) throws Throwable {
                // The JVM makes classes for what is bound.
                MethodHandle sum = MethodHandles.lookup().findStatic(Main.class, "sum",
                    MethodType.methodType(double.class, int.class, long.class, double.class));
                MethodHandle bound = MethodHandles.insertArguments(sum, 0, 1, 2L, 3.0);
                System.out.println((double) bound.invokeExact());
                System.out.write(new byte[] {0, (byte) 0xff, 13, 10}, 0, 4);
                System.out.println(java.util.List.of(args));
                System.exit(args.length);
              }
            }
            """);
    program.jar("app.jar", classes, Map.of("Main-Class", "app.Main"));
    Files.createDirectory(directory.resolve("real"));
    Files.createSymbolicLink(directory.resolve("via"), directory.resolve("real"));
    Run run = tool.optimize(List.of("-o", "via/made", "--skip=flags,defer"), "-jar", "app.jar");
    assertThat(run.exitCode()).as(run.toString()).isZero();
    made = directory.resolve("via/made");
    original = tool.java("-jar", "app.jar", "a b", "$c", "*", "@d");
  }

  @BeforeEach
  void copy() throws Exception {
    result = Files.createTempDirectory(directory, "place").resolve("with space");
    run("cp", "-a", made.toString(), result.toString());
    assertThat(original.exitCode()).isEqualTo(4);
  }

  @Test
  void where_it_was_made_and_called_from_elsewhere_or_by_a_link() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), made.resolve("bin/app"));

    assertUsed(made.resolve("bin/app"));
    assertUsed(link);
    assertThat(launch(Path.of("/"), made.resolve("bin/app"), Map.of())).isEqualTo(original);
    assertThat(launch(made.resolve("bin"), Path.of("./app"), Map.of())).isEqualTo(original);
  }

  @Test
  void by_its_argument_file() throws Exception {
    Run run =
        tool.run(result, Map.of(), List.of(Program.java(), "@app.argfile", "a b", "$c", "*", "@d"));

    assertThat(run).isEqualTo(original);
  }

  @Test
  void copied_with_or_without_times_or_moved() throws Exception {
    Path parent = result.toAbsolutePath().resolve("..").normalize();
    run("cp", "-r", made.toString(), parent.resolve("plainly").toString());
    run("mv", result.toString(), parent.resolve("moved").toString());

    for (Path launcher :
        List.of(parent.resolve("moved/bin/app"), parent.resolve("plainly/bin/app"))) {
      if (FEATURE >= 19) {
        assertUsed(launcher);
      } else {
        Run run = launch(directory, launcher, Map.of());
        assertThat(run.out()).isEqualTo(original.out());
        assertThat(run.err()).contains("was moved from ", "Optimize again.");
        assertThat(tool.loaded(launcher))
            .containsEntry("java.lang.Object", true)
            .containsEntry("app.Main", false);
      }
    }
  }

  @Test
  void without_its_archive() throws Exception {
    Files.delete(archive());

    Run run = launch(directory, result.resolve("bin/app"), Map.of());

    assertThat(run.out()).isEqualTo(original.out());
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("is not there, so it starts more slowly. Optimize again.");
    assertThat(launch(directory, result.resolve("bin/app"), Map.of("LAZYLOADER_QUIET", "1")))
        .isEqualTo(original);
  }

  @Test
  void with_half_of_its_archive() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(archive().toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }

    Run run = launch(directory, result.resolve("bin/app"), Map.of());

    assertThat(run.out()).isEqualTo(original.out());
    assertThat(run.exitCode()).isEqualTo(4);
  }

  @Test
  void with_an_agent_from_an_archive_that_agents_leave_in_use() throws Exception {
    Path log = directory.resolve("with-agent.txt");
    String options =
        "-javaagent:"
            + Program.AGENT.toAbsolutePath()
            + "=quiet -Xlog:class+load:file="
            + log
            + ":none";

    Run run = launch(directory, made.resolve("bin/app"), Map.of("JAVA_OPTS", options));

    assertThat(run.out()).isEqualTo(original.out());
    assertThat(run.exitCode()).isEqualTo(4);
    boolean hasCache = FEATURE >= 25;
    assertThat(run.err().contains("an agent is attached")).as(run.err()).isEqualTo(hasCache);
    // With an AOT cache that is refused, not even the classes of the JDK came from an archive.
    assertThat(Files.readAllLines(log))
        .filteredOn(line -> line.matches("(java\\.lang\\.Object|app\\.Main) .*"))
        .extracting(line -> line.contains("shared objects file"))
        .containsExactly(true, !hasCache);
  }

  @Test
  void on_another_jdk() throws Exception {
    Path other = otherJdk();
    assumeTrue(other != null, "another JDK is installed beside this one");

    Run run =
        launch(directory, result.resolve("bin/app"), Map.of("JAVA_HOME", String.valueOf(other)));

    assertThat(run.out()).isEqualTo(original.out());
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("linked for JDK", "without its archive. Set JAVA_HOME");
  }

  /** One whose version is another, from 17 on; null if there is none. */
  private static @Nullable Path otherJdk() throws IOException {
    Path home = Path.of(System.getProperty("java.home")).toRealPath();
    String own = version(home);
    try (Stream<Path> beside = Files.list(home.getParent())) {
      for (Path jdk : beside.sorted().toList()) {
        String version = version(jdk);
        if (Files.isExecutable(jdk.resolve("bin/java"))
            && version.matches("\"(1[7-9]|[2-9]\\d)\\b.*")
            && !version.equals(own)) {
          return jdk;
        }
      }
    }
    return null;
  }

  private static String version(Path jdk) throws IOException {
    Path release = jdk.resolve("release");
    if (Files.isReadable(release)) {
      for (String line : Files.readAllLines(release)) {
        if (line.startsWith("JAVA_VERSION=")) {
          return line.substring(line.indexOf('=') + 1);
        }
      }
    }
    return "";
  }

  private Path archive() throws IOException {
    try (Stream<Path> files = Files.list(result)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(jsa|aot)"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Run launch(Path from, Path launcher, Map<String, String> environment)
      throws Exception {
    return tool.run(from, environment, List.of(launcher.toString(), "a b", "$c", "*", "@d"));
  }

  private static void assertUsed(Path launcher) throws Exception {
    assertThat(launch(directory, launcher, Map.of())).isEqualTo(original);
    assertThat(tool.loaded(launcher)).containsEntry("app.Main", true);
  }

  private static void run(String... command) throws Exception {
    Run run = tool.run(directory, Map.of(), List.of(command));
    assertThat(run.exitCode()).as(run.toString()).isZero();
  }
}
