package io.lazyloader.samples.toolbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.samples.toolbox.tools.Tool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the program prints, run in this JVM and so eagerly. */
class ToolboxTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @MethodSource("io.lazyloader.samples.toolbox.Example#all")
  void each_tool_prints_the_output_of_its_example(Example example) {
    int exitCode = run("", example.command().toArray(String[]::new));

    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(Example.withoutBlankEdges(out.toString(UTF_8))).isEqualTo(example.output());
    assertThat(exitCode).isZero();
  }

  @Test
  void every_field_of_the_registry_is_a_tool_with_an_example() {
    List<String> fields =
        Arrays.stream(Registry.class.getDeclaredFields())
            .filter(field -> field.getType() == Tool.class)
            .map(Field::getName)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();

    assertThat(Example.all().map(Example::tool)).containsExactlyElementsOf(fields);
  }

  @ParameterizedTest
  @MethodSource("io.lazyloader.samples.toolbox.Example#all")
  void help_and_the_readme_list_each_tool(Example example) throws Exception {
    run("", "help");

    assertThat(out.toString(UTF_8)).containsPattern("(?m)^  " + example.tool() + " +[A-Z]");
    assertThat(Files.readString(Path.of("README.md")))
        .contains("| " + example.tool() + " |", "| `" + example.commandLine() + "` |");
  }

  @Test
  void a_tool_reads_standard_input_when_no_text_is_given() {
    assertThat(run("{\"a\":1}", "yaml")).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("a: 1\n");
  }

  @Test
  void a_tool_reads_the_file_that_an_argument_names(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("in.json"), "[1]");

    assertThat(run("", "json", "@" + file, "/0")).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("1\n");
  }

  @Test
  void the_pdf_tool_writes_the_file_that_it_is_given(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("out.pdf");

    assertThat(run("", "pdf", "Hello", file.toString())).isZero();
    assertThat(Files.readString(file, ISO_8859_1)).startsWith("%PDF-");
  }

  @Test
  void an_unknown_tool_is_wrong_usage() {
    assertThat(run("", "hammer")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            "toolbox: no tool 'hammer'; 'toolbox help' lists the tools\n");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void no_tool_is_wrong_usage() {
    assertThat(run("")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).startsWith("usage: toolbox TOOL [ARGUMENT...]");
  }

  @Test
  void wrong_arguments_show_the_usage_of_the_tool() {
    assertThat(run("", "phone")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            "toolbox phone: the number is missing\nusage: toolbox phone NUMBER [REGION]\n");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void input_that_a_tool_refuses_is_a_failure() {
    assertThat(run("", "grammar", "1 +")).isEqualTo(1);
    assertThat(err.toString(UTF_8)).startsWith("toolbox grammar: line 1, column 4: ");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  private int run(String in, String... args) {
    return Main.run(
        List.of(args),
        new ByteArrayInputStream(in.getBytes(UTF_8)),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8));
  }
}
