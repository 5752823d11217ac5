package io.sentistream.classifier.classify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Iterates over several iterators, one element of each in turn. */
final class Turns<T> implements Iterator<T> {
    private final Deque<Iterator<T>> waiting;

    Turns(List<Iterator<T>> iterators) {
        waiting = new ArrayDeque<>(iterators);
    }

    @Override
    public boolean hasNext() {
        while (!waiting.isEmpty() && !waiting.getFirst().hasNext()) {
            waiting.removeFirst();
        }
        return !waiting.isEmpty();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Iterator<T> first = waiting.removeFirst();
        waiting.addLast(first);
        return first.next();
    }
}
