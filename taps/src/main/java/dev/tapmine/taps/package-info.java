@NullMarked
package dev.tapmine.taps;

import org.jspecify.annotations.NullMarked;
