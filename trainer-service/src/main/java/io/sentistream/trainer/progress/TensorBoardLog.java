package io.sentistream.trainer.progress;

import com.google.protobuf.CodedOutputStream;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.training.TrainingListener;
import io.sentistream.trainer.training.TrainingProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * Writes a training's curves as a TensorBoard event file: records in TFRecord's framing (length, masked CRC-32C of the
 * length, data, masked CRC-32C of the data), each an {@code Event} of TensorFlow's {@code event.proto}.
 */
public final class TensorBoardLog implements TrainingListener {
    private static final int EVENT_WALL_TIME = 1;
    private static final int EVENT_STEP = 2;
    private static final int EVENT_FILE_VERSION = 3;
    private static final int EVENT_SUMMARY = 5;
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_SIMPLE = 2;

    private final OutputStream file;

    /** Begins an event file in a directory, which is made if need be; TensorBoard reads all files of one together. */
    public TensorBoardLog(Path directory) {
        try {
            Files.createDirectories(directory);
            Instant now = Instant.now();
            file = Files.newOutputStream(directory.resolve(
                    "events.out.tfevents." + now.getEpochSecond() + "." + now.getNano() + ".sentistream"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(event -> event.writeString(EVENT_FILE_VERSION, "brain.Event:2"));
    }

    @Override
    public void stepped(TrainingProgress progress) {
        scalar(progress.step(), "train/loss", progress.loss());
        scalar(progress.step(), "train/gradient_norm", progress.gradientNorm());
        scalar(progress.step(), "train/learning_rate", progress.learningRate());
        scalar(progress.step(), "train/examples_per_second", progress.examplesPerSecond());
    }

    @Override
    public void evaluated(TrainingProgress progress, Evaluation evaluation, boolean best) {
        if (evaluation.rows() > 0) {
            scalar(progress.step(), "validation/accuracy", evaluation.accuracy());
            scalar(progress.step(), "validation/macro_f1", evaluation.macroF1());
            evaluation.others().forEach((name, value) -> scalar(progress.step(), "validation/" + name, value));
            scalar(progress.step(), "validation/loss", evaluation.loss());
        }
    }

    @Override
    public void ended() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fields of a protobuf message. */
    private interface Message {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private void scalar(long step, String tag, double value) {
        byte[] point = bytes(out -> {
            out.writeString(VALUE_TAG, tag);
            out.writeFloat(VALUE_SIMPLE, (float) value);
        });
        byte[] summary = bytes(out -> out.writeByteArray(SUMMARY_VALUE, point));
        write(event -> {
            event.writeInt64(EVENT_STEP, step);
            event.writeByteArray(EVENT_SUMMARY, summary);
        });
    }

    private void write(Message event) {
        byte[] data = bytes(out -> {
            out.writeDouble(EVENT_WALL_TIME, System.currentTimeMillis() / 1000.0);
            event.writeTo(out);
        });
        byte[] length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(data.length)
                .array();
        ByteBuffer record = ByteBuffer.allocate(length.length + Integer.BYTES + data.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(length)
                .putInt(maskedCrc(length))
                .put(data)
                .putInt(maskedCrc(data));
        try {
            file.write(record.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** TFRecord rotates a checksum and adds a constant, so that data that holds checksums is checked as well. */
    private static int maskedCrc(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }

    private static byte[] bytes(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            message.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
