package io.lazyloader.agent;

import io.lazyloader.agent.analysis.ClassSource;
import io.lazyloader.agent.analysis.LateLoads;
import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.VerdictEngine;
import io.lazyloader.agent.rewrite.Judge;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The verdict engines of mode {@code all}: one for each class loader, as each sees classes of its
 * own. Holds no loader.
 */
final class Judges {
  private final Policy policy;
  private final TrustRules rules;
  private final PaidCosts costs = new PaidCosts();

  /** Guarded by itself. */
  private final Map<ClassLoader, VerdictEngine> engines = new WeakHashMap<>();

  Judges(Policy policy, TrustRules rules) {
    this.policy = policy;
    this.rules = rules;
  }

  /** Makes a judge for one class that a loader defines. */
  Judge judge(ClassLoader loader, LoaderView view, byte[] classFile) {
    VerdictEngine engine;
    synchronized (engines) {
      engine = engines.get(loader);
      if (engine == null) {
        engine = new VerdictEngine(new LoaderSource(loader, view), rules);
        engines.put(loader, engine);
      }
    }
    Judge judge = engine.judge(classFile, policy, costs);
    return canBeClosed(loader) ? new LateLoads(judge, classFile) : judge;
  }

  /** Whether a loader, or one that it asks, can be closed; those of the JDK can't. */
  private static boolean canBeClosed(ClassLoader loader) {
    for (ClassLoader above = loader; above != null; above = above.getParent()) {
      if (above instanceof AutoCloseable) {
        return true;
      }
    }
    return false;
  }

  /** The class files that a loader finds, or, if it can't be asked, those of the platform. */
  private static final class LoaderSource implements ClassSource {
    private final WeakReference<ClassLoader> loader;
    private final LoaderView view;

    LoaderSource(ClassLoader loader, LoaderView view) {
      this.loader = new WeakReference<>(loader);
      this.view = view;
    }

    @Override
    public byte @Nullable [] classFile(String internalName) {
      ClassLoader living = loader.get();
      byte[] found = living == null ? null : view.classFile(living, internalName);
      return found == null ? ofPlatform(internalName) : found;
    }

    private static byte @Nullable [] ofPlatform(String internalName) {
      try (InputStream input =
          ClassLoader.getPlatformClassLoader().getResourceAsStream(internalName + ".class")) {
        return input == null ? null : input.readAllBytes();
      } catch (IOException e) {
        return null;
      }
    }
  }
}
