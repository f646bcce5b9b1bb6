package io.lazyloader.agent.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExclusionsTest {
  @TempDir Path directory;

  @Test
  void a_file_names_fields_classes_options_and_passes() throws IOException {
    Exclusions read =
        read(
            """
            lazyloader-exclude 1
            # why
            com.acme.Main#LOG  # UNKNOWN: it uses reflection
            com.acme.Outer$Old

            -XX:+UseSerialGC
            pass:merge
            """);

    assertThat(read)
        .isEqualTo(
            new Exclusions(
                Set.of(Pass.MERGE),
                Set.of("-XX:+UseSerialGC"),
                Set.of("com.acme.Outer$Old"),
                Set.of("com.acme.Main#LOG")));
    assertThat(read.hasField("com.acme.Main", "LOG")).isTrue();
    assertThat(read.hasField("com.acme.Main", "LOGS")).isFalse();
  }

  @Test
  void what_is_written_is_read_again() throws IOException {
    Exclusions all =
        Exclusions.of(Pass.FLAGS, Set.of("-XX:-UsePerfData"))
            .and(Exclusions.of(Pass.MODERNISE, Set.of("b.B", "a.A")))
            .and(Exclusions.of(Pass.DEFER, Set.of("a.A#F")))
            .and(Exclusions.of(Pass.UNSEAL, Set.of()));

    String text = Exclusions.HEADER + "\n" + String.join("\n", all.lines());

    assertThat(read(text)).isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass:none", "com/acme/Main", "a b", "Main#", "--skip=merge", "-cp"})
  void a_line_that_can_not_be_understood_is_an_error(String line) {
    String text = "lazyloader-exclude 1\n" + line;

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(OptimizeException.class)
        .hasMessageContaining("line 2: \"" + line + "\"");
  }

  @Test
  void a_plan_is_taken_for_none() {
    assertThatThrownBy(() -> read("lazyloader-plan 1\ncom.acme.Main#LOG\n"))
        .isInstanceOf(OptimizeException.class)
        .hasMessageContaining("does not begin with the line \"lazyloader-exclude 1\"");
  }

  private Exclusions read(String text) throws IOException {
    return Exclusions.read(Files.writeString(directory.resolve("x.lazyexclude"), text));
  }
}
