package io.sentistream.trainer.control;

import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.Command;
import io.sentistream.schemas.LabelledReview;
import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/** Where feedback and commands come from. */
record Source(Consumer<byte[], byte[]> consumer, Decoder<LabelledReview> reviews, Decoder<Command> commands)
        implements AutoCloseable {
    static Source open(Clients clients) {
        AvroSerdes serdes = clients.connection().serdes();
        return new Source(
                clients.consumer(), new Decoder<>(serdes, LabelledReview.class), new Decoder<>(serdes, Command.class));
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
        reviews.close();
        commands.close();
    }
}
