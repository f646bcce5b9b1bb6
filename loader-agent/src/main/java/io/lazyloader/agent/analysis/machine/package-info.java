/**
 * The machine: interprets initialisers instruction by instruction, with frames, calls, objects and
 * class initialisation as the JVM specification has them, and within a budget. What speaks against
 * the instruction that runs ends the evaluation of its region as an {@link
 * io.lazyloader.agent.analysis.effects.Obstacle}, or is noted in the {@link
 * io.lazyloader.agent.analysis.effects.Simulation}.
 *
 * <p>Its parts call back through {@code Invoker} only, and know the JDK as {@link
 * io.lazyloader.agent.analysis.machine.Platform} only.
 */
@NullMarked
package io.lazyloader.agent.analysis.machine;

import org.jspecify.annotations.NullMarked;
