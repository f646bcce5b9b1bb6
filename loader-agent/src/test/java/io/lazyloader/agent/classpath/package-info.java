/** Tests of class paths, on jars and directories that they make. */
@NullMarked
package io.lazyloader.agent.classpath;

import org.jspecify.annotations.NullMarked;
