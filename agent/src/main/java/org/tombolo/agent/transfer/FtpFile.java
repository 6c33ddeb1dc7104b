package org.tombolo.agent.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPReply;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;

/// A file of an FTP server (RFC 959; size, time and restart of RFC 3659).
record FtpFile(URI uri, Login login) implements Remote {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PORT = 21;

    @Override
    public String name() {
        return Web.name(uri);
    }

    @Override
    public Opened open(Ask ask) throws IOException, InterruptedException {
        var ftp = new FTPClient();
        boolean taken = false;
        try {
            enter(ftp);
            var path = URLDecoder.decode(uri.getRawPath().replace("+", "%2B"), StandardCharsets.UTF_8);
            var size = number(ftp.getSize(path));
            var version = Optional.ofNullable(ftp.getModificationTime(path))
                    .map(time -> time.replaceAll("[^0-9.]", "") + "/" + size.orElse(-1));
            if (version.isPresent() && version.equals(ask.known())) {
                return new Opened.Unchanged();
            }
            if (ask.expected().isPresent() && !ask.expected().equals(version)) {
                throw new TomboloException(ErrorCode.CONFLICT, name() + ": it changed while it was read");
            }
            ftp.setRestartOffset(ask.from());
            var in = ftp.retrieveFileStream(path);
            if (in == null) {
                throw problem(ftp);
            }
            taken = true;
            return new Opened.Bytes(
                    new Stream(in, ftp), ask.from(), new Facts(size, version, true, false, Optional.empty()));
        } finally {
            if (!taken) {
                leave(ftp);
            }
        }
    }

    private void enter(FTPClient ftp) throws IOException {
        ftp.setConnectTimeout((int) PATIENCE.toMillis());
        ftp.setDefaultTimeout((int) PATIENCE.toMillis());
        ftp.setDataTimeout(PATIENCE);
        ftp.setControlEncoding("UTF-8");
        ftp.connect(uri.getHost(), uri.getPort() < 0 ? PORT : uri.getPort());
        if (!FTPReply.isPositiveCompletion(ftp.getReplyCode())) {
            throw problem(ftp);
        }
        boolean in = switch (login) {
            case Login.Password(var user, var password, var _) -> ftp.login(user, password);
            case Login.None(), Login.S3 _, Login.Token _ -> ftp.login("anonymous", "tombolo");
        };
        if (!in) {
            throw problem(ftp);
        }
        ftp.enterLocalPassiveMode();
        ftp.setFileType(FTP.BINARY_FILE_TYPE);
    }

    private static OptionalLong number(String text) {
        return text != null && text.strip().matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(text.strip()))
                : OptionalLong.empty();
    }

    private TomboloException problem(FTPClient ftp) {
        int code = ftp.getReplyCode();
        var text = "%s: the server says %s"
                .formatted(name(), String.valueOf(ftp.getReplyString()).strip());
        return new TomboloException(
                switch (code) {
                    case 550 -> ErrorCode.NOT_FOUND;
                    case 530, 532 -> ErrorCode.FORBIDDEN;
                    case 421, 425, 426, 450, 451 -> ErrorCode.BUSY;
                    default -> code >= 500 ? ErrorCode.BAD_INPUT : ErrorCode.UNREACHABLE;
                },
                text);
    }

    private static void leave(FTPClient ftp) {
        try {
            if (ftp.isConnected()) {
                ftp.disconnect();
            }
        } catch (IOException e) {
            // it is gone already
        }
    }

    /// Ends the connection with the bytes; a transfer that the server says it could not finish is an error.
    private static final class Stream extends FilterInputStream {
        private final FTPClient ftp;

        Stream(InputStream in, FTPClient ftp) {
            super(in);
            this.ftp = ftp;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                leave(ftp);
            }
        }
    }
}
