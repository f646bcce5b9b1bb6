/**
 * The agent: options, the transformer that the JVM hands every class to, and what is known about
 * deferred fields across classes.
 *
 * <p>Everything up to {@code main} happens here, so this package is lean: no Byte Buddy, no
 * logging, no lambdas, no {@code invokedynamic}; the rewriter is loaded with the first class that
 * needs it. Nothing that goes wrong here may stop or change the user's program.
 */
@NullMarked
package io.lazyloader.agent;

import org.jspecify.annotations.NullMarked;
