package org.tombolo.sim.story;

import java.time.Instant;
import java.util.PriorityQueue;

/// Virtual time and what is to happen in it. What is due at the same time happens in the order in which it was planned.
public final class Agenda {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private record Event(long at, long number, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long numbers;

    /// Milliseconds since the story began.
    public long now() {
        return now;
    }

    public Instant instant() {
        return instant(now);
    }

    public static Instant instant(long millis) {
        return BEGIN.plusMillis(millis);
    }

    /// Rounded up: what is due then is not before it.
    public static long millis(Instant at) {
        long millis = (at.getEpochSecond() - BEGIN.getEpochSecond()) * 1_000;
        return millis + (at.getNano() + 999_999) / 1_000_000;
    }

    public void in(long millis, Runnable what) {
        events.add(new Event(now + Math.max(0, millis), ++numbers, what));
    }

    public void at(long millis, Runnable what) {
        in(millis - now, what);
    }

    /// Lets time pass without anything happening in it: what was due happens late.
    public void jump(long millis) {
        now += millis;
    }

    /// Lets the next thing happen.
    ///
    /// @return false when nothing is planned
    public boolean step() {
        var next = events.poll();
        if (next == null) {
            return false;
        }
        now = Math.max(now, next.at());
        next.what().run();
        return true;
    }
}
