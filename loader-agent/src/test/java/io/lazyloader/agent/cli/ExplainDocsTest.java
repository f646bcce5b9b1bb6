package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.classpath.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows is what happens. */
class ExplainDocsTest {
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void the_documented_class_is_explained_as_the_documentation_says() throws IOException {
    List<MatchResult> blocks = blocks("../docs/explain.md");
    String source =
        blocks.stream()
            .filter(block -> block.group(1).equals("java"))
            .map(block -> block.group(2))
            .findFirst()
            .orElseThrow();
    String shown =
        blocks.stream()
            .map(block -> block.group(2))
            .filter(text -> text.startsWith("Till ("))
            .findFirst()
            .orElseThrow();
    String excerpt =
        blocks("../README.md").stream()
            .map(block -> block.group(2))
            .filter(text -> text.contains("Till.<clinit>"))
            .findFirst()
            .orElseThrow();
    Path classes = new Workspace(directory).classes("classes", source);

    Ran ran = Ran.command("explain", "Till", "-cp", classes.toString());

    assertThat(ran.out()).isEqualTo(shown.replace("(.)", "(" + classes + ")"));
    assertThat(ran.out()).contains(excerpt);
  }

  private static List<MatchResult> blocks(String file) throws IOException {
    return BLOCK.matcher(Files.readString(Path.of(file))).results().toList();
  }
}
