/** The command line: what a person types. Stands on all other packages; none stands on it. */
@NullMarked
package io.lazyloader.agent.cli;

import org.jspecify.annotations.NullMarked;
