package dev.tapmine.questions;

/// A question that cannot be asked. The message is one whole sentence for the user.
public final class QuestionException extends IllegalArgumentException {
  QuestionException(String message) {
    super(message);
  }
}
