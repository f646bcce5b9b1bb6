/** The command {@code run}: a program with the agent, and the budgets that it is held to. */
@NullMarked
package io.lazyloader.agent.cli.run;

import org.jspecify.annotations.NullMarked;
