package io.sentistream.trainer.evaluation;

import io.sentistream.trainer.data.Entity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Entities found beside those that are there, by type. One is right if it has the same words and the same type (Tjong Kim
 * Sang and De Meulder, "Introduction to the CoNLL-2003 Shared Task", 2003). Not safe for use by several threads.
 */
public final class EntityCounts {
    private final Map<String, Counts> types = new TreeMap<>();

    /** How many are in the data, were found, and are both. */
    private static final class Counts {
        private int there;
        private int found;
        private int right;
    }

    /** Adds a sentence by its tags and those that were found. */
    public void add(List<String> tags, List<String> found) {
        Set<Entity> there = Entity.of(tags);
        Set<Entity> said = Entity.of(found);
        there.forEach(entity -> counts(entity).there++);
        for (Entity entity : said) {
            counts(entity).found++;
            counts(entity).right += there.contains(entity) ? 1 : 0;
        }
    }

    private Counts counts(Entity entity) {
        return types.computeIfAbsent(entity.type(), type -> new Counts());
    }

    /** The part of what was found that is right; 0 where nothing was. */
    public double precision() {
        return ratio(sum().right, sum().found);
    }

    /** The part of what is there that was found; 0 where nothing is. */
    public double recall() {
        return ratio(sum().right, sum().there);
    }

    /** Over the entities of all types: the harmonic mean of precision and recall; 0 where nothing is right. */
    public double f1() {
        return f1(sum());
    }

    /** The mean of the F1 of each type that is there or was found; 0 where there is none. */
    public double macroF1() {
        return types.values().stream().mapToDouble(EntityCounts::f1).average().orElse(0);
    }

    private Counts sum() {
        Counts sum = new Counts();
        types.values().forEach(counts -> {
            sum.there += counts.there;
            sum.found += counts.found;
            sum.right += counts.right;
        });
        return sum;
    }

    private static double f1(Counts counts) {
        return ratio(2 * counts.right, counts.there + counts.found);
    }

    private static double ratio(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
