package io.sentistream.trainer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.training.TrainingProgress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardLogTest {
    private record Point(long step, String tag, float value) {}

    @Test
    void whatIsWrittenReadsBackWithItsChecksums(@TempDir Path directory) throws IOException {
        TensorBoardLog log = new TensorBoardLog(directory);
        log.stepped(progress(7, 0.25, 1e-5));
        log.evaluated(progress(7, 0.25, 1e-5), new Evaluation(3, 4, 0.5, 0), true);
        log.ended();

        try (var files = Files.list(directory)) {
            Path file = files.findFirst().orElseThrow();
            assertThat(file.getFileName().toString()).startsWith("events.out.tfevents.");
            List<byte[]> events = records(Files.readAllBytes(file));
            assertThat(version(events.get(0))).isEqualTo("brain.Event:2");
            assertThat(points(events.subList(1, events.size())))
                    .contains(
                            new Point(7, "train/loss", 0.25f),
                            new Point(7, "train/learning_rate", 1e-5f),
                            new Point(7, "validation/accuracy", 0.75f),
                            new Point(7, "validation/loss", 0.5f));
        }
    }

    private static TrainingProgress progress(long step, double loss, double rate) {
        return new TrainingProgress(step, 10, 0.7, loss, loss, 1, rate, 100, Duration.ofSeconds(3));
    }

    private static List<byte[]> records(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> records = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            assertThat(in.getInt()).isEqualTo(maskedCrc32c(length));
            byte[] data = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            in.get(data);
            assertThat(in.getInt()).isEqualTo(maskedCrc32c(data));
            records.add(data);
        }
        return records;
    }

    /** Castagnoli's checksum bit by bit (RFC 3720, appendix B.4), then TFRecord's mask. */
    private static int maskedCrc32c(byte[] data) {
        int crc = ~0;
        for (byte b : data) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0x82f63b78;
            }
        }
        crc = ~crc;
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }

    private static String version(byte[] event) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(event);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag >>> 3 == 3) {
                return in.readString();
            }
            in.skipField(tag);
        }
        return "";
    }

    private static List<Point> points(List<byte[]> events) throws IOException {
        List<Point> points = new ArrayList<>();
        for (byte[] event : events) {
            CodedInputStream in = CodedInputStream.newInstance(event);
            assertThat(in.readTag()).isEqualTo(1 << 3 | 1);
            assertThat(in.readDouble()).isCloseTo(System.currentTimeMillis() / 1000.0, assertj());
            assertThat(in.readTag()).isEqualTo(2 << 3);
            long step = in.readInt64();
            assertThat(in.readTag()).isEqualTo(5 << 3 | 2);
            CodedInputStream summary = CodedInputStream.newInstance(in.readByteArray());
            assertThat(summary.readTag()).isEqualTo(1 << 3 | 2);
            CodedInputStream value = CodedInputStream.newInstance(summary.readByteArray());
            assertThat(value.readTag()).isEqualTo(1 << 3 | 2);
            String tag = value.readString();
            assertThat(value.readTag()).isEqualTo(2 << 3 | 5);
            points.add(new Point(step, tag, value.readFloat()));
        }
        return points;
    }

    private static org.assertj.core.data.Offset<Double> assertj() {
        return org.assertj.core.data.Offset.offset(600.0);
    }
}
