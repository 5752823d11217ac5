package io.sentistream.bert.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTest {
    @Test
    void windowsCoverEveryTokenAndOverlapByAQuarter() {
        for (int content : new int[] {1, 2, 3, 4, 5, 8, 13}) {
            for (int max : new int[] {1, 2, 3, 8}) {
                Windows windows = new Windows(content, max);
                for (int tokens = 0; tokens <= windows.capacity() + 3; tokens++) {
                    List<Integer> starts = windows.starts(tokens);
                    int read = Math.min(tokens, windows.capacity());

                    assertThat(starts).hasSizeBetween(1, max).startsWith(0);
                    int last = starts.get(starts.size() - 1);
                    assertThat(Math.min(tokens, last + content)).isEqualTo(read);
                    for (int i = 1; i < starts.size(); i++) {
                        int overlap = starts.get(i - 1) + content - starts.get(i);
                        assertThat(starts.get(i)).isGreaterThan(starts.get(i - 1));
                        assertThat(overlap).isGreaterThanOrEqualTo(content / 4);
                        assertThat(starts.get(i) + content).isLessThanOrEqualTo(read);
                    }
                }
            }
        }
    }

    @Test
    void aTextThatFitsIsOneWindow() {
        assertThat(new Windows(8, 4).starts(8)).containsExactly(0);
        assertThat(new Windows(8, 4).starts(9)).containsExactly(0, 1);
        assertThat(new Windows(8, 4).starts(14)).containsExactly(0, 6);
        assertThat(new Windows(8, 4).starts(15)).containsExactly(0, 6, 7);
    }

    @Test
    void windowsWithoutRoomAreRefused() {
        assertThatThrownBy(() -> new Windows(0, 1)).hasMessageContaining("windows of 2 tokens");
        assertThatThrownBy(() -> new Windows(8, 0)).hasMessageContaining("0 at most");
    }
}
