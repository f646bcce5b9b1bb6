/**
 * The rewriter: class file in, class file out. It finds the initialiser regions of a class, decides
 * by marks and shape which of them may move, and moves them.
 *
 * <p>Works on bytes alone: it knows neither files nor class loaders nor agents, and loads no class
 * of the application. The agent, the build-time weaver and every later tool share it.
 */
@NullMarked
package io.lazyloader.agent.rewrite;

import org.jspecify.annotations.NullMarked;
