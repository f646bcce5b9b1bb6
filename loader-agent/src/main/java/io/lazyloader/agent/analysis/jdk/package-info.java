/**
 * The JDK: what its class files do not show. One file for each class or topic has the rows of the
 * method table and the code behind them; other files know single fields and classes.
 *
 * <p>The machine asks it through {@link io.lazyloader.agent.analysis.machine.Platform} and {@link
 * io.lazyloader.agent.analysis.machine.Intrinsics}, and does not know it. Every method that has no
 * row is followed through its class file, so nothing belongs here that can be followed.
 */
@NullMarked
package io.lazyloader.agent.analysis.jdk;

import org.jspecify.annotations.NullMarked;
