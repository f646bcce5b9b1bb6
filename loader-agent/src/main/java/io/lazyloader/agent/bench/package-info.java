/**
 * Compares programs, or one program under several options: runs them in turn, measures each process
 * from outside, and tells differences from noise. Knows processes and samples; nothing of options,
 * terminals or exit codes.
 */
@NullMarked
package io.lazyloader.agent.bench;

import org.jspecify.annotations.NullMarked;
