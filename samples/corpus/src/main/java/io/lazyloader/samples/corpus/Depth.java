package io.lazyloader.samples.corpus;

import io.lazyloader.agent.analysis.ClassSource;
import io.lazyloader.agent.analysis.Policy;
import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.engine.VerdictEngine;
import io.lazyloader.agent.rewrite.Judge;
import io.lazyloader.agent.rewrite.Region;
import io.lazyloader.agent.rewrite.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** How much of a class is deferred. */
enum Depth {
  /** Whatever has the shape for it: the most that the rewriter can be asked. */
  RECKLESS,
  /** The same, with all that it takes to switch laziness off at run time. */
  RECKLESS_SWITCHABLE,
  /** What the agent defers with {@code mode=all,safety=aggressive}. */
  AGGRESSIVE;

  /** Begins the reason of a field that a judge keeps eager. */
  static final String JUDGED = "judged unsafe: ";

  /** Makes what is asked of each class of an artifact; for any thread. */
  Requests requests(Artifact artifact) {
    if (this != AGGRESSIVE) {
      Request reckless = Request.NONE.judge(Judge.RECKLESS).switchable(this == RECKLESS_SWITCHABLE);
      return classFile -> reckless;
    }
    ClassSource classes = name -> classFile(artifact, name);
    VerdictEngine engine = new VerdictEngine(classes, TrustRules.shipped());
    return classFile -> {
      Judge judge = engine.judge(classFile, Policy.AGGRESSIVE);
      return Request.NONE.judge(region -> named(judge, region));
    };
  }

  private static @Nullable String named(Judge judge, Region region) {
    String obstacle = judge.obstacle(region);
    return obstacle == null ? null : JUDGED + obstacle;
  }

  /** The platform's classes come first, as class loaders ask it first. */
  private static byte @Nullable [] classFile(Artifact artifact, String name) {
    try (InputStream input =
        ClassLoader.getPlatformClassLoader().getResourceAsStream(name + ".class")) {
      return input == null ? artifact.classes().get(name) : input.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes requests. */
  interface Requests {
    /** Returns a fresh request for one class. */
    Request of(byte[] classFile);
  }
}
