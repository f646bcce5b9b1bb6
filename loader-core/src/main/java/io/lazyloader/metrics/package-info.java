/**
 * Start-up metrics: what was measured from the start of the JVM until it was ready, and where that
 * is written.
 *
 * <p>Reads what the run-time floor has recorded; nothing here is loaded before start-up is over,
 * unless the user asked for figures that must be measured on the way.
 */
@NullMarked
package io.lazyloader.metrics;

import org.jspecify.annotations.NullMarked;
