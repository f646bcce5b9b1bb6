package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lazyloader.agent.Program.Run;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What keeps an archive, or a class out of it, is provoked on the JDK at hand. */
@Timeout(240)
class DoctorIT {
  private static final int FEATURE = Runtime.version().feature();
  private static final String USE = "-XX:SharedArchiveFile=app.jsa";

  @TempDir Path directory;
  private Program program;
  private String classPath = "";

  @BeforeEach
  void compileAndTrain() throws Exception {
    program = Program.of(directory);
    Path lib =
        program.compile(
            "lib",
            """
            // lib/Signed.java
            package lib;
            public class Signed {}
            """);
    Path plug =
        program.compile(
            "plug",
            """
            // plug/Plug.java
            package plug;
            public class Plug implements Runnable { public void run() {} }
            """);
    program.jar("plug.jar", plug, Map.of());
    Path signed = program.jar("signed.jar", lib, Map.of());
    sign(signed);
    Path app =
        program.compile(
            "app",
            """
            // app/Main.java
            package app;
            import java.lang.reflect.Proxy;
            import java.net.*;
            import java.nio.file.Path;
            import java.util.function.Supplier;
            public class Main {
              static class Later {}
              static class Extra {}
              interface Talk { String say(); }
              public static void main(String[] args) throws Exception {
                Supplier<String> lambda = () -> "hello";
                System.out.println(lambda.get());
                Proxy.newProxyInstance(Main.class.getClassLoader(), new Class<?>[] {Talk.class},
                    (proxy, method, given) -> "hi");
                String todo = args.length == 0 ? "" : args[0];
                if (todo.equals("more")) new Extra();
                if (todo.equals("fail")) System.exit(7);
                if (todo.equals("signed")) Class.forName("lib.Signed");
                if (todo.equals("plug")) {
                  URL[] jar = {Path.of("plug.jar").toUri().toURL()};
                  ((Runnable) new URLClassLoader(jar).loadClass("plug.Plug")
                      .getDeclaredConstructor().newInstance()).run();
                }
                if (todo.equals("serve")) {
                  try (ServerSocket server = new ServerSocket(Integer.parseInt(args[1]))) {
                    while (true) server.accept().close();
                  }
                }
              }
            }
            """);
    Path jar = program.jar("app.jar", app, Map.of());
    Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2024-01-01T00:00:00Z")));
    classPath = "app.jar" + File.pathSeparator + "signed.jar";
    java("-XX:ArchiveClassesAtExit=app.jsa", "-cp", classPath, "app.Main");
    assertThat(directory.resolve("app.jsa")).exists();
  }

