/**
 * The command line: what a person types. Stands on all other packages; none stands on it. Here is
 * the way in; commands are in a room for each task, and what they share in {@code common}, {@code
 * program} and {@code verdict}, which know no command.
 */
@NullMarked
package io.lazyloader.agent.cli;

import org.jspecify.annotations.NullMarked;
