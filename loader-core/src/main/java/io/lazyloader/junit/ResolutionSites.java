package io.lazyloader.junit;

import io.lazyloader.LazyListener;
import io.lazyloader.LazyLoader;
import io.lazyloader.runtime.Resolutions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who resolved which field, as far as somebody was there to see it. */
final class ResolutionSites implements LazyListener {
  private static final Map<String, String> known = new ConcurrentHashMap<>();
  private static boolean recording;

  private ResolutionSites() {}

  /** Records from now on, for as long as the JVM runs. */
  static synchronized void record() {
    if (!recording) {
      recording = true;
      LazyLoader.addListener(new ResolutionSites());
    }
  }

  /** Returns the code that read a field first, if that is known. */
  static @Nullable String of(String field, int regionId) {
    String seen = known.get(field);
    for (int row = 0; seen == null && row < Resolutions.size(); row++) {
      seen = Resolutions.id(row) == regionId ? Resolutions.site(row) : null;
    }
    return seen;
  }

  @Override
  public void resolved(Resolution resolution) {
    note(resolution);
  }

  @Override
  public void failed(Resolution resolution, Throwable thrown) {
    note(resolution);
  }

  private static void note(Resolution resolution) {
    for (String field : resolution.fields()) {
      known.put(field, resolution.readAt() + ", on thread " + resolution.thread().getName());
    }
  }
}
