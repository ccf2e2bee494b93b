/// JMH benchmarks of the hot loops, one class a loop. See README.md beside the module's pom.
@NullMarked
package dev.tapmine.benchmarks;

import org.jspecify.annotations.NullMarked;
