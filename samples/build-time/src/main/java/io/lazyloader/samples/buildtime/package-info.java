/** A program whose static fields were made lazy at build time. */
@NullMarked
package io.lazyloader.samples.buildtime;

import org.jspecify.annotations.NullMarked;
