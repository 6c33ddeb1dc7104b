package org.tombolo.control.loop;

/// Where calls to sites are carried out. The server gives virtual threads, joined when it stops.
@FunctionalInterface
public interface Threads {
    void start(Runnable work);
}
