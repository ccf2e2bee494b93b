@NullMarked
package dev.tapmine.symbols;

import org.jspecify.annotations.NullMarked;
