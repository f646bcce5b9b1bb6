package io.lazyloader.metrics;

final class Placeholder {}
