/**
 * The JDK: what its class files do not show. A table has the methods that are not followed, and one
 * file for each class or topic the code behind it; others know single fields and classes.
 *
 * <p>The machine asks it through {@link io.lazyloader.agent.analysis.machine.Platform} and {@link
 * io.lazyloader.agent.analysis.machine.Intrinsics}, and does not know it. Every method that has no
 * row is followed through its class file, so nothing belongs here that can be followed.
 */
@NullMarked
package io.lazyloader.agent.analysis.jdk;

import org.jspecify.annotations.NullMarked;
