/** Runs what others wrote in JVMs of its own, with and without the agent, and compares. */
@NullMarked
package io.lazyloader.samples.suites;

import org.jspecify.annotations.NullMarked;
