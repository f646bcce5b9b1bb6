/**
 * Benchmarks: what a deferred field costs once it is resolved ({@link
 * io.lazyloader.samples.benchmarks.SteadyState}), and what the agent adds to the start of a program
 * that defers nothing ({@link io.lazyloader.samples.benchmarks.HelloBench}).
 *
 * <p>Each benchmark class holds one nested class per shape of the field. The deferred ones are
 * ordinary {@code @Lazy} fields that the agent rewrites in the benchmark's JVM; {@link
 * io.lazyloader.samples.benchmarks.Shapes} fails the run if it did not.
 */
@NullMarked
package io.lazyloader.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
