@NullMarked
package dev.tapmine.trace;

import org.jspecify.annotations.NullMarked;
