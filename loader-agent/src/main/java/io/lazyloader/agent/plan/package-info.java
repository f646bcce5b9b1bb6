/** The plan: which fields to defer, by name; how it is read and what is wrong with it. */
@NullMarked
package io.lazyloader.agent.plan;

import org.jspecify.annotations.NullMarked;
