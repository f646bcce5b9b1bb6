package io.lazyloader.samples.jcstress;

import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.UnlistedRegions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;

/** A rewritten class: its regions and the methods that resolve them. */
abstract class EmittedClass {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  static {
    // Circles between threads are reported, here a few thousand times a second.
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
  }

  private final LazyRegions regions;

  EmittedClass(int count) {
    regions = UnlistedRegions.create(LOOKUP, count, "Sample.java;1:A;2:B;3:C");
  }

  /**
   * Runs a region's own instructions. Mirrors {@code AccessorWriter.run}: in a flagged region, sets
   * the flag last.
   */
  abstract void run(int region) throws Exception;

  /** Mirrors {@code AccessorWriter.resolver}. */
  final void resolve(int region) {
    if (!regions.begin(region)) {
      return;
    }
    try {
      run(region);
    } catch (Throwable thrown) {
      throw regions.fail(region, thrown);
    }
    regions.end(region);
  }

  final boolean isResolved(int region) {
    return regions.state(region) == LazyRegions.RESOLVED;
  }
}
