package org.tombolo.agent.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/// One file elsewhere.
interface Remote {
    /// For messages: without anything secret.
    String name();

    /// Whether every file of this kind is given in pieces: then a listed one need not be opened to find out.
    default boolean givesPieces() {
        return false;
    }

    /// Opens it. What may work later is an `IOException`, or a `TomboloException` with `UNREACHABLE` or `BUSY`; a file
    /// that is not the expected one any more is `CONFLICT`, where the server can tell.
    Opened open(Ask ask) throws IOException, InterruptedException;

    /// @param from     the first byte
    /// @param to       behind the last byte; empty: to the end
    /// @param expected only this version
    /// @param known    a version that we have: it need not come again
    record Ask(long from, OptionalLong to, Optional<String> expected, Optional<String> known) {
        static Ask whole(Optional<String> known) {
            return new Ask(0, OptionalLong.empty(), Optional.empty(), known);
        }

        static Ask rest(long from, String expected) {
            return new Ask(from, OptionalLong.empty(), Optional.of(expected), Optional.empty());
        }

        static Ask piece(long from, long to, String expected) {
            return new Ask(from, OptionalLong.of(to), Optional.of(expected), Optional.empty());
        }

        boolean isWhole() {
            return from == 0 && to.isEmpty();
        }

        /// The value of a `Range` header.
        String range() {
            return "bytes=%d-%s".formatted(from, to.isPresent() ? Long.toString(to.getAsLong() - 1) : "");
        }
    }

    sealed interface Opened {
        /// It is the version that we have.
        record Unchanged() implements Opened {}

        /// @param at where it begins: 0 when the server does not begin in the middle
        record Bytes(InputStream in, long at, Facts facts) implements Opened {}
    }

    /// @param version   another one after each change; empty: nobody can tell
    /// @param resumable whether it can go on in the middle, when the version is known
    /// @param ranges    whether pieces of it can be fetched side by side
    record Facts(
            OptionalLong size,
            Optional<String> version,
            boolean resumable,
            boolean ranges,
            Optional<Checksum> checksum) {}

    /// What the whole file has, as its server says.
    ///
    /// @param algorithm of [java.security.MessageDigest], or `git`: that of a blob in a git repository
    record Checksum(String algorithm, String hex) {}
}
