package io.lazyloader.agent.classpath;

/**
 * A part of a class path that can't be read, and is passed over.
 *
 * @param message what and where, as a sentence
 * @param isNamedByUser whether the user named it, so that a result without it is not what was asked
 *     for; a jar inside a jar or in a manifest is not
 */
public record PathProblem(String message, boolean isNamedByUser) {}
