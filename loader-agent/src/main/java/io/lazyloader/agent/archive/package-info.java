/**
 * Archives of classes: the JDK's default one, those of AppCDS (JEP 310, JEP 350) and AOT caches
 * (JEP 483, JEP 514). How a JVM is told to make and use one, what its logs say about it, and why a
 * class does not come from it. Knows options and lines of logs; nothing of processes, terminals or
 * exit codes.
 */
@NullMarked
package io.lazyloader.agent.archive;

import org.jspecify.annotations.NullMarked;
