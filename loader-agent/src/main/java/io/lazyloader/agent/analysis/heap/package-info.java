/**
 * The values that the machine computes with, and the objects of its heap. Who may touch them is the
 * machine's business; that an object knows in which initialiser it was made is all that is known
 * here of evaluation.
 */
@NullMarked
package io.lazyloader.agent.analysis.heap;

import org.jspecify.annotations.NullMarked;
