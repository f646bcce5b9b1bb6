/** Tests of modernising, with class files that no compiler writes any more. */
@NullMarked
package io.lazyloader.agent.modernise;

import org.jspecify.annotations.NullMarked;
