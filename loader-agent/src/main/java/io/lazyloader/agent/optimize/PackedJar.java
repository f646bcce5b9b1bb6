package io.lazyloader.agent.optimize;

import java.nio.file.Path;

/**
 * A jar that stands for an element of the class path.
 *
 * @param file of it: the user's own, or one that was packed
 * @param origin what the user knows it by
 * @param isNew whether it was packed from a directory, or out of another jar
 */
record PackedJar(Path file, String origin, boolean isNew) {}
