/**
 * Build-time weaving: the rewriter as a plugin for Byte Buddy's Maven and Gradle plugins. Nothing
 * else in the agent depends on this package, and only this package depends on Byte Buddy.
 */
@NullMarked
package io.lazyloader.agent.weave;

import org.jspecify.annotations.NullMarked;
