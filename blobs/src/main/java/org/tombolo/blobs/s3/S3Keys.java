package org.tombolo.blobs.s3;

import java.util.Optional;

/// What requests are signed with. Never shown.
///
/// @param session the token that goes with temporary keys
public record S3Keys(String accessKey, String secretKey, Optional<String> session) {
    @Override
    public String toString() {
        return "S3Keys[...]";
    }
}
