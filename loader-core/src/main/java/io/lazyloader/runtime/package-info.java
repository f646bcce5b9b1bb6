/**
 * What rewritten classes call when they resolve a deferred field. Internal: public only because
 * rewritten code lives everywhere.
 *
 * <p>This is the bottom floor. It depends on {@code java.base} alone, logs nothing, uses neither
 * lambdas nor {@code invokedynamic}, and loads a class only when a field is really resolved, or
 * rewritten code really uses reflection. Other packages read it; it reads none of them.
 *
 * <p>Two groups of three classes know each other, and can't do otherwise: {@code LazyRegions},
 * which a rewritten class registers, {@code DeferredClasses}, which lists it, and {@code
 * DeferredRegion}, which runs one of its regions and tells those who listen to all; {@code
 * Computation}, which a thread waits for, {@code Waits}, which knows for what it is in turn
 * awaited, and {@code WaitWatch}, which ends a wait that would last for ever.
 */
@NullMarked
package io.lazyloader.runtime;

import org.jspecify.annotations.NullMarked;
