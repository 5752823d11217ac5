package io.sentistream.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.ServingAnswer;
import io.sentistream.schemas.ServingChange;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TrainingPhase;
import io.sentistream.schemas.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page's states in a real browser, on topics on which the tests write what trainer and classifier would. */
@Timeout(300)
class PageInBrowser {
    private static final String MARKUP = "</td><script>document.title='pwned'</script><img src=x onerror=alert(1)>";

    @TempDir
    private static Path directory;

    private static Browser browser;

    private ConsoleStage stage;
    private ConsoleService console;

    @BeforeAll
    static void startBrowser() {
        browser = new Browser(directory, 1200, 900);
    }

    @AfterAll
    static void stopBrowser() {
        browser.close();
    }

    @BeforeEach
    void start() {
        stage = new ConsoleStage("page");
        console = ConsoleService.start(stage.config("token", "s3cret"));
        browser.resize(1200, 900);
        browser.open(console.url());
        browser.find("#status", "Live");
        browser.complaints(); // of the tests before
    }

    @AfterEach
    void stop() {
        console.close();
        stage.close();
    }

    @Test
    void withNothingOnTheTopicsEachPartSaysWhatWillBeThere() {
        browser.find("#stream-empty", "No results yet");
        browser.find("#timeline-empty", "No candidate has been judged");
        browser.find("#letters-empty", "None");
        browser.find("#asked-empty", "None. When the reviews change");
        browser.find("#drift-empty", "None noticed");
        browser.find("#quarantine-empty", "None");
        browser.find("#serving-body", "No model serves yet");
        browser.find("#learning-words", "0 of 100 labels");
        browser.find("#chart-live-accuracy .empty", "Shown once a label meets its result");
        browser.find("#chart-training .empty", "Drawn while a training runs");
        assertThat(browser.find("#serving").getText()).doesNotContain("raining v");
        assertThat(browser.find("#train").isEnabled()).isFalse();
        assertThat(browser.find("#rollback").isEnabled()).isFalse();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void markupIsTextWhereverItComesFrom() {
        stage.judged(MARKUP, MARKUP, Verdict.REFUSED, MARKUP, Map.of(MARKUP, 1.0));
        stage.changed(MARKUP, ServingChange.PROMOTED, MARKUP, MARKUP);
        stage.serves(MARKUP, MARKUP, MARKUP);
        stage.result(ConsoleStage.result(MARKUP, MARKUP, MARKUP, MARKUP));
        stage.drifted(MARKUP);
        stage.asked(MARKUP, MARKUP, 1);
        stage.setAside(MARKUP, MARKUP, MARKUP, null);
        stage.deadLetter(
                Topic.REVIEWS_DLQ, MARKUP, MARKUP.getBytes(java.nio.charset.StandardCharsets.UTF_8), MARKUP, MARKUP);

        browser.find("#rows .text", MARKUP);
        browser.find("#drift-list .why", MARKUP);
        browser.find("#asked-text", MARKUP);
        browser.find("#versions .why", MARKUP);
        browser.find("#serving-body .why", MARKUP);
        browser.click("#versions summary");
        browser.find("#versions .served li", "promoted by " + MARKUP + ": " + MARKUP);
        browser.find("#versions .data", MARKUP);
        browser.find("#versions .settings", MARKUP);
        browser.find("#letters-list .message", MARKUP);
        browser.find("#quarantine-list .text", MARKUP);
        browser.find("#quarantine-list .said", "negative by " + MARKUP);
        browser.find("#quarantine-list .why", MARKUP);
        browser.click("#letters-list summary");
        browser.find("#letters-list .ascii", MARKUP);
        assertThat(browser.all("main script, main img")).isEmpty();
        assertThat(browser.driver().getTitle()).isEqualTo("Sentistream");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aTrainingIsFollowedFromStepToStepUntilItEnds() {
        stage.training(TrainingPhase.STARTED, 0, null, Instant.now());
        browser.find("#training-words", "Training v3: it is being prepared");
        stage.training(TrainingPhase.RUNNING, 20, 0.8, Instant.now());
        stage.training(TrainingPhase.RUNNING, 40, 0.6, Instant.now());

        browser.find("#training-words", "Training v3: step 40 of 120 · 85 examples/s");
        browser.find("#chart-training .key", "0.600");
        assertThat(browser.find("#training-bar").getAttribute("value")).isEqualTo("40");
        browser.find("#chart-training canvas");

        stage.training(TrainingPhase.RUNNING, 120, 0.4, Instant.now());
        browser.find("#training-words", "all 120 steps taken, it is being judged");
        stage.training(TrainingPhase.ENDED, 120, null, Instant.now());
        browser.find("#training-words", "Last training: v3, ended at step 120 of 120");
        assertThat(browser.all("#training-bar:not([hidden])")).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aTrainingWhoseTrainerDiedIsNotSaidToRun() {
        String port = Integer.toString(java.net.URI.create(console.url()).getPort());
        console.close();
        stage.training(TrainingPhase.RUNNING, 40, 0.6, Instant.now().minusSeconds(3_600));
        console = ConsoleService.start(stage.config("http.port", port));

        browser.find("#training-words", "no news since step 40 of 120, 1 h ago. Has the trainer stopped?");
        assertThat(browser.all("#training-bar:not([hidden])")).isEmpty();
    }

    @Test
    void whatPeopleSaidOfEachVersionIsABarWithItsInterval() {
        stage.counted("v2-b", 3, 1);
        stage.counted("v10-c", 92, 8);

        browser.find("#accuracy-list li", "v10-c");
        browser.find("#accuracy-list", "v2-b");
        assertThat(browser.all("#accuracy-list li").get(0).getText()).contains("v10-c", "92.0 %", "92 of 100");
        assertThat(browser.all("#accuracy-list li").get(1).getText()).contains("v2-b", "75.0 %", "3 of 4");
        long wide = width("#accuracy-list li:nth-child(2) .range");
        assertThat(width("#accuracy-list li:nth-child(1) .range")).isPositive().isLessThan(wide);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aCandidateInTheShadowIsComparedWithWhatServesAndCanBePromotedOrEnded() {
        stage.serves("v2-b", "v1-a", "it is better");
        stage.shadowed("v3-c", "v2-b", 0.1, "not enough evidence: label more");
        browser.find("#shadow-version", "v3-c");
        browser.find("#shadow-since", "on 10.0 % of the reviews");
        browser.find("#shadow-words", "answered no review yet");
        browser.find("#shadow-facts", "not enough evidence: label more");

        for (int i = 0; i < 4; i++) {
            stage.shadowResult(
                    ConsoleStage.result("r" + i, "so so", i == 0 ? "negative" : "positive", "v3-c"),
                    new ServingAnswer("v2-b", "positive", 0.9));
        }
        browser.find("#shadow-facts", "75.0 % of 4");
        browser.find("#shadow-facts", "0.200");
        stage.counted("v2-b", 80, 20);
        stage.counted("v3-c", 9, 1);
        browser.find("#shadow-facts", "90.0 % of 10 labels");
        browser.find("#shadow-facts", "80.0 % of 100 labels");

        browser.click("#shadow-promote");
        browser.find("#confirm", "Promote v3-c?");
        browser.click("#confirm-no");
        browser.click("#shadow-end");
        browser.click("#confirm-yes");
        browser.find("#token-value").sendKeys("s3cret", Keys.ENTER);
        io.sentistream.schemas.Command command = stage.find(
                Topic.COMMANDS,
                io.sentistream.schemas.Command.class,
                asked -> asked.getAction() == io.sentistream.schemas.Action.UNSHADOW);
        assertThat(command.getExpectedServing()).isEqualTo("v2-b");
        stage.shadowed("v3-c", "v2-b", 0, "UNSHADOW: enough (command " + command.getId() + ")");
        browser.find(".toast", "v3-c runs in the shadow no more.");
        browser.until("the shadow is gone", () -> browser.all("#shadow[hidden]").isEmpty() ? null : true);
        assertThat(browser.complaints()).hasSize(1).allMatch(line -> line.contains("401"));
    }

    private static long width(String css) {
        return (long) browser.run(
                "return Math.round(document.querySelector(arguments[0]).getBoundingClientRect().width)", css);
    }

    @Test
    void whatHasChangedIsToldInWordsTheLastFirst() {
        stage.drifted("Reviews are longer.");
        stage.drifted("Reviews are shorter.");

        browser.find("#drift-list li:first-child .why", "Reviews are shorter.");
        browser.find("#drift-list li:last-child .why", "Reviews are longer.");
        browser.find("#drift-list .what", "length");
        browser.find("#drift-list .version", "v2-b");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aReviewThatIsAskedForIsLabelledWithOneKeyAndTheNextOneComes() {
        stage.asked("r2", "The second pan", 2);
        stage.asked("r1", "The first pan", 1);
        stage.asked("r3", "The third pan", 3);
        browser.find("#asked-text", "The first pan");
        browser.find("#asked-why", "only 53 % sure. It says positive, 53.0 %.");
        browser.find("#asked-count", "3 left");
        browser.find("#asked-labels", "n negative");

        browser.find("body").sendKeys("n");
        browser.find("#token-value").sendKeys("s3cret", Keys.ENTER);
        Feedback first = stage.find(Topic.FEEDBACK, Feedback.class, sent -> "r1".equals(sent.getReviewId()));
        assertThat(first.getLabel()).isEqualTo("negative");
        assertThat(first.getText()).isEqualTo("The first pan");
        browser.find("#asked-text", "The second pan");
        browser.find("#asked-count", "2 left");
        assertThat(browser.complaints()).hasSize(1).allMatch(line -> line.contains("401"));

        browser.click("#asked-labels button[data-key='p']");
        stage.find(
                Topic.FEEDBACK,
                Feedback.class,
                sent -> "r2".equals(sent.getReviewId()) && sent.getLabel().equals("positive"));
        browser.find("#asked-text", "The third pan");
        stage.answered("r1");
        stage.answered("r2");
        browser.find("#asked-count", "1 left");

        browser.click("#asked-skip");
        browser.find("#asked-empty", "None");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void lettersThatArePartOfATextLabelNothing() {
        stage.asked("r1", "The first pan", 1);
        browser.find("#asked-text", "The first pan");

        browser.find("#text").sendKeys("nnpp");

        browser.find("#asked-count", "1 left");
        assertThat(browser.all("#token[open]")).isEmpty();
        assertThat(stage.all(Topic.FEEDBACK, Feedback.class)).isEmpty();
    }

    @Test
    void anInjectedScriptWouldNotRun() {
        browser.run("const made = document.createElement('div');"
                + "made.innerHTML = '<img src=\"x\" onerror=\"document.title=1\">'; document.body.append(made);"
                + "const script = document.createElement('script');"
                + "script.textContent = 'document.title=2'; document.body.append(script);");

        browser.until(
                "the browser refuses both",
                () -> browser.complaints().stream().anyMatch(line -> line.contains("Content Security Policy"))
                        ? true
                        : null);
        assertThat(browser.driver().getTitle()).isEqualTo("Sentistream");
    }

    @Test
    void whatIsAskedForWithoutTheTokenIsAskedForAgainWithIt() {
        stage.serves("v2-b", "v1-a", "it is better");
        browser.find("#serving-body", "v2-b");

        browser.click("#rollback");
        browser.click("#confirm-yes");
        browser.find("#token-value").sendKeys("wrong", Keys.ENTER);
        browser.find(".toast.error", "needs the console's token");

        browser.click("#rollback");
        browser.click("#confirm-yes");
        browser.find("#token-value").sendKeys("s3cret", Keys.ENTER);
        stage.find(
                Topic.COMMANDS,
                io.sentistream.schemas.Command.class,
                command -> command.getVersion().equals("v1-a")
                        && command.getExpectedServing().equals("v2-b"));
    }

    @Test
    void aLabelThatIsSetAsideIsReleasedByTheKeyboardWithTheToken() {
        stage.setAside("older", "so so", "two of three said otherwise", null);
        stage.setAside("newer", "fine", "two of three said otherwise", null);
        browser.find("#quarantine-list li:first-child .text", "fine");

        browser.find("#quarantine-list li:first-child .release").sendKeys(Keys.ENTER);
        browser.find("#token-value").sendKeys("s3cret", Keys.ENTER);
        String id = stage.find(
                        Topic.COMMANDS,
                        io.sentistream.schemas.Command.class,
                        command -> command.getLabels().equals(java.util.List.of("newer")))
                .getId();
        stage.setAside("newer", "fine", "two of three said otherwise", id);

        browser.find("#quarantine-list .why", "Released by ann: the next training learns from it.");
        browser.find(".toast", "Released");
        assertThat(browser.all("#quarantine-list .release:not([hidden])")).hasSize(1);
        assertThat(browser.complaints()).hasSize(1).allMatch(line -> line.contains("401"));
    }

    @Test
    void theKeyboardReachesEverythingInTheOrderOfThePage() {
        stage.serves("v2-b", "v1-a", "it is better");
        stage.result(ConsoleStage.result("r", "so so", "positive", "v2-b"));
        browser.find("#rows .text", "so so");
        browser.find("#serving-body", "v2-b");

        for (String next : new String[] {"skip", "theme", "text", "classify", "train", "rollback", "pin", "pause"}) {
            browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
            WebElement focused = browser.driver().switchTo().activeElement();
            assertThat(focused.getAttribute("id") + focused.getAttribute("class"))
                    .contains(next);
        }
        browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
        assertThat(browser.driver().switchTo().activeElement().getAttribute("aria-label"))
                .isEqualTo("Right, positive: so so");

        browser.find("#rollback").sendKeys(Keys.ENTER);
        browser.find("#confirm", "Roll back to v1-a?");
        assertThat(browser.driver().switchTo().activeElement().getText()).isEqualTo("Cancel");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
        assertThat(browser.driver().switchTo().activeElement().getAttribute("id"))
                .isEqualTo("rollback");
    }

    @Test
    void everyControlHasANameAndTheColoursOfBothThemesHaveContrast() {
        stage.judged("v1-a", null, Verdict.REFUSED, "worse", Map.of("train.loss", 0.4));
        stage.serves("v2-b", "v1-a", "it is better");
        stage.training(TrainingPhase.RUNNING, 40, 0.6, Instant.now());
        stage.shadowed("v3-c", "v2-b", 0.1, "not enough evidence");
        stage.counted("v2-b", 92, 8);
        stage.setAside("key", "so so", "two of three said otherwise", null);
        stage.result(ConsoleStage.result("r", "so so", "negative", "v2-b"));
        stage.drifted("Reviews are longer.");
        stage.asked("r1", "The first pan", 1);
        browser.find("#asked-text", "The first pan");
        browser.find("#drift-list .why", "longer");
        browser.find("#quarantine-list .text", "so so");
        browser.find("#rows .text", "so so");
        browser.find("#versions .why", "worse");
        browser.find("#training-words", "step 40");
        browser.find("#accuracy-list", "92 of 100");

        assertThat(browser.run("return [...document.querySelectorAll('button, textarea, input')].filter(control =>"
                        + " !(control.textContent.trim() || control.labels?.length || control.ariaLabel)"
                        + " && control.checkVisibility()).map(control => control.outerHTML)"))
                .isEqualTo(java.util.List.of());
        for (String theme : new String[] {"light", "dark"}) {
            browser.run("document.documentElement.dataset.theme = arguments[0]", theme);
            assertThat(browser.run(Contrast.SCRIPT)).as(theme).isEqualTo(java.util.List.of());
        }
    }

    @Test
    void aNarrowScreenScrollsInOneDirectionAlone() {
        stage.serves("v2-b", "v1-a", "it is better");
        stage.training(TrainingPhase.RUNNING, 40, 0.6, Instant.now());
        stage.shadowed("v3-c", "v2-b", 0.1, "not enough evidence");
        stage.counted("v2-b", 92, 8);
        stage.setAside("key", "long".repeat(100), "long".repeat(100), null);
        browser.find("#quarantine-list .text", "long");
        stage.result(ConsoleStage.result("r", "long".repeat(100), "positive", "v2-b"));
        stage.drifted("long".repeat(100));
        stage.asked("r1", "long".repeat(100), 1);
        browser.find("#asked-text", "long");
        browser.find("#drift-list .why", "long");
        browser.find("#rows .text");
        browser.find("#training-words", "step 40");
        browser.find("#accuracy-list", "92 of 100");

        for (int width : new int[] {1400, 1000, 760, 500}) {
            browser.resize(width, 800);
            assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                    .as("at %s", width)
                    .isEqualTo(true);
        }
        // What is wider than its row would be out of sight, as scroll bars are on a phone.
        browser.run("document.querySelector('main').style.width = '360px'");
        assertThat(browser.run("return [...document.querySelectorAll('#stream .scroll')]"
                        + ".every(each => each.scrollWidth <= each.clientWidth)"))
                .isEqualTo(true);
    }

    @Test
    void aConsoleThatIsGoneIsToldAndFoundAgain() {
        stage.result(ConsoleStage.result("r", "before", "positive", "v2-b"));
        browser.find("#rows .text", "before");
        String port = Integer.toString(java.net.URI.create(console.url()).getPort());
        console.close();

        browser.find("#trouble", "The console does not answer");
        browser.find("#status", "Connecting again");
        browser.find("#rows .text", "before");

        console = ConsoleService.start(stage.config("http.port", port));
        browser.find("#status", "Live");
        browser.until(
                "the trouble is over", () -> browser.all("#trouble[hidden]").isEmpty() ? null : true);
    }
}
