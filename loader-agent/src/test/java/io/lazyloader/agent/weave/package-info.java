/** Tests of weaving, with Byte Buddy's own engine. */
@NullMarked
package io.lazyloader.agent.weave;

import org.jspecify.annotations.NullMarked;
