package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is learnt of programs whose own loaders bring plans and marks, as servers do. */
class CachePlacesIT extends CachedProgram {
  private static final String PLAN = "META-INF/lazyloader/fields.lazyplan";
  private static final String UNKNOWN = " has a plan or marks that no start before knew of";

  /** Two fields: one that a plan may name, and one that is found to be worth it. */
  @BeforeEach
  void host() throws IOException {
    program.compile(
        "plugin",
        """
        // plug/Plug.java
        package plug;
        import java.util.regex.Pattern;
        public class Plug implements Runnable {
          static final StringBuilder PLANNED = new StringBuilder("planned");
          static final Pattern PATTERN = Pattern.compile("%s");
          public void run() { System.out.println("ran"); }
        }
        """
            .formatted(LONG_PATTERN));
    program.compile(
        program.classes(),
        List.of(),
        """
        // host/Host.java
        package host;
        import java.net.*;
        import java.nio.file.Path;
        public class Host {
          public static void main(String[] args) throws Exception {
            for (String arg : args) {
              URL[] place = {Path.of(arg).toUri().toURL()};
              URLClassLoader loader = new URLClassLoader(place);
              ((Runnable) loader.loadClass("plug.Plug").getConstructor().newInstance()).run();
            }
            System.out.println("end");
          }
        }
        """);
    // Without the annotation's class: nothing on the class path tells that marks are to be
    // expected.
    program.onlyOn(program.jar("host.jar", program.classes(), Map.of()));
  }

  private Run start(String... places) {
    Run run = program.lazy("mode=all,learn=exit,cache=" + cache, "host.Host", places);
    assertThat(run.out()).isEqualTo("ran\n".repeat(places.length) + "end\n");
    assertThat(run.exitCode()).isZero();
    return run;
  }

  @Test
  void a_directory_of_another_loader_is_known_from_the_second_start_on() {
    assertThat(start("plugin/").err()).contains("plugin" + UNKNOWN);

    Run second = start("plugin/");
    assertThat(second.err()).doesNotContain(UNKNOWN).contains("first start", "deferred  nothing");

    Run third = start("plugin/");
    assertThat(third.err())
        .doesNotContain(UNKNOWN, "changed since")
        .contains(" passed over and ", "deferred  1 field: 0 resolved, 1 pending");
  }

  @Test
  void a_plan_in_a_jar_of_another_loader_has_its_effect_in_every_start() throws IOException {
    Path jar = plugin("lazyloader-plan 1\nplug.Plug#PLANNED\n");
    for (int start = 1; start <= 2; start++) {
      assertThat(start("plugin.jar").err()).contains("deferred  1 field: 0 resolved, 1 pending");
    }
    assertThat(start("plugin.jar").err())
        .doesNotContain(UNKNOWN)
        .contains(" passed over and ", "deferred  2 fields: 0 resolved, 2 pending");

    // Without it, classes are as they were found: nothing of the plan is left.
    Files.delete(jar);
    assertThat(start().err()).contains("changed since");
  }

  @Test
  void another_plan_in_such_a_jar_is_believed_at_once() throws IOException {
    plugin("lazyloader-plan 1\nplug.Plug#PLANNED\n");
    start("plugin.jar");
    start("plugin.jar");

    plugin("lazyloader-plan 1\nplug.Plug#PLANNED # as before\nplug.Plug#PATTERN\n");
    Run changed = start("plugin.jar");
    assertThat(changed.err())
        .contains("changed since", UNKNOWN, "deferred  2 fields: 0 resolved, 2 pending");
  }

  @Test
  void a_place_that_only_some_starts_use_is_no_reason_to_begin_anew() {
    start("plugin/");
    start("plugin/");
    start();
    assertThat(start("plugin/").err())
        .doesNotContain(UNKNOWN, "changed since")
        .contains("deferred  1 field: 0 resolved, 1 pending");
  }

  /** What was found in it before is less than what the class path has to know of a jar. */
  @Test
  void a_place_that_comes_onto_the_class_path_is_looked_at_as_what_is_there() throws IOException {
    plugin("lazyloader-plan 1\nplug.Plug#PLANNED\n");
    Map<String, String> namesMore = Map.of("Class-Path", "more.jar");
    program.jar("plugin.jar", directory.resolve("plugin"), namesMore);
    program.write("more/" + PLAN, "lazyloader-plan 1\nplug.Plug#PATTERN\n");
    program.jar("more.jar", directory.resolve("more"), Map.of());
    start("plugin.jar");
    assertThat(start("plugin.jar").err()).contains("deferred  1 field: 0 resolved, 1 pending");

    program.jar("host.jar", program.classes(), Map.of("Class-Path", "plugin.jar"));
    assertThat(start("plugin.jar").err()).contains("deferred  2 fields: 0 resolved, 2 pending");
  }

  private Path plugin(String plan) throws IOException {
    program.write("plugin/" + PLAN, plan);
    return program.jar("plugin.jar", directory.resolve("plugin"), Map.of());
  }
}
