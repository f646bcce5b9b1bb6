/**
 * What is kept track of while an initialiser runs: what others can see of it, what it depends on,
 * what it costs and which other initialisers it needs; and what follows for its regions.
 *
 * <p>The machine reports to a {@link io.lazyloader.agent.analysis.effects.Simulation}, and is known
 * here as a {@link io.lazyloader.agent.analysis.effects.Reporter} only. {@code Simulation}, {@code
 * Triggers} and {@code Circle} know each other: a node of a graph, its edges, and a strongly
 * connected component.
 */
@NullMarked
package io.lazyloader.agent.analysis.effects;

import org.jspecify.annotations.NullMarked;
