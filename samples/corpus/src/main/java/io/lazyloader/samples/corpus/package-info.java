/**
 * Rewrites other people's class files, by the jar, and has the JVM verify what came out. Nothing of
 * theirs is ever run.
 */
@NullMarked
package io.lazyloader.samples.corpus;

import org.jspecify.annotations.NullMarked;
