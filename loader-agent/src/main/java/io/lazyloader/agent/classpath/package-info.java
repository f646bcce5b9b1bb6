/**
 * Class paths as a tool sees them: every class file that a program would find, by name or one after
 * the other, without a class being loaded.
 *
 * <p>For commands, not for the agent: what runs before {@code main} has a leaner reader of its own.
 */
@NullMarked
package io.lazyloader.agent.classpath;

import org.jspecify.annotations.NullMarked;
