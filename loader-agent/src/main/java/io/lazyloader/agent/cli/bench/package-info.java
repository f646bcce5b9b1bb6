/** The commands {@code bench} and {@code demo}: a program beside itself under other options. */
@NullMarked
package io.lazyloader.agent.cli.bench;

import org.jspecify.annotations.NullMarked;
