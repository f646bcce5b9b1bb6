package io.lazyloader.agent.cache;

/**
 * What is in a {@link CacheFile}.
 *
 * @param nothing classes that stay as they are
 * @param look classes that are looked at in each start
 * @param defers classes with fields to defer that nobody asks for
 * @param reflects classes that are changed because they may reach fields which they do not name
 * @param lazy fields that no class may read as they are
 * @param rewritten class files
 */
public record CacheCounts(
    int nothing, int look, int defers, int reflects, int lazy, int rewritten) {}
