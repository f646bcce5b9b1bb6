package io.lazyloader.agent;

import io.lazyloader.agent.plan.Plan;
import java.lang.instrument.Instrumentation;

/**
 * What a start begins with.
 *
 * @param instrumentation given by the JVM
 * @param attached whether the program runs already
 * @param options what the user asked for
 * @param plan the fields that are named, as far as that is known
 * @param findings what the user should know
 * @param systemClasses what the system class loader finds
 * @param learning how this start learns
 * @param learnt what earlier starts have found out
 */
record Setting(
    Instrumentation instrumentation,
    boolean attached,
    Options options,
    Plan plan,
    Findings findings,
    SystemClasses systemClasses,
    Learning learning,
    Learnt learnt) {}
