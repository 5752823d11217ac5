package io.sentistream.trainer.control;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Command;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.trainer.metrics.TrainerMetrics;
import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/** Where feedback and commands come from. */
record Source(
        Consumer<byte[], byte[]> consumer,
        Decoder<LabelledReview> reviews,
        Decoder<Command> commands,
        KafkaClientMetrics shown)
        implements AutoCloseable {
    static Source open(Clients clients, TrainerMetrics metrics) {
        AvroSerdes serdes = clients.connection().serdes();
        Consumer<byte[], byte[]> consumer = clients.consumer();
        return new Source(
                consumer,
                new Decoder<>(serdes, LabelledReview.class),
                new Decoder<>(serdes, Command.class),
                metrics.show(consumer));
    }

    @Override
    public void close() {
        shown.close();
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
        reviews.close();
        commands.close();
    }
}
