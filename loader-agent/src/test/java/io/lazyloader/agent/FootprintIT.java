package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent costs a program that is not lazy, counted in classes. */
class FootprintIT {
  private static final int MAX_OWN_CLASSES = 40;

  @TempDir Path directory;

  @Test
  void few_classes_of_ours_are_loaded_before_main() throws IOException {
    Run run = hello().lazy("quiet", "app.Main");

    List<String> own =
        loadedBeforeMain(run).filter(name -> name.startsWith("io.lazyloader.")).toList();
    assertThat(own).as(own.toString()).hasSizeBetween(5, MAX_OWN_CLASSES);
  }

  @Test
  void nothing_heavy_is_loaded_before_main() throws IOException {
    Run run = hello().lazy("", "app.Main");

    assertThat(loadedBeforeMain(run))
        .noneMatch(name -> name.startsWith("io.lazyloader.shaded."))
        .noneMatch(name -> name.startsWith("java.util.logging."))
        .noneMatch(name -> name.startsWith("org.slf4j."))
        .noneMatch(name -> name.startsWith("sun.management."))
        .noneMatch(name -> name.startsWith("io.lazyloader.") && name.contains("$$Lambda"));
  }

  @Test
  void a_class_that_nothing_selects_is_never_parsed() throws IOException {
    Run run = hello().lazy("", "app.Main");

    assertThat(loaded(run)).noneMatch(name -> name.startsWith("io.lazyloader.shaded."));
    assertThat(run.err())
        .matches(
            "loader: nothing was deferred: no class with a field that is marked, or that a plan"
                + " names, was initialised\\. Looking cost [\\d,]+ ms, by which this run was slower than an"
                + " eager one\\.\n");
  }

  @Test
  void logging_is_not_touched_by_a_report_to_the_standard_error_stream() throws IOException {
    Run run = hello().lazy("metrics=stderr", "app.Main");

    // The JDK's own management classes mention LogManager, but do not initialise it.
    assertThat(loaded(run).filter(name -> name.startsWith("java.util.logging.")))
        .allMatch(name -> name.equals("java.util.logging.LogManager"));
    assertThat(loaded(run)).noneMatch(name -> name.startsWith("org.slf4j."));
  }

  private Program hello() throws IOException {
    return Program.of(
            directory,
            """
            // app/Main.java
            package app;
            public class Main {
              public static void main(String[] args) { System.out.println("hello"); }
            }
            """)
        .jvm("-Xlog:class+load:stdout");
  }

  private static Stream<String> loadedBeforeMain(Run run) {
    return loaded(run).takeWhile(name -> !name.equals("app.Main"));
  }

  private static Stream<String> loaded(Run run) {
    return run.out()
        .lines()
        .filter(line -> line.contains("[class,load]"))
        .map(line -> line.substring(line.indexOf("load]") + 6).split(" ", 2)[0]);
  }
}
