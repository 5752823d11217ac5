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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A classifier process with a model that sleeps 20 ms a record, to be killed or told to stop. Its arguments are a properties
 * file and after how many answers it sleeps ten times as long, so that however slow the machine, there is time to catch it
 * at work. It prints {@code answered N} after each micro-batch.
 */
final class SleepyClassifier {
    private static final Duration SLEEP = Duration.ofMillis(20);

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
                                new SleepingModel(announced.getVersion(), Duration.ZERO, SLEEP),
                                Integer.parseInt(arguments[1])),
                        meters));
    }

    /** A model that prints the size of each batch when it is answered, and tires. */
    private static final class Talkative extends ForwardingModel {
        private final int tiresAfter;
        private final AtomicInteger answered = new AtomicInteger();

        Talkative(Model model, int tiresAfter) {
            super(model);
            this.tiresAfter = tiresAfter;
        }

        @Override
        public List<Classification> classify(List<EncodedText> texts) {
            int times = answered.getAndAdd(texts.size()) < tiresAfter ? 1 : 10;
            List<Classification> answers = List.of();
            for (int time = 0; time < times; time++) {
                answers = super.classify(texts);
            }
            System.out.println("answered " + texts.size());
            return answers;
        }
    }
}
