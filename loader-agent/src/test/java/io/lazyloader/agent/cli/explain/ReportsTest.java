package io.lazyloader.agent.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.EditDistance;
import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.Verdict.Place;
import io.lazyloader.agent.cli.common.SimilarNames;
import io.lazyloader.agent.cli.common.TextLayout;
import io.lazyloader.agent.cli.verdict.ClassReport;
import io.lazyloader.agent.cli.verdict.FieldReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How verdicts are laid out, whatever the engine finds. */
class ReportsTest {
  private static final Place OUTER =
      new Place("acme.Main", "<clinit>", "Main.java", 7, "invokestatic acme.Counter.next");
  private static final Place INNER =
      new Place("acme.Counter", "next", "Counter.java", 12, "putstatic acme.Counter.count");

  @Test
  void the_call_chain_reads_from_the_initialiser_to_the_instruction() {
    String text = text(new TextLayout(100, false), verdict(List.of(OUTER, INNER)));

    assertThat(text)
        .isEqualTo(
            """
            acme.Main (app.jar)
              safety=balanced defers 0 of 1 static field

              UNSAFE   stays eager  FIELD
                  it writes a static field of another class
                    at acme.Main.<clinit>(Main.java:7)  invokestatic acme.Counter.next
                    at acme.Counter.next(Counter.java:12)  putstatic acme.Counter.count
            """);
  }

  @Test
  void fields_that_differ_in_their_line_only_are_told_of_together() {
    Place later = new Place("acme.Main", "<clinit>", "Main.java", 8, OUTER.instruction());
    FieldReport one =
        FieldReport.judged("acme.Main", "ONE", verdict(List.of(OUTER, INNER)), Policy.BALANCED);
    FieldReport two =
        FieldReport.judged("acme.Main", "TWO", verdict(List.of(later, INNER)), Policy.BALANCED);

    assertThat(text(new TextLayout(100, false), one, two))
        .contains("UNSAFE   stays eager  ONE, TWO\n", "(ONE; the others alike)\n")
        .containsOnlyOnce("Counter.java:12");
  }

  @Test
  void a_place_without_debug_information_is_still_named() {
    Place unknown = new Place("acme.Main", "<clinit>", "", 0, "putstatic");

    assertThat(text(new TextLayout(100, false), verdict(List.of(unknown))))
        .contains("at acme.Main.<clinit>(Unknown Source)  putstatic");
  }

  @Test
  void the_middle_of_a_long_chain_is_left_out() {
    String text = text(new TextLayout(100, false), verdict(Collections.nCopies(40, INNER)));

    assertThat(text.lines().filter(line -> line.contains(" at "))).hasSize(11);
    assertThat(text).contains("... 29 more (all of them if the field is named, or with --json)");
  }

  @Test
  void reasons_are_wrapped_between_words() {
    String text = text(new TextLayout(30, false), verdict(List.of()));

    assertThat(text)
        .endsWith(
            """
                  it writes a static field
                  of another class
            """);
  }

  @Test
  void verdicts_are_painted_on_a_terminal() {
    assertThat(text(new TextLayout(100, true), verdict(List.of())))
        .contains("  \u001b[31mUNSAFE \u001b[0m  stays eager  FIELD");
  }

  @Test
  void reasons_are_of_one_kind_whatever_they_name() {
    assertThat(kind("it calls java.lang.System.nanoTime, which asks for the time"))
        .isEqualTo(kind("it calls java.time.Clock.systemUTC, which asks for the time"))
        .isNotEqualTo(kind("it reads acme.Main#count, which may change"));
    assertThat(kind("it is assigned outside its initialiser, in reset"))
        .isEqualTo(kind("it is assigned outside its initialiser, in set"));
    assertThat(kind("it is @Eager: my reason")).isEqualTo(kind("it is @Eager: another"));
    assertThat(kind("it asks for a property (java.lang.System.getProperty(java.lang.String, int))"))
        .isEqualTo("it asks for a property");
    assertThat(
            kind(
                "the interface's class file is of version 49, older than Java 8, and can't hold"
                    + " static methods"))
        .isEqualTo(
            "the interface's class file is of version ..., older than Java 8, and can't hold static"
                + " methods");
    assertThat(kind("it's in 'group a' and 'b'")).isEqualTo("it's in ... and ...");
    assertThat(kind("it takes more than 1,000 instructions"))
        .isEqualTo(kind("it takes more than 25 instructions"));
  }

  @Test
  void mistyped_names_are_close() {
    List<String> names = List.of("acme.Main", "acme.Mail", "org.Main", "acme.Other", "x.A");

    assertThat(SimilarNames.to("acme.Mian", names)).containsExactly("acme.Main");
    assertThat(SimilarNames.to("Main", names)).containsExactly("org.Main", "acme.Main");
    assertThat(SimilarNames.to("acme.x.Othr", names)).containsExactly("acme.Other");
    assertThat(SimilarNames.to("org.Othr", names)).isEmpty();
    assertThat(SimilarNames.to("acme.B", names)).isEmpty();
    assertThat(EditDistance.of("abcd", "acbd")).isEqualTo(1);
  }

  private static String kind(String reason) {
    return ReasonKind.of(FieldReport.immovable("acme.Main", "FIELD", reason)).text();
  }

  private static Verdict verdict(List<Place> chain) {
    return new Verdict(
        Verdict.Kind.UNSAFE, "it writes a static field of another class", chain, 5, "");
  }

  private static String text(TextLayout layout, Verdict verdict) {
    return text(layout, FieldReport.judged("acme.Main", "FIELD", verdict, Policy.BALANCED));
  }

  private static String text(TextLayout layout, FieldReport... fields) {
    StringWriter text = new StringWriter();
    ClassReport report = new ClassReport("acme.Main", "app.jar", List.of(fields));
    new ExplainText(new PrintWriter(text), layout, Policy.BALANCED, false).write(List.of(report));
    // Its lines end in a line feed on every system.
    return text.toString().replace("\r\n", "\n");
  }
}
