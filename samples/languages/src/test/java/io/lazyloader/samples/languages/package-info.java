@NullMarked
package io.lazyloader.samples.languages;

import org.jspecify.annotations.NullMarked;
