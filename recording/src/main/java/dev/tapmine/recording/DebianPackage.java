package dev.tapmine.recording;

/// A Debian package that went into a guest.
///
/// @param name such as `linux-image-6.1.0-50-arm64`
/// @param version Debian's, with epoch
/// @param sha256 of the `.deb`, as the signed index has it
public record DebianPackage(String name, String version, String sha256) {}
