/**
 * What all commands share: exit codes, what is said and where, output, mixins. Knows no command.
 */
@NullMarked
package io.lazyloader.agent.cli.common;

import org.jspecify.annotations.NullMarked;
