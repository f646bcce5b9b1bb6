/**
 * What runs beside the test suites of others, in the JVM that is observed; the harness that starts
 * those JVMs is among the tests.
 */
@NullMarked
package io.lazyloader.samples.suites;

import org.jspecify.annotations.NullMarked;
