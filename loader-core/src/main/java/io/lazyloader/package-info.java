/**
 * The public API: what a program writes in its own source, and, package-private, what lazy values
 * and lazy modules are made of.
 *
 * <p>Nothing here is needed on the start-up path of a program that only marks fields.
 */
@NullMarked
package io.lazyloader;

import org.jspecify.annotations.NullMarked;
