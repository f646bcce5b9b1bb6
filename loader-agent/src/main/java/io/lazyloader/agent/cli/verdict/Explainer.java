package io.lazyloader.agent.cli.verdict;

import io.lazyloader.agent.analysis.ClassVerdicts;
import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.engine.VerdictEngine;
import io.lazyloader.agent.classpath.ClassLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Makes reports from verdicts. May be used by several threads. */
public final class Explainer {
  /** Whether to report on a field of a class. */
  public interface FieldFilter extends BiPredicate<String, String> {}

  public static final FieldFilter EVERYTHING = (className, field) -> true;

  private final VerdictEngine engine;
  private final Policy policy;

  public Explainer(VerdictEngine engine, Policy policy) {
    this.engine = engine;
    this.policy = policy;
  }

  /**
   * Reports on the selected static fields of a class. A class without any is not judged.
   *
   * @throws IOException if its file can't be read, or is no class file, or one of another class;
   *     with a message that says so
   */
  public ClassReport explain(ClassLocation location, FieldFilter selection) throws IOException {
    byte[] classFile = location.read();
    DeclaredFields declared = declared(location, classFile);
    String className = declared.className;
    List<String> selected =
        declared.statics.stream().filter(field -> selection.test(className, field)).toList();
    List<FieldReport> reports = new ArrayList<>();
    if (!selected.isEmpty()) {
      ClassVerdicts verdicts = judge(classFile);
      for (String field : selected) {
        FieldReport report = report(className, field, verdicts);
        reports.add(location.isOfJdk() ? report.leftAlone() : report);
      }
    }
    return new ClassReport(className, location.entry(), reports, location.isOfJdk());
  }

  /** Reads which fields a class has. */
  public static DeclaredFields declared(ClassLocation location, byte[] classFile)
      throws IOException {
    DeclaredFields declared;
    try {
      declared = new DeclaredFields(classFile);
    } catch (RuntimeException e) {
      String why = e.getMessage();
      throw new IOException(
          "it is no class file that can be read ("
              + (why != null && why.startsWith("Unsupported") ? why : "it is damaged")
              + ")",
          e);
    }
    if (!declared.className.equals(location.internalName().replace('/', '.'))) {
      throw new IOException(
          "it holds the class " + declared.className + ", which no program finds there");
    }
    return declared;
  }

  private ClassVerdicts judge(byte[] classFile) throws IOException {
    try {
      return engine.judge(classFile);
    } catch (RuntimeException | StackOverflowError e) {
      throw new IOException("it can't be judged (" + e + ")", e);
    }
  }

  private FieldReport report(String className, String field, ClassVerdicts verdicts) {
    Verdict verdict = verdicts.fields().get(field);
    return verdict == null
        ? FieldReport.immovable(
            className, field, verdicts.notEligible().getOrDefault(field, "the compiler made it"))
        : FieldReport.judged(className, field, verdict, policy);
  }
}
