/** How commands run programs: in JVMs like this one, with or without the agent. */
@NullMarked
package io.lazyloader.agent.cli.program;

import org.jspecify.annotations.NullMarked;
