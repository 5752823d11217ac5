package io.sentistream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.schemas.Topic;
import io.sentistream.schemas.config.Setting;
import io.sentistream.schemas.config.SettingsException;
import io.sentistream.trainer.annotation.AnnotationConfig;
import io.sentistream.trainer.gate.GateConfig;
import io.sentistream.trainer.probation.ProbationConfig;
import io.sentistream.trainer.replay.ReplayConfig;
import io.sentistream.trainer.retraining.BaseRows;
import io.sentistream.trainer.scan.ScanConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerConfigTest {
    @Test
    void theDefaultsServeTheStarterAndRetrainAtAHundredLabels() {
        TrainerConfig config = TrainerConfig.of(Map.of("home", "/home/ada/.sentistream"));

        assertThat(config.line()).isEqualTo("default");
        assertThat(config.initialModel()).isEqualTo("starter");
        assertThat(config.labels()).containsExactly("negative", "positive");
        assertThat(config.storeDirectory()).isEqualTo(Path.of("/home/ada/.sentistream/checkpoints"));
        assertThat(config.keptVersions()).isEqualTo(5);
        assertThat(config.base()).isEqualTo(new BaseRows("auto", 3000, 7));
        assertThat(config.retrain()).isEqualTo(new RetrainConfig(100, Duration.ofMinutes(10)));
        assertThat(config.replay()).isEqualTo(new ReplayConfig(1000, 1, 0.2, 0.5, 100));
        assertThat(config.gate()).isEqualTo(new GateConfig(3000, 0.02, 0.05, 0.1, 1, 2, 200));
        assertThat(config.annotation())
                .isEqualTo(new AnnotationConfig(Duration.ofDays(1), 2000, 0.5, 500, 10_000, 0.7, 0.25));
        assertThat(config.scan()).isEqualTo(new ScanConfig(16, 24, 0.2));
        assertThat(config.probation()).isEqualTo(new ProbationConfig(Duration.ofDays(1), 0.02, 0.005, 50, 5, 0.25));
        assertThat(config.adaptation().optimizer().freezeWordEmbeddings()).isTrue();
        assertThat(config.baseTraining().optimizer().freezeWordEmbeddings()).isFalse();
        assertThat(config.connection()).hasToString("localhost:9092, registry http://localhost:8081");
    }

    @Test
    void everyGroupIsReadAndTheClientsKeysPassThrough() {
        TrainerConfig config = TrainerConfig.of(Map.ofEntries(
                Map.entry("serving.line", "shop"),
                Map.entry("store.directory", "/store"),
                Map.entry("retention.versions", "3"),
                Map.entry("labels", "bad, so-so, good"),
                Map.entry("base.data", "sample"),
                Map.entry("withheld.rows", "100"),
                Map.entry("withheld.seed", "1"),
                Map.entry("withheld.feedback", "0.5"),
                Map.entry("retrain.labels", "7"),
                Map.entry("retrain.after", "30s"),
                Map.entry("labels.window", "1h"),
                Map.entry("labels.annotator.cap", "20"),
                Map.entry("labels.annotator.share", "0.4"),
                Map.entry("labels.annotator.always", "5"),
                Map.entry("labels.source.cap", "30"),
                Map.entry("labels.agreement", "0.9"),
                Map.entry("labels.reliability", "0"),
                Map.entry("replay.older.rows", "2"),
                Map.entry("replay.base.ratio", "0.5"),
                Map.entry("replay.serving.weight", "0.25"),
                Map.entry("replay.serving.labels", "40"),
                Map.entry("gate.base.rows", "9"),
                Map.entry("gate.base.margin", "0.1"),
                Map.entry("gate.base.level", "0.01"),
                Map.entry("gate.gain.level", "0.5"),
                Map.entry("gate.canaries", "0"),
                Map.entry("gate.folds", "4"),
                Map.entry("gate.enough.withheld", "50"),
                Map.entry("gate.scan.phrases", "8"),
                Map.entry("gate.scan.rows", "40"),
                Map.entry("gate.scan.turned", "0.5"),
                Map.entry("probation.duration", "2h"),
                Map.entry("probation.margin", "0.1"),
                Map.entry("probation.level", "0.01"),
                Map.entry("probation.labels", "20"),
                Map.entry("probation.annotators", "3"),
                Map.entry("probation.spared", "0"),
                Map.entry("adaptation.epochs", "4"),
                Map.entry("training.epochs", "5"),
                Map.entry("topic.prefix", "test."),
                Map.entry("topic.create", "false"),
                Map.entry("bootstrap.servers", "broker:1"),
                Map.entry("security.protocol", "SSL")));

        assertThat(config.line()).isEqualTo("shop");
        assertThat(config.storeDirectory()).isEqualTo(Path.of("/store"));
        assertThat(config.keptVersions()).isEqualTo(3);
        assertThat(config.labels()).containsExactly("bad", "so-so", "good");
        assertThat(config.base()).isEqualTo(new BaseRows("sample", 100, 1));
        assertThat(config.retrain()).isEqualTo(new RetrainConfig(7, Duration.ofSeconds(30)));
        assertThat(config.annotation()).isEqualTo(new AnnotationConfig(Duration.ofHours(1), 20, 0.4, 5, 30, 0.9, 0));
        assertThat(config.replay()).isEqualTo(new ReplayConfig(2, 0.5, 0.5, 0.25, 40));
        assertThat(config.replay().partOfTheWay(60)).isEqualTo(0.6);
        assertThat(config.gate()).isEqualTo(new GateConfig(9, 0.1, 0.01, 0.5, 0, 4, 50));
        assertThat(config.scan()).isEqualTo(new ScanConfig(8, 40, 0.5));
        assertThat(config.probation()).isEqualTo(new ProbationConfig(Duration.ofHours(2), 0.1, 0.01, 20, 3, 0));
        assertThat(config.adaptation().epochs()).isEqualTo(4);
        assertThat(config.baseTraining().epochs()).isEqualTo(5);
        assertThat(config.connection().topics().name(Topic.MODELS)).isEqualTo("test.models");
        assertThat(config.connection().createTopics()).isFalse();
        assertThat(config.connection().clients())
                .containsEntry("bootstrap.servers", "broker:1")
                .containsEntry("security.protocol", "SSL");
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> TrainerConfig.of(Map.of("retrain.label", "7")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("retrain.label=7")
                .hasMessageContaining("retrain.labels");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThatThrownBy(() -> TrainerConfig.of(Map.of("retrain.labels", "0", "gate.gain.level", "0")))
                .hasMessageContaining("retrain.labels=0")
                .hasMessageContaining("gate.gain.level=0");
    }

    @Test
    void valuesThatCantWorkTogetherAreNamed() {
        assertThatThrownBy(() -> TrainerConfig.of(Map.of("base.data", "/no/such/file.tsv")))
                .hasMessageContaining("base.data=/no/such/file.tsv")
                .hasMessageContaining("sample");
        assertThatThrownBy(() -> TrainerConfig.of(Map.of("labels", "good,good")))
                .hasMessageContaining("labels=good,good")
                .hasMessageContaining("each once");
        assertThatThrownBy(() -> TrainerConfig.of(Map.of("serving.line", "../x")))
                .hasMessageContaining("serving.line=../x");
    }

    @Test
    void everyKeyHasAMeaningAndIsDefinedOnce() {
        assertThat(TrainerConfig.SETTINGS).extracting(Setting::key).doesNotHaveDuplicates();
        assertThat(TrainerConfig.SETTINGS).extracting(Setting::meaning).allMatch(meaning -> !meaning.isBlank());
    }
}
