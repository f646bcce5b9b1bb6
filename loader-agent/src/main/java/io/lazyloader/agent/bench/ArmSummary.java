package io.lazyloader.agent.bench;

import org.jspecify.annotations.Nullable;

/**
 * What an arm came to, in few figures. What was not measured is null.
 *
 * @param name of the arm
 * @param medianSeconds of wall time, of all timed runs
 * @param shift of the time against the first arm, in seconds; null for that one
 * @param allocatedBytes on the heap
 * @param proportionalBytes the proportional set size at its highest
 * @param loadedClasses all that were loaded
 * @param archivedClasses those of them that came from an archive
 */
public record ArmSummary(
    String name,
    double medianSeconds,
    @Nullable Shift shift,
    @Nullable Long allocatedBytes,
    @Nullable Double proportionalBytes,
    @Nullable Long loadedClasses,
    @Nullable Long archivedClasses) {}
