package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.Lazy;
import io.lazyloader.agent.Program.Run;
import java.io.File;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What comes out of the optimiser does what went in, and starts from an archive. */
@Timeout(240)
@EnabledOnOs({OS.LINUX, OS.MAC})
class OptimizeIT {
  @TempDir static Path directory;
  private static Optimizing tool;
  private static String classPath = "";

  @BeforeAll
  static void compile() throws Exception {
    tool = new Optimizing(directory);
    tool.makeKey();
    Program program = Program.of(directory);
    Path dep =
        program.compile(
            "dep",
            """
            // dep/Greeter.java
            package dep;
            public class Greeter implements Runnable {
              public void run() { System.out.println("greeted"); }
            }
            """);
    Files.createDirectories(dep.resolve("META-INF/services"));
    Files.writeString(dep.resolve("META-INF/services/java.lang.Runnable"), "dep.Greeter\n");
    Files.writeString(dep.resolve("word.txt"), "gr\u00fc\u00df dich\n");
    Files.createDirectories(dep.resolve("old"));
    Files.write(dep.resolve("old/Old.class"), Optimizing.oldClass());
    Path app =
        program.compile(
            "app",
            """
            // app/Main.java
            package app;
            import io.lazyloader.Lazy;
            import java.util.*;
            public class Main {
              @Lazy private static final Object MARKED = new Marked();
              private static final Object PLANNED = new Planned();
              static final Object SHARED = new Shared();
              static class Marked {}
              static class Planned {}
              static class Shared {}
              public static void main(String[] args) throws Exception {
                System.out.write(new byte[] {0, (byte) 0xff, 13, 10});
                System.out.println(List.of(args));
                for (Runnable each : ServiceLoader.load(Runnable.class)) each.run();
                try (var word = Main.class.getResourceAsStream("/word.txt")) {
                  word.transferTo(System.out);
                }
                System.out.println(Class.forName("old.Old").getMethod("pick", int.class)
                    .invoke(null, args.length));
                for (String arg : args) switch (arg) {
                  case "use" -> System.out.println((MARKED != null) + " " + (PLANNED != null));
                  case "signed" -> System.out.println(Class.forName("sealed.Inside")
                      .getDeclaredConstructor().newInstance().getClass().getSigners() != null);
                  case "where" -> System.out.println(
                      Main.class.getProtectionDomain().getCodeSource().getLocation() != null);
                  case "serve" -> {
                    try (var server = new java.net.ServerSocket(Integer.parseInt(args[1]))) {
                      while (true) server.accept().close();
                    }
                  }
                }
              }
            }
            """);
    Path sealed =
        program.compile(
            "sealed",
            """
            // sealed/Inside.java
            package sealed;
            public class Inside {}
            """);
    program.jar("dep.jar", dep, Map.of());
    program.jar("app.jar", app, Map.of("Main-Class", "app.Main", "Class-Path", "dep.jar"));
    tool.sign(program.jar("signed.jar", sealed, Map.of()));
    classPath = "app.jar" + File.pathSeparator + "signed.jar" + File.pathSeparator + "dep.jar";
  }

  @Test
  void a_jar_and_what_its_class_path_names_run_from_an_archive_old_classes_too() throws Exception {
    Run made = optimize("jar", List.of("--skip=flags,defer"), "-jar", "app.jar", "in", "put");

    assertThat(made.err()).contains("lazyloader: run it: ");
    Path launcher = directory.resolve("jar/bin/app");
    assertSame(launcher, List.of("-jar", "app.jar"), "in", "put");
    assertThat(tool.loaded(launcher))
        .containsEntry("app.Main", true)
        .containsEntry("dep.Greeter", true)
        .containsEntry("old.Old", true);
    assertThat(made.out()).contains("1 old class has stack maps now.", "2 jars became 1.");
    assertThat(Optimizing.names(directory.resolve("jar/lib"))).containsExactly("app.jar");
  }

