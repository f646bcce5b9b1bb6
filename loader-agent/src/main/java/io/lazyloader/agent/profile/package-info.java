/**
 * The profile: what recorded runs measured of each static initialiser, how profiles of several runs
 * are merged, and the file that holds one. Values only; nothing here knows how they are measured.
 */
@NullMarked
package io.lazyloader.agent.profile;

import org.jspecify.annotations.NullMarked;
