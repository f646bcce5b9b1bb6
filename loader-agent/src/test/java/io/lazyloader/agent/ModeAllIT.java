package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mode {@code all}: deferring by verdict what nobody marked. */
class ModeAllIT {
  @TempDir Path directory;
  private Program program;

  @BeforeEach
  void compile() throws IOException {
    program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import java.util.regex.Pattern;
            public class Main {
              static final Pattern PROVEN = Pattern.compile("\\\\w+");
              static final Log FIRST = Logs.named("first");
              static final Log SECOND = Logs.named("second");
              static final long UNSAFE = System.nanoTime();
              static final String UNKNOWN = System.getProperty("app.name", "none");
              public static void main(String[] args) {
                System.out.println("main");
                System.out.println(FIRST + " " + Other.third() + " " + SECOND + " " + UNKNOWN);
              }
            }
            """,
            """
            // app/Other.java
            package app;
            public class Other {
              private static final Log THIRD = Logs.named("third");
              static Log third() { return THIRD; }
            }
            """,
            """
            // app/Log.java
            package app;
            public class Log {
              private final String name;
              Log(String name) { this.name = name; }
              public String toString() { return name; }
            }
            """,
            """
            // app/Logs.java
            package app;
            public class Logs {
              static Log named(String name) {
                System.out.println("making " + name);
                return new Log(name);
              }
            }
            """);
  }

  @Test
  void defers_what_is_proven_and_nothing_that_others_could_see() throws IOException {
    Run lazy = program.lazy("mode=all", "app.Main");

    assertThat(lazy.out()).isEqualTo(program.eager("app.Main").out());
    assertThat(lazy.err()).contains("mode all", "deferred  1 field", "app.Main#PROVEN");
  }

  @Test
  void a_rule_of_the_users_own_vouches_for_a_call() throws IOException {
    Path rules =
        program.write(
            "own.lazyrules", "lazyloader-rules 1\ntrust app.Logs#named: prints in any order\n");

    Run lazy = program.lazy("mode=all,rules=" + rules, "app.Main");

    assertThat(lazy.out()).startsWith("main\nmaking first\n");
    assertThat(lazy.err())
        .contains("deferred  4 fields", "safety=balanced trusts ", "; 1 rule of " + rules + ".\n");
  }

  @Test
  void a_rule_of_a_set_counts_once_the_set_is_asked_for() throws IOException {
    Path rules =
        program.write(
            "own.lazyrules",
            """
            lazyloader-rules 1
            set logs: logs, whose order nobody minds
            trust app.Logs#named: prints in any order
            """);

    Run unasked = program.lazy("mode=all,rules=" + rules, "app.Main");
    Run asked = program.lazy("mode=all,trust=logs,rules=" + rules, "app.Main");
    Run unknown = program.lazy("mode=all,trust=loggers:log,rules=" + rules, "app.Main");

    assertThat(unasked.out()).isEqualTo(program.eager("app.Main").out());
    assertThat(unasked.err()).contains("deferred  1 field").doesNotContain("nobody minds");
    assertThat(asked.out()).startsWith("main\nmaking first\n");
    assertThat(asked.err()).contains("; logs, whose order nobody minds.\n");
    assertThat(unknown.out()).isEqualTo(unasked.out());
    assertThat(unknown.err())
        .isEqualTo(
            "loader: option trust=loggers:log: there is no set of trust rules 'log' (sets: balanced,"
                + " loggers, logs, mappers). Running eagerly.\n");
  }

  @Test
  void proof_is_asked_for_unless_something_to_trust_is_named() {
    Run lazy = program.lazy("mode=all", "app.Main");
    Run balanced = program.lazy("mode=all,safety=balanced", "app.Main");
    Run quiet = program.lazy("mode=all,safety=balanced,quiet", "app.Main");

    assertThat(lazy.err()).doesNotContain("trusts");
    assertThat(balanced.ours().get(0))
        .startsWith("loader: safety=balanced trusts the standard levels of java.util.logging");
    assertThat(quiet.err()).isEmpty();
  }

  @Test
  void strict_safety_believes_no_rule() throws IOException {
    Path rules =
        program.write(
            "own.lazyrules", "lazyloader-rules 1\ntrust app.Logs#named: prints in any order\n");

    Run lazy = program.lazy("mode=all,safety=strict,rules=" + rules, "app.Main");

    assertThat(lazy.out()).isEqualTo(program.eager("app.Main").out());
    assertThat(lazy.ours().get(0))
        .isEqualTo(
            "loader: safety=strict believes no rule, so the option rules="
                + rules
                + " has no effect.");
  }

  @Test
  void a_group_whose_shared_cost_is_paid_is_not_deferred_any_more() throws IOException {
    Path rules =
        program.write(
            "own.lazyrules",
            "lazyloader-rules 1\ntrust app.Logs#named group logs: prints in any order\n");

    Run lazy = program.lazy("mode=all,rules=" + rules, "app.Main");

    // FIRST pays before Other is loaded, whose field therefore stays eager.
    assertThat(lazy.out())
        .isEqualTo("main\nmaking first\nmaking third\nmaking second\nfirst third second none\n");
    assertThat(lazy.err()).contains("deferred  3 fields");
  }

  @Test
  void aggressive_safety_defers_what_is_unknown_but_nothing_unsafe() throws IOException {
    Run lazy = program.lazy("mode=all,safety=aggressive", "app.Main");

    // Making a log prints, and there is no telling what the property will be; but UNSAFE is eager.
    assertThat(lazy.err()).contains("deferred  5 fields");
  }

  @Test
  void a_rules_file_that_is_wrong_is_named_with_its_line() throws IOException {
    Path rules = program.write("own.lazyrules", "lazyloader-rules 1\n\ntrust app.Logs: why not\n");

    Run lazy = program.lazy("mode=all,rules=" + rules, "app.Main");

    assertThat(lazy.exitCode()).isZero();
    assertThat(lazy.out()).isEqualTo(program.eager("app.Main").out());
    assertThat(lazy.err())
        .contains("own.lazyrules line 3")
        .contains("trust CLASS#METHOD: REASON")
        .contains("Running without the file's rules.");
  }

  @Test
  void excluded_fields_stay_eager() throws IOException {
    Run lazy = program.lazy("mode=all,exclude=app.*", "app.Main");

    assertThat(lazy.err())
        .contains("deferred  nothing")
        .contains("note      app.Main#PROVEN and 5 more stay eager: it is excluded by option.");
  }
}
