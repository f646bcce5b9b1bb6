/**
 * The classes of a program and of the JDK as their class files declare them, and what can be told
 * from these alone. Nothing here runs anything.
 *
 * <p>{@code TypeInfo}, {@code FieldInfo} and {@code MethodInfo} know each other: members have an
 * owner.
 */
@NullMarked
package io.lazyloader.agent.analysis.world;

import org.jspecify.annotations.NullMarked;
