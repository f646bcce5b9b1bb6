/** A service with a database behind HTTP, as many are. */
@NullMarked
package io.lazyloader.samples.spring;

import org.jspecify.annotations.NullMarked;
