/** Tests of the optimiser's parts, compared with what the JDK makes of the same files and words. */
@NullMarked
package io.lazyloader.agent.optimize;

import org.jspecify.annotations.NullMarked;
