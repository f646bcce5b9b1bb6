/** Tests of profiles, and what makes them up. */
@NullMarked
package io.lazyloader.agent.profile;

import org.jspecify.annotations.NullMarked;
