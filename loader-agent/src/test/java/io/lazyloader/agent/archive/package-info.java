/** Tests of readers of logs, on logs of both JDKs, and of reasons, on jars that they make. */
@NullMarked
package io.lazyloader.agent.archive;

import org.jspecify.annotations.NullMarked;
