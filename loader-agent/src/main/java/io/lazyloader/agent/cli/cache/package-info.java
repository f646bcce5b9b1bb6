/** What the agent has learnt of programs: filling it, and looking at it. */
@NullMarked
package io.lazyloader.agent.cli.cache;

import org.jspecify.annotations.NullMarked;
