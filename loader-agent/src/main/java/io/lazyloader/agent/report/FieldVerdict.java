package io.lazyloader.agent.report;

/**
 * What is known of whether a field may be deferred; shown beside what its initialiser costs.
 *
 * @param kind in one word, as {@code explain} prints it
 * @param reason why, as a sentence without its full stop; may be empty
 */
public record FieldVerdict(String kind, String reason) {}
