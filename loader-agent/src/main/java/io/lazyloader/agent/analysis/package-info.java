/**
 * The verdict engine: may an initialiser run later, and why not.
 *
 * <p>It interprets the initialisers of a class, instruction by instruction, in a world of its own
 * that is made of class files alone: no class of the program is loaded or initialised. Whatever an
 * initialiser does that others could see, or asks that others could answer differently later, ends
 * its evaluation with a reason. What runs to its end without that is proven.
 *
 * <p>Knows bytes and a way to look class files up, and nothing of agents or files.
 */
@NullMarked
package io.lazyloader.agent.analysis;

import org.jspecify.annotations.NullMarked;