  @Test
  void an_archive_that_is_used_serves_most_classes_and_groups_add_up_to_the_rest() {
    Run run = doctor(List.of("--expect-archive"), USE, "-cp", classPath, "app.Main", "more");

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out())
        .startsWith("The archive app.jsa (a dynamic AppCDS archive) is used: ")
        .contains("app.Main$Extra", "fit for the archive, but the training run did not load it")
        .contains("a dynamic proxy")
        .doesNotContain("hello");
    Run json = doctor(List.of("--json"), USE, "-cp", classPath, "app.Main", "more");
    long all = number(json.out(), "\"all\" : (\\d+)");
    long archived = number(json.out(), "\"application_archive\" : (\\d+)");
    long ofJdk = number(json.out(), "\"jdk_archive\" : (\\d+)");
    long others = sum(json.out(), "\"classes\" : (\\d+)");
    assertThat(archived).isPositive();
    assertThat(ofJdk).isPositive();
    assertThat(archived + ofJdk + others).isEqualTo(all);
  }

  @Tag("heavy")
  @Test
  void each_class_that_is_in_no_archive_has_its_reason() {
    Run signed = doctor(List.of(), USE, "-cp", classPath, "app.Main", "signed");
    Run plug = doctor(List.of(), USE, "-cp", classPath, "app.Main", "plug");
    Run inDirectory = doctor(List.of(), "-cp", "app", "app.Main");

    assertThat(signed.out()).containsPattern("1 +[0-9.]+ %  in a signed jar\\n +as lib.Signed");
    assertThat(plug.out())
        .contains("loaded by a class loader of the program's own", "java.net.URLClassLoader (1)");
    assertThat(inDirectory.out())
        .startsWith("No archive of the application is used: no option names one. ")
        .contains("in a directory, not in a jar", "as app.Main, ");
  }

  @Tag("heavy")
  @Test
  void a_mismatch_is_told_first() throws IOException {
    assertMismatch("none.jsa does not exist", "-XX:SharedArchiveFile=none.jsa", "-cp", classPath);
    assertMismatch("app.jsa is switched off by -Xshare:off", USE, "-Xshare:off", "-cp", classPath);
    assertMismatch("app.jsa was made with another class path", USE, "-cp", "plug.jar");
    assertMismatch(
        "app.jsa was made with other pointers", USE, "-XX:-UseCompressedOops", "-cp", classPath);
    assertMismatch(
        "app.jsa was made with another boot class path",
        USE,
        "-Xbootclasspath/a:plug.jar",
        "-cp",
        classPath);
    assertMismatch(
        "app.jsa does not go with an option for modules",
        USE,
        "--limit-modules=java.base",
        "-cp",
        classPath);
    if (FEATURE >= 25) {
      assertMismatch(
          "app.jsa was made with other object headers",
          USE,
          "-XX:+UseCompactObjectHeaders",
          "-cp",
          classPath);
    }
    Files.setLastModifiedTime(directory.resolve("app.jar"), FileTime.from(Instant.now()));
    assertMismatch(
        "app.jsa was made for another version of app.jar, which changed since",
        USE,
        "-cp",
        classPath);
  }

  @Test
  void a_jar_that_changed_behind_an_aot_cache_is_told_of() throws Exception {
    assumeTrue(FEATURE >= 25, "has AOT caches in one step");
    java("-XX:AOTCacheOutput=app.aot", "-cp", classPath, "app.Main");
    Run fresh =
        doctor(List.of("--expect-archive"), "-XX:AOTCache=app.aot", "-cp", classPath, "app.Main");
    Files.setLastModifiedTime(
        directory.resolve("app.jar"), FileTime.from(Instant.now().plusSeconds(60)));

    Run run =
        doctor(List.of("--expect-archive"), "-XX:AOTCache=app.aot", "-cp", classPath, "app.Main");

    assertThat(fresh.exitCode()).as(fresh.toString()).isZero();
    assertThat(fresh.out()).startsWith("The archive app.aot (an AOT cache) is used: ");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).containsAnyOf("app.jar is not as it was", "another version of app.jar");
  }

  @Tag("heavy")
  @Test
  void training_tells_what_the_jvm_leaves_out_and_leaves_nothing_behind() throws IOException {
    Run run = doctor(List.of("--train"), "-cp", classPath, "app.Main", "signed");

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out())
        .doesNotContain("No archive came of the training run")
        .containsPattern("1 +[0-9.]+ %  in a signed jar\\n +as lib.Signed");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("hs_err") || name.endsWith(".aot"));
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_server_is_stopped_once_it_is_ready() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    Run run =
        doctor(
            List.of("--ready", "port:" + port, "--exercise", "touch exercised"),
            USE,
            "-cp",
            classPath,
            "app.Main",
            "serve",
            Integer.toString(port));

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).startsWith("The archive app.jsa ");
    assertThat(directory.resolve("exercised")).exists();
  }

  @Test
  void a_program_that_fails_is_shown_and_looked_at_if_that_is_asked_for() {
    Run run = doctor(List.of(), USE, "-cp", classPath, "app.Main", "fail");
    Run ignored = doctor(List.of("-i"), USE, "-cp", classPath, "app.Main", "fail");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("ended with exit code 7", "stdout: hello");
    assertThat(ignored.exitCode()).isZero();
    assertThat(ignored.out()).startsWith("The archive app.jsa ");
  }

  @Tag("heavy")
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_directory_that_optimize_left_is_looked_at_as_a_whole() throws IOException {
    link("fast");

    Run fine = tool("doctor", "--expect-archive", "fast");
    Run failed = tool("doctor", "fast", "--", "fail");
    Path jar = directory.resolve("fast/lib/app.jar");
    FileTime written = Files.getLastModifiedTime(jar);
    Files.copy(directory.resolve("app.jar"), jar, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(jar, written);
    Run replaced = tool("doctor", "--expect-archive", "fast");
    Run json = tool("doctor", "--json", "fast");
    Files.delete(jar);
    Run missing = tool("doctor", "fast");

    assertThat(fine.exitCode()).as(fine.toString()).isZero();
    assertThat(fine.out())
        .startsWith("The archive " + directory.toRealPath().resolve("fast/app."))
        .doesNotContain("optimize wrote", "app.Main");
    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.err()).contains("ended with exit code 7");
    assertThat(replaced.exitCode()).as(replaced.toString()).isEqualTo(1);
    assertThat(replaced.out()).contains("lib/app.jar is not the jar that optimize wrote");
    assertThat(json.out()).contains("\"problems\" : [ \"lib/app.jar is not the jar");
    // A JDK that does not look for the jars of its archive runs the program all the same.
    assertThat(missing.exitCode()).as(missing.toString()).isIn(0, 3);
    assertThat(missing.exitCode() == 0 ? missing.out() : missing.err())
        .contains("lib/app.jar is missing.");
  }

  @Tag("heavy")
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void of_such_a_directory_archive_times_and_jdk_count_and_another_is_wrong_usage()
      throws IOException {
    link("fast");

    Path jar = directory.resolve("fast/lib/app.jar");
    FileTime written = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
    Run touched = tool("doctor", "--expect-archive", "fast");
    Files.setLastModifiedTime(jar, written);
    Path report = directory.resolve("fast/optimize.json");
    String text = Files.readString(report);
    Files.writeString(report, text.replaceFirst("(\"jdk\" : )\"[^\"]*\"", "$1\"11.0.1\""));
    Run other = tool("doctor", "--expect-archive", "fast");
    Files.writeString(report, text);
    Files.delete(directory.resolve(FEATURE >= 25 ? "fast/app.aot" : "fast/app.jsa"));
    Run without = tool("doctor", "--expect-archive", "fast");
    Run none = tool("doctor", "lib");

    assertThat(touched.exitCode()).as(touched.toString()).isEqualTo(1);
    assertThat(touched.out().replaceAll("\\s+", " "))
        .contains("lib/app.jar is newer than the archive, though it is the same");
    assertThat(other.exitCode()).as(other.toString()).isEqualTo(1);
    assertThat(other.out()).contains("It was linked for JDK 11.0.1, and this is ");
    assertThat(without.exitCode()).as(without.toString()).isEqualTo(1);
    assertThat(without.out().replaceAll("\\s+", " ")).contains("does not exist");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("lib is none that optimize left", "comes after --");
  }

  private void link(String result) {
    String passes = "--skip=flags,modernise,merge,defer";
    Run made =
        tool("optimize", "-n", "0", "-o", result, passes, "--", "-cp", "app.jar", "app.Main");
    assertThat(made.exitCode()).as(made.toString()).isZero();
  }

  private void assertMismatch(String words, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("app.Main");
    // One of them leaves out the program itself.
    Run run = doctor(List.of("--expect-archive", "-i"), arguments.toArray(String[]::new));

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
    assertThat(run.out().replace("\n", " "))
        .startsWith("No archive of the application is used: " + words);
  }

  private Run doctor(List<String> options, String... javaArguments) {
    List<String> command = new ArrayList<>(List.of("doctor"));
    command.addAll(options);
    command.add("--");
    command.addAll(List.of(javaArguments));
    return tool(command.toArray(String[]::new));
  }

  private Run tool(String... words) {
    return program.onlyOn().run(List.of(), "-jar " + Program.AGENT.toAbsolutePath(), words);
  }

  /** Signs a jar with a key that is made for it. */
  private void sign(Path jar) throws Exception {
    String store = directory.resolve("keys").toString();
    String password = "changeit";
    run(
        tool("keytool"),
        "-genkeypair",
        "-keystore",
        store,
        "-storepass",
        password,
        "-alias",
        "a",
        "-dname",
        "CN=a",
        "-keyalg",
        "RSA");
    run(tool("jarsigner"), "-keystore", store, "-storepass", password, jar.toString(), "a");
  }

  private void java(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Program.java()));
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  private static String tool(String name) {
    return Path.of(Program.java()).resolveSibling(name).toString();
  }

  private void run(String... command) throws Exception {
    Path printed = directory.resolve("printed.txt");
    int exitCode =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start()
            .waitFor();
    assertThat(exitCode).as(Files.readString(printed)).isZero();
  }

  private static long number(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private static long sum(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .mapToLong(match -> Long.parseLong(match.group(1)))
        .sum();
  }
}
