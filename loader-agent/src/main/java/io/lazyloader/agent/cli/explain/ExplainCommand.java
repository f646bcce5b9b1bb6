package io.lazyloader.agent.cli.explain;

import io.lazyloader.agent.Globs;
import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.classpath.ClassLocation;
import io.lazyloader.agent.classpath.PathProblem;
import io.lazyloader.agent.classpath.ProgramClasses;
import io.lazyloader.agent.cli.common.ExitCode;
import io.lazyloader.agent.cli.common.Messages;
import io.lazyloader.agent.cli.common.OutputFile;
import io.lazyloader.agent.cli.common.Patience;
import io.lazyloader.agent.cli.verdict.ClassReport;
import io.lazyloader.agent.cli.verdict.Explainer;
import io.lazyloader.agent.cli.verdict.PlanFile;
import io.lazyloader.agent.cli.verdict.PolicyOptions;
import io.lazyloader.agent.plan.FieldName;
import io.lazyloader.agent.report.Amounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints verdicts: of the fields that the user names, or counts over a whole class path. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Tells of static fields whether their initialisers may run later, and why not. Nothing of"
            + " the program is run.",
    footer = {
      "",
      "lazyloader explain com.acme.Main -cp app.jar",
      "lazyloader explain --all -cp 'lib/*' --plan app.lazyplan"
    })
