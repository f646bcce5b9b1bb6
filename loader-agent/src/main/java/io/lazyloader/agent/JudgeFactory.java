package io.lazyloader.agent;

import io.lazyloader.agent.analysis.ClassSource;
import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.SharedCosts;
import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.engine.LateLoads;
import io.lazyloader.agent.analysis.engine.VerdictEngine;
import io.lazyloader.agent.rewrite.Judge;
import io.lazyloader.runtime.ForeignReads;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The verdict engines of mode {@code all}: one for each class loader, as each sees classes of its
 * own. Holds no loader, and asks none. What a loader that is not the JDK's would find can't be told
 * without asking it; so what its classes are judged by is their own class file and the classes
 * {@code java.*}, which no other loader may define (JVMS 17 §5.3).
 */
final class JudgeFactory {
  private final Policy policy;
  private final TrustRules rules;
  private final SystemClasses systemClasses;
  private final SharedCosts costs;
  private final VerdictEngine ofSystem;
  private final PerLoader<Foreign> others = new PerLoader<>();

  /** Makes one for classes that are being loaded, in a JVM where some costs may be paid. */
  static JudgeFactory now(Policy policy, TrustRules rules, SystemClasses systemClasses) {
    return new JudgeFactory(policy, rules, systemClasses, new PaidCosts());
  }

  /** Makes one for starts that are yet to come. */
  static JudgeFactory forLater(Policy policy, TrustRules rules, SystemClasses systemClasses) {
    return new JudgeFactory(policy, rules, systemClasses, SharedCosts.UNPAID);
  }

  private JudgeFactory(
      Policy policy, TrustRules rules, SystemClasses systemClasses, SharedCosts costs) {
    this.costs = costs;
    this.policy = policy;
    this.rules = rules;
    this.systemClasses = systemClasses;
    this.ofSystem =
        new VerdictEngine(
            new ClassSource() {
              @Override
              public byte @Nullable [] classFile(String internalName) {
                return systemClasses.classFile(internalName);
              }
            },
            rules);
  }

  /**
   * Makes a judge for one class; none, so that all stays eager, once a native library may read any
   * field.
   */
  @Nullable Judge judge(Definition type, boolean isOfSystem) {
    if (ForeignReads.mayReadAll()) {
      return null;
    }
    Judge judge = isOfSystem ? ofSystem(type) : foreign(type);
    return LoaderKinds.canBeClosed(type.loader()) ? new LateLoads(judge, type.classFile()) : judge;
  }

  private Judge ofSystem(Definition type) {
    return ofSystem.judge(type.classFile(), policy, costs);
  }

  private Judge foreign(Definition type) {
    Foreign foreign = others.get(type.loader());
    if (foreign == null) {
      foreign = others.putIfAbsent(type.loader(), new Foreign());
    }
    foreign.judged.put(type.name(), new WeakReference<>(type.classFile()));
    return foreign.engine.judge(type.classFile(), policy, costs);
  }

  /** The engine of a loader that is not asked. */
  private final class Foreign implements ClassSource {
    /** Class files for as long as their classes are judged. */
    final ConcurrentHashMap<String, WeakReference<byte[]>> judged = new ConcurrentHashMap<>();

    final VerdictEngine engine = new VerdictEngine(this, rules);

    @Override
    public byte @Nullable [] classFile(String internalName) {
      if (internalName.startsWith("java/")) {
        return systemClasses.platformClassFile(internalName);
      }
      WeakReference<byte[]> own = judged.get(internalName);
      return own == null ? null : own.get();
    }
  }
}
