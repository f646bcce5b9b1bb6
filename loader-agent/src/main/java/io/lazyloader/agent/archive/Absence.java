package io.lazyloader.agent.archive;

/**
 * Why one class does not come from an archive.
 *
 * @param reason what kind of reason it is
 * @param detail what exactly, such as a supertype or the JVM's words; empty if there is no more
 */
public record Absence(AbsenceReason reason, String detail) {}
