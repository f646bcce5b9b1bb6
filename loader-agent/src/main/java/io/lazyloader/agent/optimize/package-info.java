/**
 * The post-link optimiser: takes the java command line of a program, and leaves a directory with
 * the same program, linked to start faster. {@link io.lazyloader.agent.optimize.Optimizer} is where
 * to begin.
 */
@NullMarked
package io.lazyloader.agent.optimize;

import org.jspecify.annotations.NullMarked;
