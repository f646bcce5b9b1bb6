/**
 * What rewritten classes call when they resolve a deferred field. Internal: public only because
 * rewritten code lives everywhere.
 *
 * <p>This is the bottom floor. It depends on {@code java.base} alone, logs nothing, uses neither
 * lambdas nor {@code invokedynamic}, and loads a class only when a field is really resolved, or
 * rewritten code really uses reflection. Other packages read it; it reads none of them.
 */
@NullMarked
package io.lazyloader.runtime;

import org.jspecify.annotations.NullMarked;
