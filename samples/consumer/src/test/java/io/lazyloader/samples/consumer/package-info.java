/** Builds projects that stand outside of this tree. */
@NullMarked
package io.lazyloader.samples.consumer;

import org.jspecify.annotations.NullMarked;
