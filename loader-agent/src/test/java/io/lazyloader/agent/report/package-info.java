/** Tests of reports, and what makes them up. */
@NullMarked
package io.lazyloader.agent.report;

import org.jspecify.annotations.NullMarked;
