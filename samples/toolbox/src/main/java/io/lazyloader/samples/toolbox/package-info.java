/**
 * A command line with many tools, of which a run needs one: {@link
 * io.lazyloader.samples.toolbox.Registry} holds them all in static fields, as such programs do.
 *
 * <p>What a tool does, and the library it does it with, stays in the {@code tools} package below.
 */
@NullMarked
package io.lazyloader.samples.toolbox;

import org.jspecify.annotations.NullMarked;
