/**
 * What judges: the verdict engine, which evaluates the initialisers of a class once and answers for
 * each region of them, and what stays eager because its loader can be closed.
 *
 * <p>The top of the analysis. Remembers what was evaluated as long as there is memory for it; knows
 * nothing of instructions.
 */
@NullMarked
package io.lazyloader.agent.analysis.engine;

import org.jspecify.annotations.NullMarked;
