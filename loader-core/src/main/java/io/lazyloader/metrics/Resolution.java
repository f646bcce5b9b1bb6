package io.lazyloader.metrics;

import org.jspecify.annotations.Nullable;

/**
 * One region that was resolved before start-up was over.
 *
 * @param field its first field and declaration site, as {@code com.acme.Main#LOG (Main.java:12)}
 * @param atMillis when it began, in milliseconds since the agent started, or since the first
 *     resolution in a JVM without the agent
 * @param tookMillis how long its initialiser ran, those included that it resolved in turn
 * @param allocatedBytes what it allocated, or null if that was not measured
 * @param thread the name of the thread that resolved it
 * @param threadId the number of that thread: names may be shared
 * @param site the frame that read the field first, or null if that was not recorded
 * @param failed whether its initialiser threw
 */
public record Resolution(
    String field,
    double atMillis,
    double tookMillis,
    @Nullable Long allocatedBytes,
    String thread,
    long threadId,
    @Nullable String site,
    boolean failed) {}