  @Test
  void directories_are_found_with_their_resources_and_services() throws Exception {
    String path = "app" + File.pathSeparator + "dep";

    optimize("dirs", List.of("--skip=flags,defer,modernise,merge"), "-cp", path, "app.Main", "a");

    Path launcher = directory.resolve("dirs/bin/main");
    assertSame(launcher, List.of("-cp", path, "app.Main"), "a", "use");
    assertThat(tool.loaded(launcher))
        .containsEntry("app.Main", true)
        .containsEntry("dep.Greeter", true);
  }

  @Test
  void a_signed_jar_stays_byte_for_byte_unless_its_signature_may_go() throws Exception {
    String[] program = {"-cp", classPath, "app.Main", "signed"};

    Run kept = optimize("kept", List.of("--skip=archive,flags,modernise,defer"), program);
    Run stripped =
        optimize(
            "stripped",
            List.of("--skip=archive,flags,modernise,defer", "--strip-signatures"),
            program);

    assertThat(kept.out()).contains("unseal: proposed; --strip-signatures takes it.", "CN=Signer");
    assertThat(directory.resolve("kept/lib/signed.jar"))
        .hasSameBinaryContentAs(directory.resolve("signed.jar"));
    assertSame(directory.resolve("kept/bin/main"), List.of("-cp", classPath, "app.Main"), "signed");
    assertThat(stripped.out()).contains("unseal: kept.");
    for (String name : Optimizing.names(directory.resolve("stripped/lib"))) {
      assertThat(Optimizing.isSigned(directory.resolve("stripped/lib").resolve(name))).isFalse();
    }
    assertThat(launch(directory.resolve("stripped/bin/main"), "signed").out()).endsWith("false\n");
  }

  @Test
  void marked_and_planned_fields_are_deferred_without_an_agent() throws Exception {
    Path plan = Files.writeString(directory.resolve("p.lazyplan"), planOf("PLANNED"));

    Run made =
        optimize(
            "lazy",
            List.of("--skip=archive,flags,merge,modernise", "--plan=" + plan),
            "-cp",
            classPath,
            "app.Main");

    assertThat(made.out()).contains("defer: kept.", "2 fields are deferred");
    Path launcher = directory.resolve("lazy/bin/main");
    assertThat(tool.loaded(launcher))
        .containsKey("app.Main$Shared")
        .doesNotContainKeys("app.Main$Marked", "app.Main$Planned");
    assertThat(tool.loaded(launcher, "use")).containsKeys("app.Main$Marked", "app.Main$Planned");
    assertSame(launcher, List.of("-cp", classPath, "app.Main"), "use");
    assertSame(launcher, List.of("-cp", classPath, "app.Main"));
  }

  /** Woven itself, the library would call itself for each question that a program asks. */
  @Test
  void a_program_that_brings_the_library_keeps_it_as_it_is() throws Exception {
    Path asking =
        Program.of(directory)
            .compile(
                "asking",
                """
                // asking/Main.java
                package asking;
                public class Main {
                  @io.lazyloader.Lazy private static final Object MARKED = new Object();
                  public static void main(String[] args) throws Exception {
                    var field = Main.class.getDeclaredField("MARKED");
                    System.out.println(java.lang.reflect.Modifier.toString(field.getModifiers()));
                  }
                }
                """);
    Path library = Path.of(Lazy.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String path = asking + File.pathSeparator + library;

    Run made =
        optimize("asks", List.of("--skip=archive,flags,modernise"), "-cp", path, "asking.Main");

    assertThat(made.out()).contains("1 field is deferred; 1 class was rewritten.");
    assertSame(directory.resolve("asks/bin/main"), List.of("-cp", path, "asking.Main"));
  }

  /** A class of a signed jar that is not signed itself may be in any package. */
  @Tag("heavy")
  @Test
  void a_field_that_code_in_a_signed_jar_may_read_stays_eager() throws Exception {
    Path reader = Files.createDirectory(directory.resolve("reader"));
    Program.of(directory)
        .compile(
            reader,
            List.of("-cp", directory.resolve("app").toString()),
            """
            // app/Reader.java
            package app;
            class Reader { static Object read() { return Main.SHARED; } }
            """);
    Path jar = Files.copy(directory.resolve("signed.jar"), directory.resolve("mixed.jar"));
    try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      Files.createDirectory(zip.getPath("app"));
      Files.copy(reader.resolve("app/Reader.class"), zip.getPath("app/Reader.class"));
    }
    Path plan = Files.writeString(directory.resolve("shared.lazyplan"), planOf("SHARED"));
    List<String> options = List.of("--skip=archive,flags,merge,modernise", "--plan=" + plan);

    Run mixed =
        optimize("mixed", options, "-cp", classPath + File.pathSeparator + "mixed.jar", "app.Main");
    Run alone = optimize("alone", options, "-cp", classPath, "app.Main");

    assertThat(mixed.out())
        .contains(
            "app.Main#SHARED stays eager: classes of its package are in a jar that stays as it"
                + " is, and may read it.");
    assertThat(tool.loaded(directory.resolve("mixed/bin/main"))).containsKey("app.Main$Shared");
    assertThat(alone.out()).doesNotContain("SHARED stays eager");
    assertThat(tool.loaded(directory.resolve("alone/bin/main")))
        .doesNotContainKey("app.Main$Shared");
  }

