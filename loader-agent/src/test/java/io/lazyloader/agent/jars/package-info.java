/** Tests of jars as files, compared with what the JDK reads and writes. */
@NullMarked
package io.lazyloader.agent.jars;

import org.jspecify.annotations.NullMarked;
