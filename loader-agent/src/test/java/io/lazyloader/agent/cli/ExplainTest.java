package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.lazyloader.agent.classpath.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
  private static final String SHOP =
      """
      // acme/Shop.java
      package acme;
      import java.util.*;
      public class Shop {
        static final List<String> NAMES = new ArrayList<>(List.of("a", "b"));
        static final long OPENED = System.nanoTime();
        static final int MAX = 7;
        static final String TITLE = "shop";
        int customers;
        static class Till {
          static final Object COINS = new Object();
        }
      }
      """;

  @TempDir Path directory;
  private Workspace workspace;
  private Path classes;

  @BeforeEach
  void compile() throws IOException {
    workspace = new Workspace(directory);
    classes = workspace.classes("classes", SHOP);
  }

  @Test
  void every_static_field_of_a_class_is_explained() {
    Ran ran = explain("acme.Shop");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .startsWith("acme.Shop (" + classes + ")\n  safety=strict defers ")
        .containsPattern("(?m)^  [A-Z]+ +(deferred|stays eager) +NAMES")
        .containsPattern("(?m)^  [A-Z]+ +stays eager  .*OPENED$")
        .contains(
            """
              -        can't move   MAX, TITLE
                  it is a compile-time constant, copied into the classes that read it
            """)
        .doesNotContain("customers");
  }

  @Test
  void only_the_fields_that_are_named_are_explained_and_a_class_once() {
    Ran ran = explain("acme.Shop#NAMES", "acme.Shop$Till", "acme.Shop#MAX");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("NAMES", "MAX", "COINS")
        .doesNotContain("OPENED")
        .containsOnlyOnce("acme.Shop (")
        .containsSubsequence("acme.Shop (", "acme.Shop$Till (");
  }

  @Test
  void a_nested_class_may_be_named_as_in_java_source() {
    assertThat(explain("acme.Shop.Till").out()).startsWith("acme.Shop$Till (");
  }

  @Test
  void classes_of_the_jdk_are_explained_too() {
    Ran ran = explain("java.util.regex.Pattern");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).startsWith("java.util.regex.Pattern (the JDK)\n").contains("lastAccept");
    assertThat(ran.out())
        .contains(": the agent leaves the JDK's classes as they are\n")
        .doesNotContain("deferred");
  }

  @Test
  void the_policy_decides_what_is_deferred() {
    assertThat(explain("acme.Shop#NAMES", "--safety", "aggressive").out())
        .containsPattern("[A-Z]+ +deferred +NAMES");
    Ran wrong = explain("acme.Shop", "--safety", "yes");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("--safety", "'yes' is none of strict, balanced, aggressive");
  }

  @Test
  void marks_come_before_verdicts() throws IOException {
    workspace.classes(
        "classes",
        """
        // acme/Marked.java
        package acme;
        import io.lazyloader.*;
        public class Marked {
          @Lazy static final long LAZY = System.nanoTime();
          @Eager("the clock ticks") static final Object EAGER = new Object();
        }
        """);

    assertThat(explain("acme.Marked", "--safety", "strict").out())
        .contains(
            """
              MARKED   deferred     LAZY
                  it is marked @Lazy

              -        can't move   EAGER
                  it is @Eager: the clock ticks
            """);
  }

  @Test
  void a_rules_file_vouches_for_calls() throws IOException {
    Path rules =
        Files.writeString(
            workspace.path("my.lazyrules"),
            "lazyloader-rules 1\ntrust java.lang.System#nanoTime: nobody reads the clock here\n");

    Ran ran = explain("acme.Shop#OPENED", "--rules", rules.toString());

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("TRUSTED  deferred     OPENED")
        .contains("nobody reads the clock here");
    assertThat(ran.err())
        .startsWith("lazyloader: safety=balanced trusts the standard levels")
        .endsWith("; 1 rule of " + rules + ".\n");
    assertThat(explain("acme.Shop#OPENED", "--rules", rules.toString(), "--safety", "strict").out())
        .contains("UNSAFE   stays eager  OPENED");
  }

  @Test
  void a_set_of_rules_is_believed_once_it_is_asked_for() throws IOException {
    workspace.classes(
        "classes",
        """
        // acme/Logged.java
        package acme;
        import java.util.logging.*;
        class Logged {
          static final Logger LOG = Logger.getLogger("acme");
          static final Level LEVEL = Level.FINE;
        }
        """);

    assertThat(explain("acme.Logged").out()).contains("safety=strict defers 0 of 2");
    assertThat(explain("acme.Logged", "--safety", "balanced").out())
        .contains("TRUSTED  deferred     LEVEL", "UNKNOWN  stays eager  LOG");
    Ran asked = explain("acme.Logged", "--trust", "loggers");
    assertThat(asked.out()).contains("safety=balanced defers 2 of 2", "TRUSTED  deferred     LOG");
    assertThat(asked.err()).contains("logger factories, as if");
    Ran unknown = explain("acme.Logged", "--trust", "logers:mappers");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .isEqualTo(
            "lazyloader: option --trust: there is no set of trust rules 'logers' (sets: balanced,"
                + " loggers, mappers).\n");
  }

  @Test
  void a_rules_file_that_can_t_be_used_is_told() throws IOException {
    Path missing = workspace.path("missing.lazyrules");
    Path wrong =
        Files.writeString(workspace.path("wrong.lazyrules"), "lazyloader-rules 1\nhello\n");

    assertThat(explain("acme.Shop", "--rules", missing.toString()).err())
        .startsWith("lazyloader: option --rules: " + missing + " does not exist");
    Ran ran = explain("acme.Shop", "--rules", wrong.toString());
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith("lazyloader: option --rules: rules " + wrong + " line 2: \"hello\" is not");
    assertThat(explain("acme.Shop", "--rules", directory.toString()).err())
        .contains("can't be read");
  }

  @Test
  void json_says_the_same() throws IOException {
    Ran ran = explain("acme.Shop", "--json");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains(
            "\"schema\" : 1",
            "\"safety\" : \"strict\"",
            "\"class\" : \"acme.Shop\"",
            "\"field\" : \"NAMES\"",
            "\"verdict\" : \"NOT_ELIGIBLE\"")
        .endsWith("}\n");
    try (JsonParser json = new JsonFactory().createParser(ran.out())) {
      json.nextToken();
      json.skipChildren();
      assertThat(json.nextToken()).as("nothing follows").isNull();
    }
    assertThat(explain("acme.Shop", "--json")).isEqualTo(ran);
  }

  @Test
  void a_class_that_is_missing_is_told_with_what_may_have_been_meant() {
    Ran ran = explain("acme.Shpo", "acme.Shop#MAX");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo(
            "lazyloader: class acme.Shpo is neither in the JDK nor on the class path ("
                + classes
                + "). Did you mean acme.Shop?\n");
    assertThat(ran.out()).as("the rest is answered").contains("MAX");
    assertThat(explain("Shop").err()).endsWith("Did you mean acme.Shop?\n");
    assertThat(explain("Math").err()).endsWith("Did you mean java.lang.Math?\n");
    assertThat(Ran.command("explain", "Shop", "-cp", "nope.jar").err())
        .contains("class path entry nope.jar does not exist")
        .endsWith("Name the jar or directory that has it with -cp.\n");
    assertThat(explain("acme.Completely").err())
        .endsWith("Name the jar or directory that has it with -cp.\n");
  }

  @Test
  void a_field_that_is_missing_is_told_with_those_that_are_there() {
    Ran ran = explain("acme.Shop#NAME", "acme.Shop#customers", "acme.Shop#");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines())
        .containsExactly(
            "lazyloader: 'acme.Shop#' is not of the form CLASS or CLASS#FIELD.",
            "lazyloader: no field 'NAME' in acme.Shop; did you mean NAMES? (static fields: NAMES,"
                + " OPENED, MAX, TITLE).",
            "lazyloader: field 'customers' of acme.Shop is not static: every object has its own, so"
                + " there is nothing to defer.");
  }

  @Test
  void of_a_long_class_path_the_length_is_told() throws IOException {
    Path[] entries = new Path[5];
    for (int at = 0; at < entries.length; at++) {
      entries[at] = Files.createDirectory(workspace.path("lib" + at));
    }

    assertThat(
            Ran.command("explain", "acme.Till", "-cp", Workspace.classPath((Object[]) entries))
                .err())
        .endsWith(
            "nor on the class path (5 entries, the first is "
                + entries[0]
                + "). Name the jar or directory that has it with -cp.\n");
  }

  @Test
  void a_file_of_kotlin_is_told_by_its_class() throws IOException {
    workspace.classes("classes", "// acme/TillKt.java\npackage acme; class TillKt {}");

    assertThat(explain("acme.Till").err()).endsWith("Did you mean acme.TillKt?\n");
  }

  @Test
  void a_class_path_entry_that_is_wrong_is_told_and_the_rest_is_used() throws IOException {
    Path jar = Workspace.truncated(workspace.jar("shop.jar", classes));
    Path missing = workspace.path("missing.jar");

    Ran ran =
        Ran.command("explain", "acme.Shop", "-cp", Workspace.classPath(missing, jar, classes));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).contains("NAMES");
    assertThat(ran.err())
        .contains("lazyloader: class path entry " + missing + " does not exist.\n")
        .contains("lazyloader: class path entry " + jar + " can't be read as a jar (");
  }

  @Test
  void a_class_file_that_is_damaged_is_told() throws IOException {
    Workspace.truncated(classes.resolve("acme/Shop.class"));

    Ran ran = explain("acme.Shop");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo(
            "lazyloader: class acme.Shop in "
                + classes
                + ": it is no class file that can be read (it is damaged).\n");
  }

  @Test
  void a_class_file_in_the_wrong_place_is_told() throws IOException {
    Files.copy(classes.resolve("acme/Shop.class"), classes.resolve("Shop.class"));

    Ran ran = explain("Shop");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("it holds the class acme.Shop, which no program finds there.");
  }

  @Test
  void contradictory_usage_is_told() {
    assertThat(explain().err()).contains("or give --all");
    assertThat(explain().exitCode()).isEqualTo(2);
    assertThat(explain("acme.Shop", "--all").err()).contains("not both");
    assertThat(explain("acme.Shop", "--plan", "x").err()).contains("go with --all");
  }

  private Ran explain(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "explain";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "-cp";
    all[all.length - 1] = classes.toString();
    return Ran.command(all);
  }
}
