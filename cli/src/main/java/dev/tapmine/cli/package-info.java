@NullMarked
package dev.tapmine.cli;

import org.jspecify.annotations.NullMarked;
