/** Tests of the agent as its users meet it: the shaded jar, in JVMs of their own. */
@NullMarked
package io.lazyloader.agent;

import org.jspecify.annotations.NullMarked;
