@NullMarked
package dev.tapmine.index;

import org.jspecify.annotations.NullMarked;
