package io.sentistream.trainer.data;

import io.sentistream.bert.checkpoint.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the data that a model is first trained on and that is replayed beside feedback: a directory, a file, SST-2, or
 * the sample that comes with this jar.
 */
public final class BaseData {
    private static final Logger log = LoggerFactory.getLogger(BaseData.class);
    private static final String SAMPLE = "sample.tsv";

    private final Path home;

    /** Data that is downloaded is kept under {@code home/data}. */
    public BaseData(Path home) {
        this.home = home;
    }

    /**
     * Data by name.
     *
     * @param name {@code auto} for SST-2, or the sample where it can't be had; {@code sst2}; {@code sample}; a directory
     *     with {@code train.tsv} and {@code dev.tsv}; or a file of rows
     * @throws DataException if it can't be had or read
     */
    public DataSet resolve(String name, Labels labels) {
        return switch (name) {
            case "auto" -> sst2OrSample(labels);
            case "sst2" -> sst2(labels);
            case "sample" -> sample(labels);
            default -> local(Path.of(name), labels);
        };
    }

    private DataSet sst2OrSample(Labels labels) {
        try {
            return sst2(labels);
        } catch (DataException e) {
            log.warn("SST-2 can't be had, the bundled sample takes its place: {}", e.getMessage());
            return sample(labels);
        }
    }

    private DataSet sst2(Labels labels) {
        return named("sst2", Sst2.read(new Sst2().download(home.resolve("data").resolve("sst2")), labels));
    }

    private static DataSet local(Path path, Labels labels) {
        if (Files.isDirectory(path)) {
            return Sst2.read(path, labels);
        }
        return new DataSet(path.getFileName().toString(), LabelledTsv.read(path, labels, "base"), List.of());
    }

    private static DataSet sample(Labels labels) {
        try (InputStream in = BaseData.class.getResourceAsStream(SAMPLE)) {
            return new DataSet("sample", LabelledTsv.read(SAMPLE, in.readAllBytes(), labels, "base"), List.of());
        } catch (IOException e) {
            throw new DataException("can't read the bundled sample", e);
        }
    }

    private static DataSet named(String name, DataSet data) {
        return new DataSet(name, data.train(), data.validation());
    }
}
