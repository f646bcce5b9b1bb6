package io.lazyloader.agent.cli.optimize;

import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.cli.common.TextLayout;
import io.lazyloader.agent.cli.explain.FieldExplanation;
import io.lazyloader.agent.cli.verdict.PolicyOptions;
import io.lazyloader.agent.optimize.Bisected;
import io.lazyloader.agent.optimize.Bisected.Culprit;
import io.lazyloader.agent.optimize.Exclusions;
import io.lazyloader.agent.optimize.Optimizer;
import io.lazyloader.agent.report.Amounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bisection found, for people, and as a file for the optimiser whose comments say the same.
 *
 * @param found what was found
 * @param given what was left out before, and still has to be
 * @param fields what {@code explain} says of the fields; null if there are none
 */
record BisectText(Bisected found, Exclusions given, @Nullable FieldExplanation fields) {
  private static final TextLayout IN_FILE = new TextLayout(98, false);

  /** Judges the fields that were found of a program. */
  static BisectText of(Bisected found, Exclusions given, List<String> words, PolicyOptions policy)
      throws IOException {
    return new BisectText(
        found,
        given,
        found.fields().isEmpty()
            ? null
            : FieldExplanation.of(
                found.fields(), Optimizer.classPathOf(words), policy, Limits.OFF_LINE));
  }

  void write(PrintWriter out, TextLayout layout) {
    if (found.culprits().isEmpty()) {
      out.println("The optimised program does what the original does.");
    }
    for (Culprit culprit : found.culprits()) {
      out.println(layout.wrap(sentence(culprit), ""));
      for (String item : culprit.items()) {
        out.println("  " + item);
      }
      out.println("With that pass as it is");
      culprit.difference().lines().forEach(line -> out.println("  " + line));
      out.println();
    }
    if (fields != null) {
      fields.write(out, layout);
      out.println();
    }
    out.println(Amounts.counted(found.runs(), "candidate was", "candidates were") + " run.");
    out.flush();
  }

  private static String sentence(Culprit culprit) {
    String pass = culprit.pass().label() + ": ";
    int count = culprit.items().size();
    return switch (culprit.pass()) {
      case PACK ->
          pass
              + "the program behaves differently as soon as its class path is jars only, which all"
              + " passes need. It can't be optimised.";
      case ARCHIVE, UNSEAL, MERGE, HINTS -> pass + "the pass has to be left out.";
      case FLAGS, MODERNISE, DEFER ->
          count == 0
              ? pass + "the pass has to be left out."
              : pass + count + " of " + culprit.of() + what(culprit);
    };
  }

  private static String what(Culprit culprit) {
    boolean isOne = culprit.items().size() == 1;
    return switch (culprit.pass()) {
      case FLAGS -> " options of the JVM must not be chosen:";
      case MODERNISE -> " old classes " + (isOne ? "has" : "have") + " to stay as they are:";
      default -> " fields " + (isOne ? "has" : "have") + " to stay eager:";
    };
  }

  /** Writes the file that {@code optimize --exclude} takes. */
  void writeFile(Writer out) throws IOException {
    StringWriter comment = new StringWriter();
    comment.write(
        "What lazyloader bisect found, and what --exclude had already; made to be edited.\n\n");
    write(new PrintWriter(comment), IN_FILE);
    out.write(Exclusions.HEADER + "\n");
    for (String line : comment.toString().lines().toList()) {
      out.write(("# " + line).stripTrailing() + "\n");
    }
    for (String line : given.and(found.exclusions()).lines()) {
      out.write(line + "\n");
    }
  }
}
