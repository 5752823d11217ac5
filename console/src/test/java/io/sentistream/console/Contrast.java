package io.sentistream.console;

/** Contrast as WCAG 2.1 (1.4.3) defines it: 4.5 to 1 for text of this size. */
final class Contrast {
    /** A script that gives the texts on the page, outside of disabled controls, whose contrast is too low. */
    static final String SCRIPT = """
            const luminance = ([r, g, b]) => [r, g, b].map(value => value / 255)
                .map(value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
                .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
            const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
            const ground = element => {
              for (let at = element; at; at = at.parentElement) {
                const colour = numbers(getComputedStyle(at).backgroundColor);
                if (colour.length === 3 || colour[3] === 1) {
                  return colour;
                }
              }
              return [255, 255, 255];
            };
            document.getAnimations().forEach(animation => animation.finish());
            return [...document.querySelectorAll('body *')]
                .filter(element => element.checkVisibility() && !element.disabled
                    && [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
                .map(element => {
                  const [a, b] = [luminance(numbers(getComputedStyle(element).color)), luminance(ground(element))];
                  return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), element];
                })
                .filter(([contrast]) => contrast < 4.5)
                .map(([contrast, element]) => contrast.toFixed(2) + ' ' + element.textContent.trim());
            """;

    private Contrast() {}
}
