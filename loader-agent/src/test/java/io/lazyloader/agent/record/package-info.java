/** Tests of the recorder that need no JVM of their own. */
@NullMarked
package io.lazyloader.agent.record;

import org.jspecify.annotations.NullMarked;
