package io.lazyloader.agent.analysis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.analysis.engine.VerdictEngine;
import io.lazyloader.agent.rewrite.Compiler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules vouch for, and what they do not: verdicts on calls of a library that counts them. */
class TrustVerdictsTest {
  private static final Map<String, byte[]> CLASSES =
      Compiler.compile(
          """
          package lib;
          public class Maker implements Making {
            public static int calls;
            public Maker() { calls++; }
            public static Maker of() { return new Maker(); }
            public static Maker find() { calls++; return new Maker(); }
            public Maker with(Object given) { calls++; return this; }
            public Maker times(int number) { calls++; return this; }
            public void done() { calls++; }
          }
          """,
          """
          package lib;
          public interface Making extends Work {}
          """,
          """
          package lib;
          public interface Work {}
          """,
          """
          package lib;
          public class Sub extends Maker {
            public static Sub other() { calls++; return null; }
          }
          """,
          """
          package lib;
          public class SubSub extends Sub {
            public static SubSub last() { calls++; return null; }
          }
          """,
          """
          package app;
          import java.util.*;
          import lib.Maker;
          class Uses {
            enum Kind { ONE }
            record Pair(Object first) {}
            static class Box { int content; }
            static class LargeBox extends Box {}
            static class Constant { static int count; final int number = 1; }
            static class Private { private String text = "t"; }
            static class Other {
              static final Maker MAKER = new Maker();
              static final Maker MADE = Maker.of();
              static final List<String> NAMES = new ArrayList<>(List.of("a"));
              static final int[] NONE = {};
              static final int[] ONE = {1};
              static final String TEXT = "text".trim();
              static final Pair NAMED = new Pair(NAMES);
              static final Box BOX = new LargeBox();
              static final Constant CONSTANT = new Constant();
              static final Private PRIVATE = new Private();
              static final StringBuilder BUILDER = new StringBuilder("b");
              static final Runnable ACTION = () -> {};
            }

            static final Maker OWN = new Maker().with("text").times(2);
            static final Maker MADE = Maker.of().with("text");
            static final Maker WITH_CONSTANTS =
                new Maker().with(Kind.ONE).with(Other.NONE).with(Other.TEXT).with(Uses.class);
            static final Maker WITH_OWN = new Maker().with(new Pair(new int[] {1}));
            static final Maker WITH_LAMBDA = new Maker().with((Runnable) () -> {});
            static final Maker WITH_FIXED = new Maker().with(Other.CONSTANT).with(Other.ACTION);
            static final Maker WITH_MADE = new Maker().with(Maker.of());
            static final Maker WITH_NULL = new Maker().with(null);

            static final Maker CHANGES_OTHERS = Other.MAKER.with("text");
            static final Maker CHANGES_MADE = Other.MADE.with("text");
            static final Maker CHANGES_FOUND = Maker.find().with("text");
            static final Maker CHANGES_PART = OWN.with("text");
            static final Maker CHANGES_MADE_PART = MADE.with("text");
            static final Maker READS_OTHERS = new Maker().with(Other.NAMES);
            static final Maker READS_ARRAY = new Maker().with(Other.ONE);
            static final Maker READS_BOX = new Maker().with(Other.BOX);
            static final Maker READS_PRIVATE = new Maker().with(Other.PRIVATE);
            static final Maker READS_BUILDER = new Maker().with(Other.BUILDER);
            static final Maker READS_ELEMENT = new Maker().with(new Object[] {Other.MADE});
            static final Maker READS_THROUGH = new Maker().with(Other.NAMED);
            static final Maker READS_MADE = new Maker().with(Other.MADE);
            static final Maker READS_MADE_THROUGH = new Maker().with(new Pair(Other.MADE));
            static final Maker READS_MAKER = new Maker().with(Other.MAKER);
            static final Maker READS_FOUND = new Maker().with(Maker.find());
            static final int[] PART = {1};
            static final Maker READS_PART = new Maker().with(PART);
            static final Maker READS_MADE_PART = new Maker().with(MADE);
            static final Maker FOUND = Maker.find();
            static final Maker SUB = lib.Sub.other();
            static final Maker SUB_SUB = lib.SubSub.last();
          }
          """);

  private static final String OWN =
      """
      trust lib.Maker#<init> own: counts
      trust lib.Maker#of own: counts
      trust lib.Maker#w*h own: counts
      trust lib.Maker#times own: counts
      trust lib.Maker#find: counts
      """;

