@NullMarked
package io.lazyloader.runtime;

import org.jspecify.annotations.NullMarked;
