/**
 * The tools: a class each, and each on a library of its own, which its constructor sets up.
 *
 * <p>A tool knows no other tool, and nothing in here knows of lazy fields.
 */
@NullMarked
package io.lazyloader.samples.toolbox.tools;

import org.jspecify.annotations.NullMarked;