  @Test
  void a_program_that_asks_where_it_comes_from_is_merged_only_if_told_to() throws Exception {
    String[] program = {"-jar", "app.jar", "where"};
    List<String> skip = List.of("--skip=archive,flags,modernise,defer");

    Run asked = optimize("apart", skip, program);
    Run anyway = optimize("anyway", List.of(skip.get(0), "--merge-anyway"), program);

    assertThat(asked.out())
        .contains("merge: left out.", "--merge-anyway takes no notice", "app.Main");
    assertThat(Optimizing.names(directory.resolve("apart/lib")))
        .containsExactly("app.jar", "dep.jar");
    assertThat(anyway.out()).contains("merge: kept.", "2 jars became 1.");
    assertThat(Optimizing.names(directory.resolve("anyway/lib"))).containsExactly("app.jar");
  }

  @Tag("heavy")
  @Test
  void two_runs_that_measure_nothing_write_the_same() throws Exception {
    for (String name : List.of("first", "second")) {
      optimize(name, List.of("--skip=archive"), "-cp", classPath, "app.Main");
    }

    assertThat(directory.resolve("second/optimize.json"))
        .hasSameBinaryContentAs(directory.resolve("first/optimize.json"));
    List<String> jars = Optimizing.names(directory.resolve("first/lib"));
    assertThat(Optimizing.names(directory.resolve("second/lib"))).isEqualTo(jars);
    for (String jar : jars) {
      assertThat(directory.resolve("second/lib").resolve(jar))
          .hasSameBinaryContentAs(directory.resolve("first/lib").resolve(jar));
    }
  }

  @Test
  void a_server_is_stopped_when_it_is_ready_and_gets_its_archive() throws Exception {
    String port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = Integer.toString(free.getLocalPort());
    }

    Run made =
        optimize(
            "server",
            List.of("--for=server", "--ready=port:" + port, "--skip=flags,merge,defer,modernise"),
            "-jar",
            "app.jar",
            "serve",
            port);

    assertThat(made.out()).contains("archive: kept.").doesNotContain("There is no archive");
    assertThat(tool.loaded(directory.resolve("server/bin/app")))
        .containsEntry("app.Main", true)
        .containsEntry("dep.Greeter", true);
  }

  private static String planOf(String field) {
    return "lazyloader-plan 1\napp.Main#" + field + "\n";
  }

  private static Run optimize(String name, List<String> options, String... javaArguments) {
    List<String> all = new ArrayList<>(List.of("-o", name));
    all.addAll(options);
    Run run = tool.optimize(all, javaArguments);
    assertThat(run.exitCode()).as(run.toString()).isZero();
    return run;
  }

  private static Run launch(Path launcher, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    return tool.run(directory, Map.of(), command);
  }

  /** Compares all that both print, byte for byte. */
  private static void assertSame(Path launcher, List<String> original, String... arguments)
      throws Exception {
    List<String> words = new ArrayList<>(original);
    words.addAll(List.of(arguments));
    Run before = tool.java(words.toArray(String[]::new));
    assertThat(before.exitCode()).as(before.toString()).isZero();
    assertThat(launch(launcher, arguments)).isEqualTo(before);
  }
}
