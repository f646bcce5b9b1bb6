package io.lazyloader.agent.cli.explain;

import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.classpath.ProgramClasses;
import io.lazyloader.agent.cli.common.TextLayout;
import io.lazyloader.agent.cli.verdict.ClassReport;
import io.lazyloader.agent.cli.verdict.PolicyOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/**
 * What {@code explain} says of some fields, for other commands.
 *
 * @param reports on them, by class
 * @param problems sentences on those that nothing can be said of
 * @param policy that the verdicts are held to
 */
public record FieldExplanation(List<ClassReport> reports, List<String> problems, Policy policy) {
  /** Copies the lists. */
  public FieldExplanation {
    reports = List.copyOf(reports);
    problems = List.copyOf(problems);
  }

  /**
   * Judges fields.
   *
   * @param fields as {@code com.acme.Main#LOG}
   * @param classPath as {@code java -cp} takes it
   * @param limits of what judging one initialiser may take
   */
  public static FieldExplanation of(
      List<String> fields, String classPath, PolicyOptions policy, Limits limits)
      throws IOException {
    try (ProgramClasses classes = ProgramClasses.open(classPath)) {
      ClassQuery query = new ClassQuery(classes, policy.explainer(classes, limits));
      return new FieldExplanation(query.answer(fields), query.problems(), policy.policy());
    }
  }

  /** Writes it for people, with whole call chains. */
  public void write(PrintWriter out, TextLayout layout) {
    new ExplainText(out, layout, policy, /* wholeChains= */ true).write(reports);
    problems.forEach(out::println);
    out.flush();
  }
}
