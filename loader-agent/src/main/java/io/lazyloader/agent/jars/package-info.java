/**
 * Jars as files: what is in them, byte for byte, and how they are written so that two runs give the
 * same bytes. Knows nothing of what the classes in them do.
 */
@NullMarked
package io.lazyloader.agent.jars;

import org.jspecify.annotations.NullMarked;
