package org.tombolo.agent.transfer;

import java.io.IOException;
import java.net.URI;

/// A file of a web server.
record WebFile(Web web, URI uri, Login login) implements Remote {
    @Override
    public String name() {
        return Web.name(uri);
    }

    @Override
    public Opened open(Ask ask) throws IOException, InterruptedException {
        var got = web.get(uri, login, Answers.headers(ask));
        return Answers.opened(got.answer(), java.util.Optional.empty());
    }
}
