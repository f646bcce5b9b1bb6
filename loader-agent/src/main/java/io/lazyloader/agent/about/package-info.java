/**
 * What this is and what it runs on. Loaded when a message or a recording wants it, which may be
 * before {@code main}; it depends on nothing.
 */
@NullMarked
package io.lazyloader.agent.about;

import org.jspecify.annotations.NullMarked;
