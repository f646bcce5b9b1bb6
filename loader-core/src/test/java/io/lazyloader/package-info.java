@NullMarked
package io.lazyloader;

import org.jspecify.annotations.NullMarked;
