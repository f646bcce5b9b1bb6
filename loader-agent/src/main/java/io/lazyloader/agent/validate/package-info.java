/**
 * Translation validation: proves of one class file that it is another one in which nothing was
 * changed but what the passes of the optimiser may change.
 *
 * <p>The passes are not trusted, so this room knows none of their code: no other package of
 * Lazyloader may come in. What is emitted is written down here a second time, from its
 * documentation.
 *
 * <p>The term, and the idea to check each output in place of the translator, are of Pnueli, Siegel
 * and Singerman, "Translation Validation", TACAS 1998; the correspondence of instructions is that
 * of Necula, "Translation Validation for an Optimizing Compiler", PLDI 2000.
 */
@NullMarked
package io.lazyloader.agent.validate;

import org.jspecify.annotations.NullMarked;
