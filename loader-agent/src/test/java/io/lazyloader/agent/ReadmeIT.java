package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import io.lazyloader.agent.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what happens. */
class ReadmeIT {
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void the_marked_class_prints_what_the_readme_says() throws IOException {
    Program program = Program.of(directory, block("java", "// Shop.java"));

    Run run = program.lazy("", "Shop");

    assertThat(withoutFigures(run.out() + run.err()))
        .isEqualTo(withoutFigures(block("", "open\n")));
    assertThat(program.eager("Shop").out())
        .isEqualTo("loading catalogue\nloading customers\nopen\n[catalogue]\n");
  }

  @Test
  void the_program_with_lazies_of_its_own_prints_what_the_readme_says() throws IOException {
    Program program =
        Program.of(directory, block("java", "// Blog.java"), block("java", "// Slugs.java"));

    Run run = program.on(Program.AGENT).eager("Blog");

    assertThat(run.out()).as(run.err()).isEqualTo(block("", "LazyModule["));
  }

  /** The block of a language that begins with certain words. */
  private static String block(String language, String beginning) throws IOException {
    Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../README.md")));
    while (blocks.find()) {
      if (blocks.group(1).equals(language) && blocks.group(2).startsWith(beginning)) {
        return blocks.group(2);
      }
    }
    throw new AssertionError("the README has no block that begins with " + beginning);
  }

  @Test
  void the_plan_in_the_readme_is_one() throws IOException {
    String plan = block("", "lazyloader-plan");
    Plan read = new Plan();
    read.read(program().write("readme.lazyplan", plan).toString());

    assertThat(read.problems()).isEmpty();
    assertThat(read.fieldsOf("com.acme.Main")).containsExactly("LOG");
    assertThat(read.fieldsOf("org.lib.Heavy")).containsExactly("INSTANCE");
  }

  private Program program() throws IOException {
    return Program.of(directory);
  }

  private static String withoutFigures(String text) {
    // What the first line concludes depends on the figures.
    return text.replaceAll("(?m)^loader: own cost .*$", "loader: own cost ...")
        .replaceAll("\\d[\\d,]*(\\.\\d+)? [mu]s", "N ms");
  }
}
