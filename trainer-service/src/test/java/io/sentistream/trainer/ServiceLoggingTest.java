package io.sentistream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.cuda.CudaUtils;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.sentistream.schemas.config.ServiceLogging;
import org.junit.jupiter.api.Test;

class ServiceLoggingTest {
    @Test
    void ourNewsAndTheWarningsOfLibrariesAreLoggedButNotThatThereIsNoGpuNorEachFailedCallOfTheRegistry()
            throws Exception {
        LoggerContext logging = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(logging);
        configurator.doConfigure(ServiceLogging.class.getClassLoader().getResource(ServiceLogging.RESOURCE));

        assertThat(logging.getLogger(TrainerService.class).getEffectiveLevel()).isEqualTo(Level.INFO);
        assertThat(logging.getLogger("org.apache.kafka").getEffectiveLevel()).isEqualTo(Level.WARN);
        assertThat(logging.getLogger(CudaUtils.class).getEffectiveLevel()).isEqualTo(Level.ERROR);
        assertThat(logging.getLogger(RestService.class).getEffectiveLevel()).isEqualTo(Level.OFF);
    }
}
