package io.sentistream.bert.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void everyFloat16IsWidenedToTheValueItStandsFor() {
        ByteBuffer halves = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits = 0; bits < 1 << 16; bits++) {
            halves.putShort((short) bits);
        }
        float[] widened = new Tensor(DType.F16, List.of(1 << 16), halves.flip()).toFloats();

        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 0x1f;
            int fraction = bits & 0x3ff;
            double sign = bits >> 15 == 0 ? 1 : -1;
            if (exponent == 31) {
                double expected = fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
                assertThat(Double.compare(widened[bits], expected)).isZero();
            } else {
                double magnitude = exponent == 0
                        ? fraction * Math.pow(2, -24)
                        : (1 + fraction / 1024.0) * Math.pow(2, exponent - 15);
                assertThat((double) widened[bits]).isEqualTo(sign * magnitude);
            }
        }
    }

    @Test
    void bfloat16IsTheUpperHalfOfFloat32() {
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) 0x3f80).putShort((short) 0xc049).putShort((short) 0x7f80);
        bytes.putShort((short) 0x8000);

        assertThat(new Tensor(DType.BF16, List.of(2, 2), bytes.flip()).toFloats())
                .containsExactly(1f, -3.140625f, Float.POSITIVE_INFINITY, -0f);
    }

    @Test
    void bytesThatDoNotFillTheShapeAreRefused() {
        assertThatThrownBy(() -> new Tensor(DType.F32, List.of(2, 3), ByteBuffer.allocate(20)))
                .hasMessageContaining("takes 24 bytes, but there are 20");
        assertThatThrownBy(() -> new Tensor(DType.F32, List.of(-1, -1), ByteBuffer.allocate(4)))
                .hasMessageContaining("[-1, -1]");
    }

    @Test
    void integersAreNotReadAsFloats() {
        assertThatThrownBy(() -> new Tensor(DType.I64, List.of(), ByteBuffer.allocate(8)).toFloats())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("I64");
    }
}
