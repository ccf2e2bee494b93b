package dev.tapmine.questions;

/// Where in memory a channel's outputs lie.
public enum Layout {
  /// In one region, without a gap of more than 256 bytes.
  REGION,

  /// In several regions, all that there are.
  SPREAD,

  /// One behind the other, on from page to page, as what is appended to a file does in the pages
  /// that the system keeps it in. What else lies in these pages, or was there before, is not its.
  PAGED
}
