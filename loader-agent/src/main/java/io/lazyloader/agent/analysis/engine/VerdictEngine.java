package io.lazyloader.agent.analysis.engine;

import io.lazyloader.agent.analysis.ClassSource;
import io.lazyloader.agent.analysis.ClassVerdicts;
import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.SharedCosts;
import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.Verdict;
import io.lazyloader.agent.analysis.effects.Simulation;
import io.lazyloader.agent.analysis.jdk.Jdk;
import io.lazyloader.agent.analysis.machine.Universe;
import io.lazyloader.agent.analysis.world.Names;
import io.lazyloader.agent.analysis.world.World;
import io.lazyloader.agent.rewrite.Decision;
import io.lazyloader.agent.rewrite.Judge;
import io.lazyloader.agent.rewrite.Marks;
import io.lazyloader.agent.rewrite.Region;
import io.lazyloader.agent.rewrite.Request;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * Tells of every static field whether its initialiser may run later, and why.
 *
 * <p>Deterministic: the same class files give the same verdicts, in whatever order they are asked
 * for. May be used by several threads.
 */
public final class VerdictEngine {
  private static final Verdict MARKED =
      new Verdict(Verdict.Kind.MARKED, "it is marked @Lazy", List.of(), 0, "");

  private final ClassSource classes;
  private final TrustRules rules;
  private final Limits limits;

  private final UniverseCache universes;

  /**
   * Makes an engine.
   *
   * @param classes finds every class that an initialiser may use, the JDK's included
   * @param rules what to trust where nothing can be proven
   */
  public VerdictEngine(ClassSource classes, TrustRules rules) {
    this(classes, rules, Limits.AT_RUN_TIME);
  }

  /**
   * Makes an engine that takes its time.
   *
   * @param classes finds every class that an initialiser may use, the JDK's included
   * @param rules what to trust where nothing can be proven
   * @param limits what one initialiser may use; with larger ones, more is known
   */
  public VerdictEngine(ClassSource classes, TrustRules rules, Limits limits) {
    this.classes = classes;
    this.rules = rules;
    this.limits = limits;
    this.universes = new UniverseCache(classes, rules, limits);
  }

  /**
   * Judges all fields of a class.
   *
   * @param classFile its bytes, which need not be those that the class source has
   * @return the verdicts
   * @throws IllegalArgumentException if the bytes are no class file that can be read
   */
  public ClassVerdicts judge(byte[] classFile) {
    Evaluation evaluation = new Evaluation(classFile);
    Marks marks = packageMarks(evaluation.className);
    Decision decision =
        Decision.of(
            new ClassReader(classFile), Request.NONE.packageMarks(marks).judge(Judge.RECKLESS));
    Map<String, Verdict> judged = new HashMap<>();
    for (Region region : decision.regions()) {
      boolean isMarked = Collections.disjoint(region.fields(), decision.judged());
      Verdict verdict = isMarked ? MARKED : evaluation.verdict(region);
      for (String field : region.fields()) {
        judged.put(field, verdict);
      }
    }
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    for (String field : decision.declared()) {
      Verdict verdict = judged.get(field);
      if (verdict != null) {
        verdicts.put(field, verdict);
      }
    }
    return new ClassVerdicts(decision.className(), verdicts, decision.eager());
  }

  private Marks packageMarks(String className) {
    int end = className.lastIndexOf('/');
    byte[] classFile =
        end < 0 ? null : classes.classFile(className.substring(0, end) + "/package-info");
    return classFile == null ? Marks.NONE : Marks.ofPackage(classFile);
  }

