/**
 * The commands {@code record}, {@code merge}, {@code report} and {@code plan}: all about profiles.
 */
@NullMarked
package io.lazyloader.agent.cli.profile;

import org.jspecify.annotations.NullMarked;
