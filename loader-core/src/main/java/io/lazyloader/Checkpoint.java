package io.lazyloader;

import java.util.ArrayList;
import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/** Runs a warm-up before each checkpoint. Loaded only by those who ask, as it needs CRaC's API. */
final class Checkpoint implements Resource {
  /** CRaC holds its resources weakly. */
  private static final List<Checkpoint> registered = new ArrayList<>();

  private final WarmUp warmUp;

  private Checkpoint(WarmUp warmUp) {
    this.warmUp = warmUp;
  }

  static void register(WarmUp warmUp) {
    Checkpoint checkpoint = new Checkpoint(warmUp);
    synchronized (registered) {
      registered.add(checkpoint);
    }
    Core.getGlobalContext().register(checkpoint);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    warmUp.run();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {}
}
