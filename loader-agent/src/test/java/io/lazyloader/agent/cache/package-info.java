/** Tests of the cache's file and directory. */
@NullMarked
package io.lazyloader.agent.cache;

import org.jspecify.annotations.NullMarked;
