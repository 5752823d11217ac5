package io.sentistream.classifier.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReminderTest {
    @Test
    void eachReasonIsToldOnceAndNotAtEveryTry() {
        Reminder reminder = new Reminder();

        assertThat(reminder.isDue("no broker")).isTrue();
        assertThat(reminder.isDue("no broker")).isFalse();
        assertThat(reminder.isDue("no registry")).isTrue();
        assertThat(reminder.isDue("no broker")).isTrue();
    }
}
