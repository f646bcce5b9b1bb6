package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.heap.Types;

/**
 * The parts of one machine, for the code that stands for methods of the JDK.
 *
 * @param execution where the machine is, and what it may use
 * @param types the types of values
 * @param instances makes objects, and what the JVM throws
 * @param arrays makes arrays, and gets at their elements
 * @param heap the rules for getting at objects that are there
 * @param statics the same for static fields
 * @param host has the analysing JVM compute something
 * @param calls calls methods
 */
public record Machine(
    Execution execution,
    Types types,
    Instances instances,
    Arrays arrays,
    Heap heap,
    StaticAccess statics,
    HostGate host,
    Calls calls) {}
