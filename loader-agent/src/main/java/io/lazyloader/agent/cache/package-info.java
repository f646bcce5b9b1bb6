/**
 * What the agent has learnt of a program, in a file for its next start: which classes stay as they
 * are, which fields may be deferred, and what classes become.
 *
 * <p>A start that finds all it needs loads {@code CacheFile} and {@code Rewritten}, and nothing of
 * the rewriter. Whatever is wrong with a file, it is as if there were none.
 */
@NullMarked
package io.lazyloader.agent.cache;

import org.jspecify.annotations.NullMarked;
