package io.sentistream.console;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A real Chromium without a window, with a profile of its own. {@code -Dbrowser.binary} and {@code -Dbrowser.driver} say
 * where it and its driver are; nothing is downloaded.
 */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ChromeDriver driver;

    /** Starts a browser whose windows have this size. */
    public Browser(Path directory, int width, int height) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(System.getProperty("browser.binary", "/usr/bin/chromium"));
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--lang=en-GB",
                "--user-data-dir=" + directory.resolve("chromium"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(System.getProperty("browser.driver", "/usr/bin/chromedriver")))
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Opens a page. */
    public void open(String url) {
        driver.get(url);
    }

    /** The first element, when it is there and can be seen. */
    public WebElement find(String css) {
        return until(
                "there is " + css,
                () -> driver.findElements(By.cssSelector(css)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    /** The elements that there are now. */
    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Waits until an element that can be seen has this text in it. */
    public WebElement find(String css, String text) {
        return until(
                css + " has '" + text + "'",
                () -> driver.findElements(By.cssSelector(css)).stream()
                        .filter(element ->
                                element.isDisplayed() && element.getText().contains(text))
                        .findFirst()
                        .orElse(null));
    }

    /** Clicks on the first element, when it can be clicked on. */
    public void click(String css) {
        until("a click on " + css, () -> {
            WebElement element = driver.findElement(By.cssSelector(css));
            if (!element.isEnabled()) {
                return null;
            }
            element.click();
            return element;
        });
    }

    /** What a script gives, in the page. */
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** The errors and refusals of the browser since the last call. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The driver itself, for what is not here. */
    public ChromeDriver driver() {
        return driver;
    }

    /** Changes the window's size. */
    public void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Writes what the window shows as PNG. */
    public void screenshot(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file, e);
        }
    }

    /** What this gives, as soon as it is not null; elements that the page has replaced meanwhile are looked for again. */
    public <T> T until(String what, java.util.function.Supplier<T> found) {
        return new WebDriverWait(driver, PATIENCE)
                .withMessage(() -> "not within " + PATIENCE.toSeconds() + " s: " + what)
                .ignoring(org.openqa.selenium.WebDriverException.class)
                .until(ignored -> found.get());
    }

    @Override
    public void close() {
        driver.quit();
    }
}
