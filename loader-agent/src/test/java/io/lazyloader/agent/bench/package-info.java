/** Tests of comparisons. */
@NullMarked
package io.lazyloader.agent.bench;

import org.jspecify.annotations.NullMarked;
