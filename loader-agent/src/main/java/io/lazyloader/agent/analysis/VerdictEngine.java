package io.lazyloader.agent.analysis;

import io.lazyloader.agent.rewrite.ClassRewriter;
import io.lazyloader.agent.rewrite.Decision;
import io.lazyloader.agent.rewrite.Judge;
import io.lazyloader.agent.rewrite.Region;
import io.lazyloader.agent.rewrite.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells of every static field whether its initialiser may run later, and why.
 *
 * <p>Deterministic: the same class files give the same verdicts, in whatever order they are asked
 * for. May be used by several threads.
 */
public final class VerdictEngine {
  private final ClassSource classes;
  private final TrustRules rules;

  /**
   * Makes an engine.
   *
   * @param classes finds every class that an initialiser may use, the JDK's included
   * @param rules what to trust where nothing can be proven
   */
  public VerdictEngine(ClassSource classes, TrustRules rules) {
    this.classes = classes;
    this.rules = rules;
  }

  /**
   * Judges all fields of a class.
   *
   * @param classFile its bytes, which need not be those that the class source has
   * @return the verdicts
   * @throws IllegalArgumentException if the bytes are no class file that can be read
   */
  public ClassVerdicts judge(byte[] classFile) {
    Simulation simulation = new Simulation(classes, rules, classFile);
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    Request request = new Request();
    request.judge =
        new Judge() {
          @Override
          public @Nullable String objection(Region region) {
            for (String field : region.fields()) {
              verdicts.put(field, simulation.verdict(region));
            }
            return null;
          }
        };
    Decision decision = new ClassRewriter(classFile, request).decision();
    verdicts.keySet().retainAll(decision.deferred());
    return new ClassVerdicts(decision.className(), verdicts, decision.eager());
  }

  /**
   * Makes a judge for the rewriter.
   *
   * @param classFile the class that is rewritten
   * @param policy how much proof to ask for
   * @return a judge for one thread
   */
  public Judge judge(byte[] classFile, Policy policy) {
    Simulation simulation = new Simulation(classes, rules, classFile);
    return new Judge() {
      @Override
      public @Nullable String objection(Region region) {
        Verdict verdict = simulation.verdict(region);
        return policy.allows(verdict.kind()) ? null : verdict.reason();
      }
    };
  }
}