public final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "CLASS[#FIELD]",
      description = "Classes, or single fields of them; nested classes as Outer$Inner.")
  private List<String> names = List.of();

  @Option(
      names = {"-cp", "-classpath", "--class-path"},
      paramLabel = "PATH",
      description = "As for java: directories, jars, dir/*. Default: $CLASSPATH, or else '.'.")
  private @Nullable String classPath;

  @Option(names = "--all", description = "Counts over all classes on the class path.")
  private boolean all;

  @Mixin private PolicyOptions policy;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Option(
      names = "--include",
      paramLabel = "GLOBS",
      description = "With --all: only these classes or fields, as in com.acme.*:*#LOG.")
  private @Nullable String include;

  @Option(
      names = "--exclude",
      paramLabel = "GLOBS",
      description = "With --all: not these classes or fields.")
  private @Nullable String exclude;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "With --all: writes the fields that the policy defers as a plan.")
  private @Nullable Path plan;

  @Option(
      names = "--min-cost",
      paramLabel = "N",
      description = "With --plan: leaves out what takes fewer instructions to compute.")
  private @Nullable Long minCost;

  @Mixin private Messages messages = new Messages();

  @SuppressWarnings("NullAway.Init")
  ExplainCommand() {}

  @Override
  public Integer call() throws IOException {
    checkUsage();
    String trusted = policy.trustSentence();
    if (!trusted.isEmpty()) {
      messages.tell(trusted);
    }
    try (ProgramClasses classes = ProgramClasses.open(classPath())) {
      List<PathProblem> problems = classes.problems();
      problems.forEach(problem -> messages.tell(problem.message()));
      Explainer explainer = policy.explainer(classes, Limits.AT_RUN_TIME);
      boolean isAnswered = all ? survey(classes, explainer) : answer(classes, explainer);
      List<PathProblem> allProblems = classes.problems();
      allProblems
          .subList(problems.size(), allProblems.size())
          .forEach(problem -> messages.tell(problem.message()));
      return isAnswered && problems.stream().noneMatch(PathProblem::isNamedByUser)
          ? ExitCode.FINE.number()
          : ExitCode.WRONG_USAGE.number();
    }
  }

  private void checkUsage() {
    if (all == !names.isEmpty()) {
      throw messages.wrongUsage(
          all
              ? "Name classes or give --all, not both."
              : "Name a class, as in com.acme.Main or com.acme.Main#FIELD, or give --all.");
    }
    if (!all && (include != null || exclude != null || plan != null)) {
      throw messages.wrongUsage("--include, --exclude and --plan go with --all.");
    }
    if (minCost != null && plan == null) {
      throw messages.wrongUsage(
          "--min-cost goes with --plan FILE, from which it leaves fields out.");
    }
    checkPatterns("--include", include);
    checkPatterns("--exclude", exclude);
    if (plan != null) {
      new OutputFile("--plan", plan).checkPlace();
    }
  }

  private void checkPatterns(String option, @Nullable String patterns) {
    for (String pattern : new Globs(patterns == null ? "" : patterns).patterns()) {
      if (pattern.indexOf('/') >= 0) {
        throw messages.wrongUsage(
            option
                + ' '
                + pattern
                + " has slashes, and classes are named with dots: "
                + pattern.replace("**", "*").replace('/', '.'));
      }
    }
  }

  private String classPath() {
    if (classPath != null) {
      return classPath;
    }
    String environment = System.getenv("CLASSPATH");
    return environment == null || environment.isEmpty() ? "." : environment;
  }

  @SuppressWarnings("try") // Only to be closed.
  private boolean answer(ProgramClasses classes, Explainer explainer) throws IOException {
    ClassQuery query = new ClassQuery(classes, explainer);
    List<ClassReport> reports;
    try (Patience waiting = messages.patience("judging")) {
      reports = query.answer(names);
    }
    PrintWriter out = messages.out();
    if (json) {
      ExplainJson.write(out, reports, policy.policy());
    } else {
      boolean areFieldsNamed =
          names.stream().allMatch(name -> name.indexOf(FieldName.SEPARATOR) >= 0);
      new ExplainText(out, messages.layout(), policy.policy(), areFieldsNamed).write(reports);
    }
    query.problems().forEach(messages::tell);
    return query.problems().isEmpty();
  }

  @SuppressWarnings("try") // Only to be closed.
  private boolean survey(ProgramClasses classes, Explainer explainer) throws IOException {
    long began = System.nanoTime();
    List<ClassLocation> locations = classes.onClassPath();
    Survey survey = new Survey(explainer, selection(), locations);
    SurveyCounts tally;
    try (Patience waiting = messages.patience(() -> done(survey.done(), locations.size()))) {
      tally = survey.run();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    tally.unreadable().forEach(messages::tell);
    if (plan != null) {
      writePlan(plan, tally);
    }
    PrintWriter out = messages.out();
    if (json) {
      List<String> unreadable = new ArrayList<>();
      classes.problems().forEach(problem -> unreadable.add(problem.message()));
      unreadable.addAll(tally.unreadable());
      SurveyJson.write(out, tally, seconds, policy.policy(), classes.entries(), unreadable);
    } else {
      new SurveyText(out, messages.layout(), policy.policy()).write(tally, seconds);
    }
    if (locations.isEmpty()) {
      messages.tell(
          "there is no class on the class path "
              + classPath()
              + ". Name jars or directories with -cp.");
    }
    return !locations.isEmpty();
  }

  private Explainer.FieldFilter selection() {
    if (include == null && exclude == null) {
      return Explainer.EVERYTHING;
    }
    Globs included = new Globs(include == null ? "*" : include);
    Globs excluded = new Globs(exclude == null ? "" : exclude);
    return (className, field) ->
        included.match(className, field) && !excluded.match(className, field);
  }

  private static String done(int classes, int all) {
    return "judging: " + Amounts.count(classes) + " of " + Amounts.counted(all, "class", "classes");
  }

  private void writePlan(Path file, SurveyCounts tally) {
    long least = minCost == null ? 0 : minCost;
    List<SurveyCounts.Planned> fields =
        tally.planned().stream().filter(field -> field.cost() >= least).toList();
    PlanFile written =
        new PlanFile(
            List.of(
                "What lazyloader explain --all --safety "
                    + policy.policy().name().toLowerCase(Locale.ROOT)
                    + " lets be deferred, with the verdict; made to be edited."),
            fields.stream().map(ExplainCommand::line).toList());
    new OutputFile("--plan", file).write(written::write);
    messages.tell(
        "wrote " + Amounts.counted(fields.size(), "field", "fields") + " to " + file + '.');
  }

  private static PlanFile.Line line(SurveyCounts.Planned field) {
    String reason = field.reason().isEmpty() ? "" : ": " + field.reason();
    return new PlanFile.Line(field.field(), field.verdict() + reason);
  }
}
