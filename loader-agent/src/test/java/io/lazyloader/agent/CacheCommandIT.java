package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import io.lazyloader.agent.cache.CacheDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code warm} and {@code cache}. */
class CacheCommandIT {
  @TempDir Path directory;
  private Path cache;
  private Program program;

  @BeforeEach
  void compile() throws IOException {
    cache = directory.resolve("cache");
    program =
        Program.of(
                directory,
                """
                // app/Main.java
                package app;
                import java.util.regex.Pattern;
                public class Main {
                  static final Pattern PATTERN = Pattern.compile("(a|b)+[0-9]{2,3}(?:x|y|z)*[\\\\w&&[^c]]+(foo|bar|baz)?.*(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)*");
                  public static void main(String[] args) {
                    System.out.println(args.length == 0 ? "main" : PATTERN);
                    System.exit(args.length == 2 ? 7 : 0);
                  }
                }
                """)
            .onlyOn();
  }

  @Test
  void warm_runs_a_program_until_its_fields_are_deferred() {
    Run warm = warm();

    assertThat(warm.exitCode()).as(warm.err()).isZero();
    assertThat(warm.out()).isEqualTo("main\nmain\nmain\n");
    assertThat(warm.err())
        .contains("lazyloader: learnt: ", "1 has fields that may be deferred (" + file());
    Run next = program.onlyOn(program.classes()).lazy("mode=all,cache=" + cache, "app.Main");
    assertThat(next.err()).contains("deferred  1 field: 0 resolved, 1 pending");
  }

  @Test
  void warm_tells_of_a_program_that_failed() {
    Run warm =
        run(
            "warm",
            "--cache",
            cache.toString(),
            "-n",
            "1",
            "--",
            "-cp",
            classes(),
            "app.Main",
            "a",
            "b");

    assertThat(warm.exitCode()).isEqualTo(3);
    assertThat(warm.err()).contains("lazyloader: ", "7");
  }

  @Tag("heavy")
  @Test
  void wrong_usage_is_told() {
    for (String[] wrong :
        new String[][] {
          {"warm"},
          {"warm", "--cache", cache.toString(), "--"},
          {"warm", "-n", "0", "--", "app.Main"},
          {"cache"},
          {"cache", "show", "--cache", cache.toString()},
          {"cache", "show", "--cache", cache.toString(), "a", "b"},
          {"cache", "dance"}
        }) {
      Run run = run(wrong);
      assertThat(run.exitCode()).as(String.join(" ", wrong)).isEqualTo(2);
      assertThat(run.err()).startsWith("lazyloader: ").doesNotContain("Exception");
      assertThat(run.out()).isEmpty();
    }
    assertThat(run("warm").err())
        .startsWith("lazyloader: warm needs -- before the program, as in: warm -- -jar app.jar");
    assertThat(run("cache").err())
        .isEqualTo("lazyloader: name what to do: cache list, cache show or cache clear.\n");
    assertThat(run("cache", "show", "--cache", cache.toString()).err())
        .isEqualTo(
            "lazyloader: there is no cache in "
                + cache
                + "; start a program with the agent first.\n");
  }

  @Test
  void caches_are_listed_and_shown_and_removed() {
    assertThat(run("cache", "list", "--cache", cache.toString()).out()).isEmpty();
    warm();
    String name = file().getName();

    Run list = run("cache", "list", "--cache", cache.toString());
    assertThat(list.exitCode()).isZero();
    assertThat(list.out()).startsWith(name + "  ").hasLineCount(1);
    Run show = run("cache", "show", "--cache", cache.toString(), name.substring(0, 4));
    assertThat(show.exitCode()).isZero();
    assertThat(show.out()).startsWith(list.out()).contains("  app.Main#PATTERN\n");
    assertThat(run("cache", "show", "--cache", cache.toString(), "none").err())
        .startsWith("lazyloader: there is no cache none in ");

    assertThat(run("cache", "clear", "--cache", cache.toString(), "none").out())
        .isEqualTo("removed 0 caches\n");
    assertThat(file()).exists();
    assertThat(run("cache", "clear", "--cache", cache.toString()).out())
        .isEqualTo("removed 1 cache\n");
    assertThat(new CacheDirectory(cache.toFile()).list()).isEmpty();
  }

  @Test
  void a_cache_that_is_damaged_is_told() throws IOException {
    warm();
    Files.writeString(file().toPath(), "no cache");
    Run show = run("cache", "show", "--cache", cache.toString());

    assertThat(show.exitCode()).isEqualTo(1);
    assertThat(show.err())
        .isEqualTo("lazyloader: " + file() + " can't be used: it is no cache of Lazyloader's.\n");
  }

  @Test
  void the_directory_can_be_named_by_the_environment() {
    program.environment("LAZYLOADER_CACHE", cache.toString());
    Run warm = run("warm", "-n", "1", "--", "-cp", classes(), "app.Main");

    assertThat(warm.err()).contains("lazyloader: learnt: ", file().getPath());
    assertThat(run("cache", "list").out()).startsWith(file().getName());
  }

  private Run warm() {
    return run("warm", "--cache", cache.toString(), "--", "-cp", classes(), "app.Main");
  }

  private String classes() {
    return program.classes().toString();
  }

  private File file() {
    List<File> files = new CacheDirectory(cache.toFile()).list();
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  private Run run(String... arguments) {
    return program.run(List.of("-jar"), Program.AGENT.toString(), arguments);
  }
}
