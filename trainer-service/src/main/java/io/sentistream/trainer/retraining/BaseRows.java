package io.sentistream.trainer.retraining;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.Settings;
import io.sentistream.schemas.config.SettingsException;
import io.sentistream.trainer.data.BaseData;
import io.sentistream.trainer.data.DataSet;
import io.sentistream.trainer.data.RowsDigest;
import io.sentistream.trainer.data.Withholding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Which base data is learned and judged on.
 *
 * @param data as {@link BaseData#resolve} takes it
 * @param withheldRows as {@link Withholding#of} takes it
 * @param withheldSeed as {@link Withholding#of} takes it
 */
public record BaseRows(String data, int withheldRows, int withheldSeed) {
    private static final Setting<String> DATA = Setting.text(
            "base.data", "auto", "sst2, sample, a directory, a file, or auto: sst2, or sample where that can't be had");
    private static final Setting<Integer> ROWS = Setting.integer(
            "withheld.rows", 3000, 0, Integer.MAX_VALUE, "base rows withheld for judging; never raise it for a model");
    private static final Setting<Integer> SEED = Setting.integer(
            "withheld.seed", 7, 0, Integer.MAX_VALUE, "which base rows are withheld; never change it for a model");
    private static final Set<String> NAMES = Set.of("auto", "sst2", "sample");

    /** The keys. */
    public static final List<Setting<?>> SETTINGS = List.of(DATA, ROWS, SEED);

    /** Checks that the data is there, where it is not to be downloaded. */
    public BaseRows {
        if (!NAMES.contains(data) && !Files.exists(Path.of(data))) {
            throw SettingsException.of(
                    "base.data", data, "there is no such file; give sst2, sample, auto, a directory or a file of rows");
        }
    }

    /** The configuration from settings that were read with {@link #SETTINGS} among them. */
    public static BaseRows of(Settings settings) {
        return new BaseRows(settings.get(DATA), settings.get(ROWS), settings.get(SEED));
    }

    /** Reads the data, downloading it if need be, and withholds rows. */
    public Split read(BaseData baseData, Labels labels) {
        DataSet all = baseData.resolve(data, labels);
        return new Split(all, Withholding.of(all.train(), withheldRows, withheldSeed), RowsDigest.of(all.train()));
    }

    /**
     * The data, and its rows split into those to train on and those to judge on.
     *
     * @param sha256 of the data's rows
     */
    public record Split(DataSet data, Withholding rows, String sha256) {}
}