  @ParameterizedTest
  @CsvSource({
    "OWN, TRUSTED, counts",
    "MADE, TRUSTED, counts",
    "WITH_CONSTANTS, TRUSTED, counts",
    "WITH_OWN, TRUSTED, counts",
    "WITH_LAMBDA, TRUSTED, counts",
    "WITH_FIXED, TRUSTED, counts",
    "WITH_MADE, TRUSTED, counts",
    "WITH_NULL, TRUSTED, counts",
    "CHANGES_OTHERS, UNKNOWN, it works on an object that is shared",
    "CHANGES_MADE, UNKNOWN, it works on an object that is shared",
    "CHANGES_FOUND, UNKNOWN, it works on an object that is shared",
    "CHANGES_PART, UNSAFE, it changes an object that another part of the initialiser makes",
    "CHANGES_MADE_PART, UNSAFE, it changes an object that another part of the initialiser makes",
    "READS_OTHERS, UNKNOWN, it works on an object that is shared",
    "READS_ARRAY, UNKNOWN, it works on an object that is shared",
    "READS_BOX, UNKNOWN, it works on an object that is shared",
    "READS_PRIVATE, UNKNOWN, it works on an object that is shared",
    "READS_BUILDER, UNKNOWN, it works on an object that is shared",
    "READS_ELEMENT, UNKNOWN, it works on an object that is shared",
    "READS_THROUGH, UNKNOWN, it works on an object that is shared",
    "READS_MADE, UNKNOWN, it works on an object that is shared",
    "READS_MADE_THROUGH, UNKNOWN, it works on an object that is shared",
    "READS_MAKER, UNKNOWN, it works on an object that is shared",
    "READS_FOUND, UNKNOWN, it works on an object that is shared",
    "READS_PART, UNKNOWN, it reads the state of an object that another part of the initialiser makes",
    "READS_MADE_PART, UNKNOWN, it reads the state of an object that another part",
  })
  void rule_on_own_objects_vouches_for_nothing_that_others_hold(
      String field, Verdict.Kind kind, String reason) throws IOException {
    Verdict verdict = requireNonNull(judge("app/Uses", OWN).get(field));

    assertThat(verdict.kind()).as(verdict.toString()).isEqualTo(kind);
    assertThat(verdict.reason()).contains(reason);
  }

  @Test
  void rule_on_any_objects_vouches_for_the_call_itself() throws IOException {
    Map<String, Verdict> verdicts = judge("app/Uses", OWN.replace(" own", ""));

    assertThat(List.of("OWN", "CHANGES_OTHERS", "CHANGES_FOUND", "READS_OTHERS"))
        .allSatisfy(
            field ->
                assertThat(requireNonNull(verdicts.get(field)).kind())
                    .isEqualTo(Verdict.Kind.TRUSTED));
  }

  @ParameterizedTest
  @CsvSource({
    "lib.Maker#find, FOUND",
    "*#find, FOUND",
    "*.Maker#*, FOUND",
    "lib.*#f*d, FOUND",
    "l*b.M*k*r#*nd, FOUND",
    "lib.Maker*#*find, FOUND",
    "lib.Maker+#*, FOUND SUB SUB_SUB",
    "lib.Ma*+#*, FOUND SUB SUB_SUB",
    "lib.Sub+#*, SUB SUB_SUB",
    "lib.Sub#*, SUB",
    "lib.Making+#*, FOUND SUB SUB_SUB",
    "lib.Work+#*t*, SUB SUB_SUB",
    "lib.Make#find, ''",
    "ib.Maker#find, ''",
    "*ib.Mak#find, ''",
    "lib.Mak*aker#find, ''",
    "lib.*x#find, ''",
    "x*#find, ''",
    "lib.Maker#fin, ''",
    "lib.Maker#fin*ind, ''",
    "lib.Other+#*, ''",
  })
  void names_and_patterns_say_which_calls_a_rule_is_about(String pattern, String fields)
      throws IOException {
    Map<String, Verdict> verdicts = judge("app/Uses", "trust " + pattern + ": counts");

    assertThat(List.of("FOUND", "SUB", "SUB_SUB"))
        .filteredOn(field -> requireNonNull(verdicts.get(field)).kind() == Verdict.Kind.TRUSTED)
        .isEqualTo(fields.isEmpty() ? List.of() : List.of(fields.split(" ")));
  }

  @Test
  void without_a_rule_the_library_is_looked_into() throws IOException {
    Map<String, Verdict> verdicts = judge("app/Uses", "");

    assertThat(verdicts.values())
        .isNotEmpty()
        .noneMatch(verdict -> verdict.kind() == Verdict.Kind.TRUSTED);
    assertThat(requireNonNull(verdicts.get("FOUND")).kind()).isEqualTo(Verdict.Kind.UNSAFE);
  }

  private static Map<String, Verdict> judge(String className, String rules) throws IOException {
    TrustRules trusted =
        TrustRules.none()
            .and(
                "own.lazyrules",
                new ByteArrayInputStream(
                    ("lazyloader-rules 1\n" + rules).getBytes(StandardCharsets.UTF_8)));
    return new VerdictEngine(new CaseClasses(CLASSES), trusted)
        .judge(requireNonNull(CLASSES.get(className)))
        .fields();
  }
}
