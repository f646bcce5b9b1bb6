/**
 * JUnit 5 support: tests that hold a program's start-up lazy. Needs {@code junit-jupiter-api},
 * which a project with tests has; nothing else of Lazyloader depends on this package.
 */
@NullMarked
package io.lazyloader.junit;

import org.jspecify.annotations.NullMarked;
