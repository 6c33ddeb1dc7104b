package org.tombolo.testkit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tombolo.testkit.data.Carrier.requireDone;
import static org.tombolo.testkit.data.Carrier.secret;
import static org.tombolo.testkit.data.Carrier.uri;
import static org.tombolo.testkit.data.Carrier.why;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.model.secret.SecretValue;

/// `ftp://` as a source, with a real server.
@Tag("data")
class FtpTransfersTest {
    @TempDir
    Path folder;

    private FtpServer server;
    private Listener listener;
    private Carrier carrier;

    @BeforeEach
    void open() throws FtpException, IOException {
        Files.createDirectories(folder.resolve("ftp"));
        var control = new ListenerFactory();
        control.setPort(0);
        control.setServerAddress("127.0.0.1");
        listener = control.createListener();
        var factory = new FtpServerFactory();
        factory.addListener("default", listener);
        factory.getUserManager().save(user("anonymous", null));
        factory.getUserManager().save(user("ann", "pw"));
        server = factory.createServer();
        server.start();
        carrier = new Carrier(folder, Carrier.settings());
    }

    private BaseUser user(String name, @org.jspecify.annotations.Nullable String password) {
        var user = new BaseUser();
        user.setName(name);
        user.setPassword(password);
        user.setHomeDirectory(folder.resolve("ftp").toString());
        return user;
    }

    @AfterEach
    void close() {
        carrier.close();
        server.stop();
    }

    private String url(String path) {
        return "ftp://127.0.0.1:" + listener.getPort() + path;
    }

    @Test
    void bringsAFile() throws IOException {
        Files.write(folder.resolve("ftp/a file"), new byte[300_000]);
        requireDone(carrier.brings(uri(url("/a%20file")), "it"));
        assertThat(carrier.inVolume("it")).hasBinaryContent(new byte[300_000]);
        assertThat(carrier.underway()).isEmpty();
    }

    @Test
    void logsInWithASecret() throws IOException {
        Files.writeString(folder.resolve("ftp/it"), "x");
        var secret = new SecretValue.Http(Optional.of("ann"), Optional.of("pw"), Optional.empty(), List.of());
        requireDone(carrier.end(carrier.in(secret(url("/it")), "it", Optional.of(secret), Optional.empty())));
        var wrong = new SecretValue.Http(Optional.of("ann"), Optional.of("other"), Optional.empty(), List.of());
        var end = carrier.end(carrier.in(secret(url("/it")), "it", Optional.of(wrong), Optional.empty()));
        assertThat(why(end)).contains("530").doesNotContain("other");
    }

    @Test
    void saysThatItIsNotThere() {
        assertThat(why(carrier.brings(uri(url("/nowhere")), "it"))).contains("/nowhere", "550");
    }
}
