/**
 * What a profile tells: the tree of its initialisations, what deferring each would save, and the
 * formats that show it. Knows profiles and writers; nothing of options, terminals or exit codes.
 */
@NullMarked
package io.lazyloader.agent.report;

import org.jspecify.annotations.NullMarked;
