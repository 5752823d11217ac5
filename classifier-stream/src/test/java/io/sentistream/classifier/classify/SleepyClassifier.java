package io.sentistream.classifier.classify;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.classifier.bench.SleepingModel;
import io.sentistream.classifier.model.ForwardingModel;
import io.sentistream.classifier.model.Model;
import io.sentistream.operations.program.ServiceProcess;
import io.sentistream.schemas.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A classifier process with a model that sleeps 20 ms a record, to be killed or told to stop; its one argument is a
 * properties file. It prints {@code answered N} after each micro-batch.
 */
final class SleepyClassifier {
    private SleepyClassifier() {}

    public static void main(String[] arguments) throws InterruptedException {
        ClassifierConfig config =
                ClassifierConfig.of(Settings.layer(Optional.of(Path.of(arguments[0])), "NONE_", Map.of(), Map.of()));
        ServiceProcess.run(
                config.operations(),
                config.connection(),
                meters -> new ClassifierService(
                        config,
                        announced -> new Talkative(
                                new SleepingModel(announced.getVersion(), Duration.ZERO, Duration.ofMillis(20))),
                        meters));
    }

    /** A model that prints the size of each batch when it is answered. */
    private static final class Talkative extends ForwardingModel {
        Talkative(Model model) {
            super(model);
        }

        @Override
        public List<Classification> classify(List<EncodedText> texts) {
            List<Classification> answers = super.classify(texts);
            System.out.println("answered " + texts.size());
            return answers;
        }
    }
}
