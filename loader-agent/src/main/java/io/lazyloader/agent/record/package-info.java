/**
 * The training recorder: measures what each static initialiser of a program costs, who triggers it,
 * and who reads what it computes. It inserts probes into classes as they are loaded and keeps what
 * they tell until a profile is written.
 *
 * <p>A training run may be slow, so this package need not be lean, and it is never loaded in other
 * modes; but what it costs is measured on each thread and taken out of every figure.
 */
@NullMarked
package io.lazyloader.agent.record;

import org.jspecify.annotations.NullMarked;
