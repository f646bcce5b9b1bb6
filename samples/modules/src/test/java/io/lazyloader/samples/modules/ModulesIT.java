package io.lazyloader.samples.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged host, in JVMs of its own that log each class they load. */
class ModulesIT {
  private static final String PLUGINS = "io.lazyloader.samples.modules.plugins.";

  @TempDir Path directory;

  @Test
  void to_list_the_plugins_loads_none_of_them() throws Exception {
    Run run = run("", "list");

    assertThat(run.out())
        .isEqualTo(
            """
            csv: LazyModule[io.lazyloader.samples.modules.plugins.Csv, not loaded]
            glyph: LazyModule[io.lazyloader.samples.modules.plugins.Glyph, not loaded]
            markdown: LazyModule[io.lazyloader.samples.modules.plugins.Markdown, not loaded]
            yaml: LazyModule[io.lazyloader.samples.modules.plugins.Yaml, not loaded]
            """);
    assertThat(run.loaded(PLUGINS)).isEmpty();
    assertThat(run.loaded("org.")).isEmpty();
  }

  @Test
  void to_use_a_plugin_loads_it_and_its_library_and_no_other() throws Exception {
    Run run = run("", "convert", "markdown", "a *b*");

    assertThat(run.out()).isEqualTo("<p>a <em>b</em></p>\n");
    assertThat(run.loaded(PLUGINS)).containsExactly(PLUGINS + "Markdown");
    assertThat(run.loaded("org.commonmark.")).isNotEmpty();
    assertThat(run.loaded("org.yaml.")).isEmpty();
    assertThat(run.loaded("org.apache.")).isEmpty();
  }

  @Test
  void an_entry_point_may_have_overloads_or_a_name_of_its_own() throws Exception {
    assertThat(run("", "call", "csv", "a;b\n1;2", ";").out())
        .isEqualTo("| a | b |\n|---|---|\n| 1 | 2 |\n");
    assertThat(run("", "convert", "yaml", "a: 1\nb: [x, y]").out())
        .isEqualTo("{a: 1, b: [x, y]}\n");
  }

  @Test
  void an_attribute_may_be_made_up() throws Exception {
    assertThat(run("", "get", "glyph", "snowman").out()).isEqualTo("\u2603\n");

    Run missing = run("", "get", "glyph", "no_such_thing");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("Unicode has no no_such_thing");
  }

  @Test
  void a_server_is_ready_before_its_plugins_are_and_warms_them_up() throws Exception {
    Process process = start("serve");
    try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
      var output = process.inputReader(StandardCharsets.UTF_8);
      assertThat(output.readLine()).isEqualTo("ready");
      String state = "";
      while (!state.equals("loaded")) {
        input.write("yaml\n");
        input.flush();
        state = output.readLine();
        assertThat(state).isIn("loaded", "not loaded");
      }
      input.write("glyph :black_star:\nnone x\n");
      input.flush();
      assertThat(output.readLine()).isEqualTo("\u2605");
      assertThat(output.readLine())
          .isEqualTo("modules: there is no plugin 'none' (there are: csv, glyph, markdown, yaml)");
    }
    assertThat(process.waitFor()).isZero();
  }

  private Run run(String input, String... arguments) throws Exception {
    Process process = start(arguments);
    try (Writer stdin = process.outputWriter(StandardCharsets.UTF_8)) {
      stdin.write(input);
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    out = out.replace("\r\n", "\n");
    int exitCode = process.waitFor();
    List<String> classes = Files.readAllLines(directory.resolve("classes.log"));
    return new Run(exitCode, out, Files.readString(directory.resolve("err.txt")), classes);
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load:file=" + directory.resolve("classes.log"));
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Dstdout.encoding=UTF-8");
    // Its name before JDK 19.
    command.add("-Dsun.stdout.encoding=UTF-8");
    command.addAll(List.of("-jar", System.getProperty("modules.jar", "target/modules.jar")));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(directory.resolve("err.txt").toFile()).start();
  }

  /** How a run ended, what it printed, and the JVM's log of classes. */
  private record Run(int exitCode, String out, String err, List<String> log) {
    /** The classes whose names begin so, without nested and generated ones. */
    List<String> loaded(String prefix) {
      return log.stream()
          .map(line -> line.substring(line.lastIndexOf(']') + 1).trim().split(" ", 2)[0])
          .filter(name -> name.startsWith(prefix) && name.indexOf('$') < 0)
          .toList();
    }
  }
}
