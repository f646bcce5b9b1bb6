package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterIT {
  private static final String MAIN =
      """
      // app/Main.java
      package app;
      import io.lazyloader.*;
      import java.util.*;
      public class Main {
        @Lazy(group = "g") static final List<String> NAMES = new ArrayList<>(Part.names());
        @Lazy static final Object OTHER = new StringBuilder("other");
        public static void main(String[] args) { System.out.println(LazyLoader.pending()); }
      }
      """;
  private static final String PART =
      """
      // app/Part.java
      package app;
      import java.util.*;
      public class Part { public static List<String> names() { return List.of("a"); } }
      """;
  private static final String EAGER = "[]\n";

  @TempDir Path directory;

  @Test
  void a_filter_is_told_of_a_field_and_what_its_initialiser_names() throws IOException {
    Run run =
        filtered(
                "System.out.println(candidate.name() + ' ' + candidate.type() + ' ' + new java.util.TreeSet<>(candidate.uses()) + ' ' + candidate.group() + ' ' + candidate.verdict()); return null;")
            .lazy("quiet,filter=app.Keep", "app.Main");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            app.Main#NAMES java.util.List [app.Part, java.util.ArrayList] g null
            app.Main#OTHER java.lang.Object [java.lang.StringBuilder]  null
            [app.Main#NAMES, app.Main#OTHER]
            """);
  }

  @Test
  void its_reason_is_shown() throws IOException {
    Run run =
        filtered(
                "return candidate.uses().contains(\"app.Part\") ? \"Part registers itself\" : null;")
            .lazy("filter=app.Keep", "app.Main");

    assertThat(run.out()).isEqualTo("[app.Main#OTHER]\n");
    assertThat(run.err().lines().filter(line -> line.contains("Part registers itself")))
        .as(run.err())
        .containsExactly(
            "loader: @Lazy on app.Main#NAMES stays eager: it is kept by a filter: Part registers"
                + " itself.");
  }

  @Test
  void in_mode_all_it_is_told_the_verdict_and_the_summary_counts_what_it_keeps()
      throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import io.lazyloader.*;
            public class Main {
              static final Object ONE = new Object();
              static final Object TWO = new Object();
              static final Object SEEN = System.getProperties();
              public static void main(String[] args) { System.out.println(LazyLoader.pending()); }
            }
            """,
            keep(
                "System.out.println(candidate.field() + ' ' + candidate.verdict()); return \"why not\";"));

    Run run = program.lazy("mode=all,filter=app.Keep", "app.Main");

    assertThat(run.out())
        .isEqualTo(
            "ONE Verdict[kind=PROVEN, reason=]\nTWO Verdict[kind=PROVEN, reason=]\n" + EAGER);
    assertThat(run.err())
        .contains("note      app.Main#ONE and 1 more stay eager: it is kept by a filter: why not.");
  }

  @Test
  void filters_are_found_as_services_and_asked_once_though_fields_are_read_elsewhere()
      throws IOException {
    Program program =
        Program.of(
            directory,
            PART,
            MAIN,
            """
            // app/Start.java
            package app;
            public class Start {
              public static void main(String[] args) { Main.main(args); System.out.println(Main.OTHER); }
            }
            """,
            keep("System.out.println(candidate.field()); return \"no\";"));
    Path services = Files.createDirectories(program.classes().resolve("META-INF/services"));
    Files.writeString(services.resolve("io.lazyloader.LazyFilter"), "app.Keep\n");

    assertThat(program.lazy("quiet", "app.Start").out()).isEqualTo("NAMES\nOTHER\n[]\nother\n");

    Path jar = program.jar("app.jar", program.classes(), java.util.Map.of());
    // Marks can't be expected in a jar, so what Start reads stays eager without a question.
    assertThat(program.onlyOn(jar).lazy("quiet", "app.Start").out())
        .isEqualTo("NAMES\n[]\nother\n");
  }

  @Test
  void whatever_a_filter_throws_the_field_stays_eager_and_it_is_said_once() throws IOException {
    for (String failing :
        new String[] {
          "throw new IllegalStateException(\"oh\");",
          "throw new AssertionError(\"oh\");",
          "return whyEager(candidate);"
        }) {
      Run run = filtered(failing).lazy("filter=app.Keep,ready=call", "app.Main");

      assertThat(run.out()).isEqualTo(EAGER);
      assertThat(run.ours().get(0))
          .startsWith("loader: filter app.Keep failed for app.Main#NAMES (java.lang.")
          .endsWith("). It stays eager, and so does every field for which a filter fails.");
      assertThat(run.ours()).filteredOn(line -> line.contains("filter app.Keep failed")).hasSize(1);
    }
  }

  @Test
  void what_a_filter_makes_load_is_lazy_itself_and_reads_lazy_fields_right() throws IOException {
    Program program =
        Program.of(
            directory,
            PART,
            MAIN,
            """
            // app/Helper.java
            package app;
            import io.lazyloader.*;
            public class Helper {
              @Lazy static final Object LAZY = made();
              static Object made() { System.out.println("made helper"); return ""; }
              static Object help() { return Used.USED; }
            }
            """,
            """
            // app/Used.java
            package app;
            import io.lazyloader.*;
            public class Used { @Lazy static final Object USED = "used".strip(); }
            """,
            """
            // app/Start.java
            package app;
            public class Start {
              public static void main(String[] args) {
                System.out.println(Used.USED);
                Main.main(args);
              }
            }
            """,
            keep(
                "if (candidate.className().equals(\"app.Main\")) { System.out.println(Helper.help()); }"
                    + " return null;"));

    Run run = program.lazy("filter=app.Keep,ready=call", "app.Start");

    assertThat(run.out())
        .isEqualTo("used\nused\nused\n[app.Main#NAMES, app.Main#OTHER, app.Helper#LAZY]\n");
  }

  @Test
  void a_filter_that_loads_the_class_in_question_gets_it() throws IOException {
    Run run =
        filtered(
                """
                try { Class.forName(candidate.className()); return "loaded"; }
                catch (ReflectiveOperationException e) { return e.toString(); }
                """)
            .lazy("filter=app.Keep,ready=call", "app.Main");

    assertThat(run.out()).isEqualTo(EAGER);
    assertThat(run.ours())
        .contains("loader: @Lazy on app.Main#NAMES stays eager: it is kept by a filter: loaded.");
  }

  @Test
  void a_filter_that_can_not_be_made_leaves_everything_eager() throws IOException {
    Program program = filtered("return null;");

    Run missing = program.lazy("filter=app.None", "app.Main");
    Run other = program.lazy("filter=app.Part", "app.Main");

    assertThat(missing.out() + other.out()).isEqualTo(EAGER + EAGER);
    assertThat(missing.ours())
        .contains("loader: filter app.None is not on the class path. Running eagerly.");
    assertThat(other.ours())
        .contains(
            "loader: filter app.Part does not implement io.lazyloader.LazyFilter. Running eagerly.");
  }

  @Test
  void an_exclude_carries_a_reason_that_reports_show() throws IOException {
    Program program =
        Program.of(
            directory,
            PART,
            MAIN.replace("@Lazy static", "static")
                .replace("@Lazy(group = \"g\") static", "static")
                .replace("public class", "@Lazy public class"));

    Run run = program.lazy("exclude=*#NAMES=order matters:*#OTHER=too small", "app.Main");

    assertThat(run.out()).isEqualTo(EAGER);
    assertThat(run.err())
        .contains("note      app.Main#NAMES stays eager: it is excluded by option: order matters.")
        .contains("note      app.Main#OTHER stays eager: it is excluded by option: too small.");
  }

  private Program filtered(String body) throws IOException {
    return Program.of(directory, PART, MAIN, keep(body));
  }

  private static String keep(String body) {
    return "// app/Keep.java\npackage app;\n"
        + "public class Keep implements io.lazyloader.LazyFilter {\n"
        + "  public String whyEager(Candidate candidate) {\n"
        + body
        + "\n  }\n}\n";
  }
}
