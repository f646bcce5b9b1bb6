package io.lazyloader.agent.archive;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a run beside its classes.
 *
 * @param usesArchive whether an archive of the application is used
 * @param log what the JVM said of archives
 * @param contents what the archives hold; empty if that is not known
 * @param training what a training run said; null if there was none
 * @param hasAgent whether an agent is attached, or may be
 */
public record Evidence(
    boolean usesArchive,
    ArchiveLog log,
    ArchiveContents contents,
    @Nullable TrainingLog training,
    boolean hasAgent) {}
