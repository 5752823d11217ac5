package io.sentistream.bert.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * A float64 matrix that remembers how it was computed, for gradients by reverse-mode differentiation (Griewank and
 * Walther, "Evaluating Derivatives", 2008, chapter 3). Written for clarity alone: it is what the native programs are
 * checked against.
 */
public final class Differentiable {
    private final int rows;
    private final int columns;
    private final double[] value;
    private final double[] gradient;
    private final List<Differentiable> from = new ArrayList<>();
    private Runnable backward = () -> {};

    private Differentiable(int rows, int columns, double[] value) {
        if (value.length != rows * columns) {
            throw new IllegalArgumentException(value.length + " values for " + rows + " x " + columns);
        }
        this.rows = rows;
        this.columns = columns;
        this.value = value;
        this.gradient = new double[value.length];
    }

    /** A matrix that is computed from nothing. */
    public static Differentiable of(int rows, int columns, double[] value) {
        return new Differentiable(rows, columns, value.clone());
    }

    /** The elements, row by row; changes show. */
    public double[] value() {
        return value;
    }

    /** The derivatives of what {@link #backward} was last called on by each element. */
    public double[] gradient() {
        return gradient;
    }

    /** The product with another matrix that is given transposed: {@code this [n, k]}, {@code other [m, k]}. */
    public Differentiable timesTransposed(Differentiable other) {
        Differentiable result = new Differentiable(rows, other.rows, new double[rows * other.rows]).from(this, other);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < other.rows; j++) {
                for (int k = 0; k < columns; k++) {
                    result.value[i * other.rows + j] += value[i * columns + k] * other.value[j * columns + k];
                }
            }
        }
        result.backward = () -> {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < other.rows; j++) {
                    double g = result.gradient[i * other.rows + j];
                    for (int k = 0; k < columns; k++) {
                        gradient[i * columns + k] += g * other.value[j * columns + k];
                        other.gradient[j * columns + k] += g * value[i * columns + k];
                    }
                }
            }
        };
        return result;
    }

    /** The columns as rows. */
    public Differentiable transposed() {
        Differentiable result = new Differentiable(columns, rows, new double[value.length]).from(this);
        for (int i = 0; i < value.length; i++) {
            result.value[i % columns * rows + i / columns] = value[i];
        }
        result.backward = () -> {
            for (int i = 0; i < value.length; i++) {
                gradient[i] += result.gradient[i % columns * rows + i / columns];
            }
        };
        return result;
    }

    /** The sum with a matrix of the same shape, or with a row that is added to each row. */
    public Differentiable plus(Differentiable other) {
        Differentiable result = new Differentiable(rows, columns, value.clone()).from(this, other);
        for (int i = 0; i < value.length; i++) {
            result.value[i] += other.value[i % other.value.length];
        }
        result.backward = () -> {
            for (int i = 0; i < value.length; i++) {
                gradient[i] += result.gradient[i];
                other.gradient[i % other.value.length] += result.gradient[i];
            }
        };
        return result;
    }

    /** A function of each element, with its derivative. */
    public Differentiable map(DoubleUnaryOperator function, DoubleUnaryOperator derivative) {
        Differentiable result = new Differentiable(rows, columns, value.clone()).from(this);
        for (int i = 0; i < value.length; i++) {
            result.value[i] = function.applyAsDouble(value[i]);
        }
        result.backward = () -> {
            for (int i = 0; i < value.length; i++) {
                gradient[i] += result.gradient[i] * derivative.applyAsDouble(value[i]);
            }
        };
        return result;
    }

    /** These rows of this table, by number. */
    public Differentiable pick(int... numbers) {
        Differentiable result =
                new Differentiable(numbers.length, columns, new double[numbers.length * columns]).from(this);
        for (int i = 0; i < numbers.length; i++) {
            System.arraycopy(value, numbers[i] * columns, result.value, i * columns, columns);
        }
        result.backward = () -> {
            for (int i = 0; i < result.value.length; i++) {
                gradient[numbers[i / columns] * columns + i % columns] += result.gradient[i];
            }
        };
        return result;
    }

    /** Each row's softmax. */
    public Differentiable softmax() {
        Differentiable result = new Differentiable(rows, columns, new double[value.length]).from(this);
        for (int row = 0; row < rows; row++) {
            double total = 0;
            for (int i = row * columns; i < (row + 1) * columns; i++) {
                result.value[i] = Math.exp(value[i]);
                total += result.value[i];
            }
            for (int i = row * columns; i < (row + 1) * columns; i++) {
                result.value[i] /= total;
            }
        }
        result.backward = () -> {
            for (int row = 0; row < rows; row++) {
                double mean = 0;
                for (int i = row * columns; i < (row + 1) * columns; i++) {
                    mean += result.gradient[i] * result.value[i];
                }
                for (int i = row * columns; i < (row + 1) * columns; i++) {
                    gradient[i] += result.value[i] * (result.gradient[i] - mean);
                }
            }
        };
        return result;
    }

    /** LayerNorm of each row (Ba, Kiros and Hinton, 2016): centred, over the root of variance plus epsilon, scaled, shifted. */
    public Differentiable layerNorm(Differentiable scale, Differentiable shift, double epsilon) {
        Differentiable normal = new Differentiable(rows, columns, new double[value.length]).from(this);
        double[] deviations = new double[rows];
        for (int row = 0; row < rows; row++) {
            double mean = 0;
            double variance = 0;
            for (int i = row * columns; i < (row + 1) * columns; i++) {
                mean += value[i] / columns;
            }
            for (int i = row * columns; i < (row + 1) * columns; i++) {
                variance += (value[i] - mean) * (value[i] - mean) / columns;
            }
            deviations[row] = Math.sqrt(variance + epsilon);
            for (int i = row * columns; i < (row + 1) * columns; i++) {
                normal.value[i] = (value[i] - mean) / deviations[row];
            }
        }
        normal.backward = () -> {
            for (int row = 0; row < rows; row++) {
                double mean = 0;
                double along = 0;
                for (int i = row * columns; i < (row + 1) * columns; i++) {
                    mean += normal.gradient[i] / columns;
                    along += normal.gradient[i] * normal.value[i] / columns;
                }
                for (int i = row * columns; i < (row + 1) * columns; i++) {
                    gradient[i] += (normal.gradient[i] - mean - normal.value[i] * along) / deviations[row];
                }
            }
        };
        return normal.scaled(scale).plus(shift);
    }

    private Differentiable scaled(Differentiable row) {
        Differentiable result = new Differentiable(rows, columns, value.clone()).from(this, row);
        for (int i = 0; i < value.length; i++) {
            result.value[i] *= row.value[i % columns];
        }
        result.backward = () -> {
            for (int i = 0; i < value.length; i++) {
                gradient[i] += result.gradient[i] * row.value[i % columns];
                row.gradient[i % columns] += result.gradient[i] * value[i];
            }
        };
        return result;
    }

    /** The cross-entropy of one row of logits with a class. */
    public Differentiable crossEntropy(int label) {
        double[] probabilities = Differentiable.of(rows, columns, value).softmax().value;
        Differentiable result = new Differentiable(1, 1, new double[] {-Math.log(probabilities[label])}).from(this);
        result.backward = () -> {
            for (int i = 0; i < value.length; i++) {
                gradient[i] += result.gradient[0] * (probabilities[i] - (i == label ? 1 : 0));
            }
        };
        return result;
    }

    /** The divergence of one row of logits, as a distribution, from another: the sum of p log(p / softmax). */
    public Differentiable divergenceFrom(double[] logits) {
        double[] expected = Differentiable.of(rows, columns, logits).softmax().value;
        double[] probabilities = Differentiable.of(rows, columns, value).softmax().value;
        double sum = 0;
        for (int i = 0; i < value.length; i++) {
            sum += expected[i] * Math.log(expected[i] / probabilities[i]);
        }
        Differentiable result = new Differentiable(1, 1, new double[] {sum}).from(this);
        result.backward = () -> {
            for (int i = 0; i < value.length; i++) {
                gradient[i] += result.gradient[0] * (probabilities[i] - expected[i]);
            }
        };
        return result;
    }

    /** Each element times a number. */
    public Differentiable times(double factor) {
        return map(x -> factor * x, x -> factor);
    }

    /** Fills in the gradients of everything that this number was computed from. */
    public void backward() {
        Deque<Differentiable> order = new ArrayDeque<>();
        visit(order, new IdentityHashMap<>());
        gradient[0] = 1;
        order.forEach(node -> node.backward.run());
    }

    /** Puts this before all it was computed from. */
    private void visit(Deque<Differentiable> order, Map<Differentiable, Boolean> seen) {
        if (seen.put(this, true) == null) {
            from.forEach(node -> node.visit(order, seen));
            order.push(this);
        }
    }

    private Differentiable from(Differentiable... sources) {
        from.addAll(List.of(sources));
        return this;
    }
}
