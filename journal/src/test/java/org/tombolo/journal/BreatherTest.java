package org.tombolo.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreatherTest {
    @Test
    void restsAsLongAsItsWorkTook() {
        var breather = new Breather();
        work(Duration.ofMillis(20));

        long begin = System.nanoTime();
        breather.run();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(10));
    }

    @Test
    void isNotHeldUpByWorkThatWasHeldUpItself() {
        var breather = new Breather();
        work(Duration.ofMillis(400));

        long begin = System.nanoTime();
        breather.run();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(400));
    }

    private static void work(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }
}
