@NullMarked
package dev.tapmine.questions;

import org.jspecify.annotations.NullMarked;
