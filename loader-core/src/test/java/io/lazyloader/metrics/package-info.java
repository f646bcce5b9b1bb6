@NullMarked
package io.lazyloader.metrics;

import org.jspecify.annotations.NullMarked;
