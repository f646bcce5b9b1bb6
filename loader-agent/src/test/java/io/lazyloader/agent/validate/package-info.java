/** Tests of translation validation, against the rewriter as it is and against mutants. */
@NullMarked
package io.lazyloader.agent.validate;

import org.jspecify.annotations.NullMarked;
