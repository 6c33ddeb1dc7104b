package org.tombolo.cli.client;

import org.tombolo.wire.store.Item;

/// A place that three routes lead to.
///
/// @param which part of their queries
record Served(FactoryClient factory, Routes routes, Query which, String name) implements Place {
    record Routes(String list, String read, String write) {}

    @Override
    public Item item(String path) {
        return factory.item(routes.list() + which.copy().with("path", path));
    }

    @Override
    public Http.Answer read(String path) {
        return factory.read(routes.read() + which.copy().with("path", path));
    }

    @Override
    public void write(String path, boolean executable, long length, Http.Body body) {
        var query = which.copy().with("path", path);
        factory.write(routes.write() + (executable ? query.with("executable", "true") : query), length, body);
    }

    @Override
    public String text(String path) {
        return name + path;
    }
}
