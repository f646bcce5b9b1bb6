package io.lazyloader.agent.analysis;

import io.lazyloader.agent.rewrite.ClassRewriter;
import io.lazyloader.agent.rewrite.Decision;
import io.lazyloader.agent.rewrite.Judge;
import io.lazyloader.agent.rewrite.Region;
import io.lazyloader.agent.rewrite.Request;
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
  private final ClassSource classes;
  private final TrustRules rules;
  private final World world;

  /**
   * Makes an engine.
   *
   * @param classes finds every class that an initialiser may use, the JDK's included
   * @param rules what to trust where nothing can be proven
   */
  public VerdictEngine(ClassSource classes, TrustRules rules) {
    this.classes = classes;
    this.rules = rules;
    this.world = new World(classes, rules);
  }

  /**
   * Judges all fields of a class.
   *
   * @param classFile its bytes, which need not be those that the class source has
   * @return the verdicts
   * @throws IllegalArgumentException if the bytes are no class file that can be read
   */
  public ClassVerdicts judge(byte[] classFile) {
    Evaluation evaluation = simulate(classFile);
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    Request request = new Request();
    request.judge =
        new Judge() {
          @Override
          public @Nullable String objection(Region region) {
            for (String field : region.fields()) {
              verdicts.put(field, evaluation.verdict(region));
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
    Evaluation evaluation = simulate(classFile);
    return new Judge() {
      @Override
      public @Nullable String objection(Region region) {
        Verdict verdict = evaluation.verdict(region);
        return policy.allows(verdict.kind()) ? null : verdict.reason();
      }
    };
  }

  private Evaluation simulate(byte[] classFile) {
    String name = new ClassReader(classFile).getClassName();
    World known = world;
    if (!known.has(name, classFile)) {
      known = new World(new Overlay(classes, name, classFile), rules);
    }
    try {
      return new Evaluation(new Interpreter(known).simulate(known.type(name)), "");
    } catch (World.MissingClass e) {
      return new Evaluation(null, Names.binary(e.name));
    }
  }

  /** What became of the evaluation of a class, which needs its supertypes at least. */
  private record Evaluation(@Nullable Simulation simulation, String missing) {
    Verdict verdict(Region region) {
      return simulation == null
          ? new Verdict(
              Verdict.Kind.UNKNOWN,
              "its supertype " + missing + " can't be found",
              List.of(),
              0,
              "")
          : simulation.verdict(region);
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
