/** Tests of commands in this JVM, by what they print and the code that they end with. */
@NullMarked
package io.lazyloader.agent.cli.common;

import org.jspecify.annotations.NullMarked;
