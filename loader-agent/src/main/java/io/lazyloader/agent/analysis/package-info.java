/**
 * The words in which a verdict is asked for and given: where classes come from, which rules are
 * believed, how much proof is wanted, what the verdict is. May an initialiser run later, and why
 * not?
 *
 * <p>What works the verdicts out is in the rooms below, each of which knows only those that stand
 * after it, and this one:
 *
 * <ol>
 *   <li>{@code engine} judges: one {@link io.lazyloader.agent.analysis.engine.VerdictEngine} for a
 *       program.
 *   <li>{@code jdk} knows the JDK: what its class files do not show, in a table.
 *   <li>{@code machine} interprets initialisers, instruction by instruction.
 *   <li>{@code effects} keeps track of what they do that others could see, or ask that others could
 *       answer differently later, and tells what that means for a region.
 *   <li>{@code heap} has the values and objects that they compute with.
 *   <li>{@code world} reads class files. No class of the program is loaded or initialised.
 * </ol>
 *
 * <p>All of them know bytes and a way to look class files up, and nothing of agents or files.
 */
@NullMarked
package io.lazyloader.agent.analysis;

import org.jspecify.annotations.NullMarked;
