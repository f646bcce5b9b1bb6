package io.lazyloader.agent.report;

/**
 * How much a text report tells, and to whom.
 *
 * @param width columns that sentences are wrapped at
 * @param isShortened whether names are shortened to fit into the width
 * @param isColoured whether marks are painted
 * @param top how many rows its lists have at most
 * @param minNanos total time from which on an initialisation has a row in the tree; {@link
 *     #READABLE} for as many as a person reads
 * @param withCached whether the tree has rows for later uses that found a class initialised
 */
public record TextOptions(
    int width,
    boolean isShortened,
    boolean isColoured,
    int top,
    long minNanos,
    boolean withCached) {
  /** As many rows in the tree as a person reads. */
  public static final long READABLE = -1;
}
