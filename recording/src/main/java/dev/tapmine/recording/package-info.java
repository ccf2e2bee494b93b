@NullMarked
package dev.tapmine.recording;

import org.jspecify.annotations.NullMarked;
