/** Commands on linked programs: optimising one, and looking at what became of it. */
@NullMarked
package io.lazyloader.agent.cli.optimize;

import org.jspecify.annotations.NullMarked;
