/**
 * Turns class files of versions below 50, which the JVM's archives of classes leave out, into ones
 * of version 50 with stack maps, and has a JVM tell whether its type-checking verifier accepts them
 * (JVMS 17 §4.10.1). Nothing of a program is loaded into this JVM.
 *
 * <p>For commands, not for the agent. Knows class files and JVMs; nothing of jars, options or exit
 * codes.
 */
@NullMarked
package io.lazyloader.agent.modernise;

import org.jspecify.annotations.NullMarked;
