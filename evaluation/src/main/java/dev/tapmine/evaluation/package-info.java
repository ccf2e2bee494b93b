/// What Tapmine is judged by: comparisons of what was mined with what is known to be true.
@NullMarked
package dev.tapmine.evaluation;

import org.jspecify.annotations.NullMarked;
