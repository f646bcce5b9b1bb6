package io.lazyloader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation of lazy values and modules shows is what happens. */
class DocsTest {
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SNIPPET =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n \\* }</pre>", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\[(\\w+)]\\(\\.\\./([\\w/.-]+\\.java)\\)");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"lazy-values.md", "modules.md"})
  void the_programs_on_a_page_print_what_it_says(String page) throws Exception {
    List<String> sources = new ArrayList<>();
    StringBuilder shown = new StringBuilder();
    Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../docs", page)));
    while (blocks.find()) {
      if (blocks.group(1).equals("java")) {
        sources.add(blocks.group(2));
      } else if (blocks.group(1).isEmpty()) {
        shown.append(blocks.group(2));
      }
    }
    assertThat(sources).isNotEmpty();

    StringBuilder printed = new StringBuilder();
    try (Compiled.Loader loader = Compiled.load(directory, sources.toArray(new String[0]))) {
      for (String source : sources) {
        if (source.contains("static void main(")) {
          String path = source.lines().findFirst().orElseThrow().substring(3);
          printed.append(run(loader.loadClass(path.replace(".java", "").replace('/', '.'))));
        }
      }
    }
    assertThat(printed.toString()).isEqualTo(shown.toString());
  }

  private static String run(Class<?> program) throws Exception {
    Method main = program.getMethod("main", String[].class);
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LazyValue", "LazyModule"})
  void the_snippet_of_a_class_compiles(String name) throws IOException {
    String source = Files.readString(Path.of("src/main/java/io/lazyloader/" + name + ".java"));
    Matcher snippet = SNIPPET.matcher(source);
    assertThat(snippet.find()).isTrue();
    String code = snippet.group(1).replaceAll("(?m)^ \\* ?", "");

    Path classes =
        Compiled.into(
            directory,
            "// Snippet.java\nimport io.lazyloader.*;\nimport java.util.regex.*;\n"
                + "class Snippet {\n"
                + code
                + "\n}\n");

    assertThat(classes.resolve("Snippet.class")).exists();
  }

  @Test
  void every_row_of_the_comparison_names_tests_that_exist() throws IOException {
    String page = Files.readString(Path.of("../docs/api.md"));
    int rows = 0;
    for (String line : page.lines().toList()) {
      boolean isRow = line.startsWith("| ") && !line.startsWith("| Python, JDK");
      if (isRow && !line.contains("none: ")) {
        rows++;
        Matcher links = LINK.matcher(line);
        assertThat(links.find()).as(line).isTrue();
        do {
          Path file = Path.of("..", links.group(2));
          assertThat(file).exists();
          assertThat(Files.readString(file)).contains(" " + links.group(1) + "(");
        } while (links.find());
      }
    }
    assertThat(rows).isGreaterThan(25);
  }
}
