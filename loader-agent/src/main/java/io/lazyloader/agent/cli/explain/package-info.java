/** The command {@code explain}: verdicts on what the user names, or counts over a class path. */
@NullMarked
package io.lazyloader.agent.cli.explain;

import org.jspecify.annotations.NullMarked;
