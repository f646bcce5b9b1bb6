/** The one class that must share a package with the run-time library. */
@NullMarked
package io.lazyloader.runtime;

import org.jspecify.annotations.NullMarked;
