/**
 * The public API: what a program writes in its own source.
 *
 * <p>Nothing here is needed on the start-up path of a program that only marks fields.
 */
@NullMarked
package io.lazyloader;

import org.jspecify.annotations.NullMarked;