  /**
   * Makes a judge for the rewriter.
   *
   * @param classFile the class that is rewritten
   * @param policy how much proof to ask for
   * @param costs which costs that fields share are paid
   * @return a judge for one thread
   */
  public Judge judge(byte[] classFile, Policy policy, SharedCosts costs) {
    Evaluation evaluation = new Evaluation(classFile);
    return new Judge() {
      @Override
      public @Nullable String obstacle(Region region) {
        Verdict verdict = evaluation.verdict(region);
        if (!policy.allows(verdict.kind())) {
          return verdict.reason();
        }
        String group = verdict.group();
        if (group.isEmpty()) {
          return null;
        }
        if (costs.arePaid(group)) {
          return "it would save nothing: what the fields of the group " + group + " share is paid";
        }
        costs.defers(group, Names.binary(evaluation.className), region.firstField());
        return null;
      }

      @Override
      public String kind(Region region) {
        return evaluation.verdict(region).kind().name();
      }

      @Override
      public String reason(Region region) {
        return evaluation.verdict(region).reason();
      }

      @Override
      public long cost(Region region) {
        return evaluation.verdict(region).cost();
      }
    };
  }

  /**
   * Makes a judge for the rewriter, in a world where shared costs are not paid.
   *
   * @param classFile the class that is rewritten
   * @param policy how much proof to ask for
   * @return a judge for one thread
   */
  public Judge judge(byte[] classFile, Policy policy) {
    return judge(classFile, policy, SharedCosts.UNPAID);
  }

  /** The evaluation of one class, which begins when somebody asks for a verdict. */
  private final class Evaluation {
    final String className;
    private final byte[] classFile;
    private @Nullable Simulation simulation;

    /** The same without assertions, if that makes a difference. */
    private @Nullable Simulation withoutAssertions;

    private @Nullable Verdict failure;

    Evaluation(byte[] classFile) {
      this.classFile = classFile;
      this.className = new ClassReader(classFile).getClassName();
    }

    Verdict verdict(Region region) {
      if (simulation == null && failure == null) {
        simulate();
      }
      Simulation done = simulation;
      if (done != null) {
        Verdict verdict = done.verdict(region);
        Verdict other = withoutAssertions == null ? verdict : withoutAssertions.verdict(region);
        return other.kind().compareTo(verdict.kind()) > 0 ? other : verdict;
      }
      return failure == null ? unknown("nothing is known of it") : failure;
    }

    private void simulate() {
      if (!simulate(universes.get()) && !simulate(universes.renewed())) {
        failure = unknown("what it initialises takes too much memory to evaluate");
      }
    }

    /** Returns false if there is no room in a world. */
    private boolean simulate(UniverseCache.Pair known) {
      try {
        evaluate(known);
      } catch (World.Full e) {
        return false;
      } catch (World.MissingClass e) {
        failure = unknown("its supertype " + Names.binary(e.name) + " can't be found");
      } catch (RuntimeException e) {
        // A class file that no compiler makes, or a defect of ours: no reason to fail the caller.
        failure = failed(e);
      } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
        // The analysing JVM ran short; what was half done is of no use to anybody.
        failure = failed(e);
        universes.renewed();
      }
      return true;
    }

    private void evaluate(UniverseCache.Pair known) {
      boolean isKnown = known.withAssertions.world().has(className, classFile);
      UniverseCache.Pair own =
          isKnown
              ? known
              : new UniverseCache.Pair(new Overlay(classes, className, classFile), rules, limits);
      Simulation first = simulate(own.withAssertions);
      if (first.dependsOnAssertions()) {
        withoutAssertions = simulate(own.withoutAssertions);
      }
      simulation = first;
    }

    private Simulation simulate(Universe universe) {
      return Jdk.interpreter(universe).simulate(universe.world().type(className));
    }

    private Verdict failed(Throwable e) {
      StackTraceElement[] stack = e.getStackTrace();
      return unknown("its evaluation failed: " + e + (stack.length == 0 ? "" : " at " + stack[0]));
    }

    private Verdict unknown(String reason) {
      return new Verdict(Verdict.Kind.UNKNOWN, reason, List.of(), 0, "");
    }
  }

  /** A class source in which one class has other bytes. */
  private static final class Overlay implements ClassSource {
    private final ClassSource others;
    private final String name;
    private final byte[] own;

    Overlay(ClassSource others, String name, byte[] own) {
      this.others = others;
      this.name = name;
      this.own = own;
    }

    @Override
    public byte @Nullable [] classFile(String internalName) {
      return internalName.equals(name) ? own.clone() : others.classFile(internalName);
    }
  }
}
