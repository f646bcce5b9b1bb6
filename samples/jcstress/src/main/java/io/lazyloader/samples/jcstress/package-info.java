/**
 * Stress tests of the protocol between rewritten classes and the run-time library.
 *
 * <p>What the rewriter emits is static, and a class is initialised once; a stress test needs a
 * fresh state for each of millions of samples. So these tests hold the emitted code as instance
 * methods, written by hand after {@code io.lazyloader.agent.rewrite.AccessorWriter}, and drive the
 * real run-time library with it. Each such method names the one that it mirrors.
 */
@NullMarked
package io.lazyloader.samples.jcstress;

import org.jspecify.annotations.NullMarked;
