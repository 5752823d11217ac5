package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.console.Browser;
import io.sentistream.quickstart.client.Requests;
import io.sentistream.quickstart.local.LocalOptions;
import io.sentistream.quickstart.local.LocalSystem;
import io.sentistream.schemas.Action;
import io.sentistream.trainer.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * What a person does on the console's page, with a real Kafka, classifier and trainer behind it. One test goes on where the
 * one before ended.
 */
@Timeout(600)
@TestMethodOrder(OrderAnnotation.class)
class ConsoleInBrowser {
    private static final String MARKUP = "<img src=x onerror=\"document.title='pwned'\"><b>not bold</b>";

    @TempDir
    private static Path directory;

    private static LocalSystem system;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Map<String, String> trainer = new HashMap<>(TinySystem.settings(directory));
        trainer.put("base.data", TinySystem.baseData(directory).toString());
        trainer.put("retrain.labels", "2");
        system = LocalSystem.start(
                new LocalOptions(
                        directory.resolve("home"),
                        directory.resolve("data"),
                        0,
                        0,
                        0,
                        OptionalInt.of(0),
                        trainer,
                        Map.of(),
                        new TrainingListener() {}),
                stage -> {});
        system.awaitModel(Duration.ofMinutes(5));
        browser = new Browser(directory, 1280, 1000);
        browser.open(system.console().orElseThrow());
        browser.find("#status", "Live");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (system != null) {
            system.close();
        }
    }

    @Test
    @Order(1)
    void aTypedSentenceIsAnsweredInPlaceWithItsScoresAndTheVersionAndStandsInTheStream() {
        assertThat(classify("this film is great")).startsWith("v1-");

        assertThat(browser.all("#answer .scores li")).hasSize(2);
        assertThat(browser.find("#answer .scores").getText()).contains("negative", "positive", "%");
        browser.find("#rows tr", "this film is great");
        browser.find("#serving-body", "v1-");
        browser.find("#versions .candidate", "initial");
    }

    @Test
    @Order(2)
    void markupInAReviewIsShownAsText() {
        classify(MARKUP);

        browser.find("#rows tr", MARKUP);
        assertThat(browser.all("#rows img")).isEmpty();
        assertThat(browser.all("#rows b")).isEmpty();
        assertThat(browser.driver().getTitle()).isEqualTo("Sentistream");
    }

    @Test
    @Order(3)
    void wrongLabelsLeadToATrainingWhoseVersionIsShownAndServes() {
        classify("the plot was awful");
        browser.click("#answer .wrong");
        browser.find(".toast", "1 of 2 labels until the next training");
        browser.find("#learning-words", "1 of 2 labels");
        classify("the plot was great");
        browser.click("#answer .wrong");
        browser.find(".toast", "the next training begins");

        browser.find("#serving-body", "v2-");
        browser.find("#versions .candidate.current", "v2-");
        browser.find("#learning-words", "0 of 2 labels");
        browser.until(
                "the stream shows the new version", () -> classify("and now?").startsWith("v2-") ? true : null);
        browser.find("#rows .version", "v2-");
    }

    @Test
    @Order(4)
    void rollingBackIsConfirmedAndTheStreamShowsTheOldVersionAgain() {
        browser.click("#rollback");
        browser.find("#confirm", "Roll back to v1-").sendKeys(Keys.ESCAPE);
        browser.until(
                "the question is gone", () -> browser.all("#confirm[open]").isEmpty() ? true : null);
        browser.find("#serving-body", "v2-");

        browser.click("#rollback");
        browser.find("#confirm-reason").sendKeys("too many complaints");
        browser.click("#confirm-yes");

        browser.find(".toast", "serves now");
        browser.find("#serving-body", "too many complaints");
        browser.until(
                "the stream shows the old version", () -> classify("again?").startsWith("v1-") ? true : null);
        assertThat(browser.find("#rows .version").getText()).startsWith("v1-");
    }

    @Test
    @Order(5)
    void aRequestIsRefusedWithTheReasonWhereAnotherVersionServesThanThePageShowed() {
        String shown = browser.find("#serving-body .version").getText();
        String other =
                browser.find("#versions .candidate:not(.current) .version").getText();
        browser.click("#pin");
        browser.find("#confirm", "Pin " + shown);

        new Requests(system.cluster(), "bob").send(Action.PROMOTE, Optional.of(other), Optional.of(shown), "");
        browser.find("#serving-body", other);
        browser.click("#confirm-yes");

        browser.find(".toast.error", shown + " was expected to serve, but " + other + " does");
        browser.find("#refusal", "was expected to serve");
        assertThat(browser.all("#serving-body .badge")).as("nothing is pinned").isEmpty();
    }

    @Test
    @Order(6)
    void theBrowserHadNothingToComplainOf() {
        assertThat(browser.complaints()).noneMatch(line -> !line.contains("409"));
    }

    /** Types a text; the version that answered. */
    private static String classify(String text) {
        WebElement field = browser.find("#text");
        field.clear();
        field.sendKeys(text);
        browser.run("document.getElementById('answer').replaceChildren()");
        field.sendKeys(Keys.ENTER);
        return browser.find("#answer .version", "v").getText();
    }
}
