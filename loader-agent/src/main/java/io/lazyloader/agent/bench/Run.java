package io.lazyloader.agent.bench;

import org.jspecify.annotations.Nullable;

/**
 * What one process came to: at its end, or where it is a server when it was ready and exercised.
 * What this system does not tell is null.
 *
 * @param seconds of wall time from its start to its end or until it was ready
 * @param exercisedSeconds from its start until it was exercised, or null if it was not
 * @param userSeconds processor time in user mode, of all its threads
 * @param systemSeconds the same in the kernel
 * @param peakResidentBytes the most memory that was resident at any time
 * @param proportionalBytes its proportional set size; of a program that runs to its end, the most
 *     that was seen, and only if {@link Launch} was asked to look
 * @param exitCode how it ended; 128 and its number if a signal ended it
 * @param outputDigest of its standard output stream
 */
record Run(
    double seconds,
    @Nullable Double exercisedSeconds,
    @Nullable Double userSeconds,
    @Nullable Double systemSeconds,
    @Nullable Long peakResidentBytes,
    @Nullable Long proportionalBytes,
    int exitCode,
    String outputDigest) {

  /** Processor time in both modes, or null. */
  @Nullable Double processorSeconds() {
    return userSeconds == null || systemSeconds == null ? null : userSeconds + systemSeconds;
  }
}
