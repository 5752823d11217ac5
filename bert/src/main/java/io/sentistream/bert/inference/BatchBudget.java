package io.sentistream.bert.inference;

import io.sentistream.bert.network.Device;

/**
 * What batches may be like.
 *
 * @param tokens the most tokens of a batch: rows times the longest row; a longer row runs alone
 * @param call what each further batch costs, in tokens: rows are split into more batches where that saves more padding
 */
public record BatchBudget(int tokens, int call) {
    /** A text alone takes two cores about as long as so many tokens more take within a batch. */
    private static final int CPU_CALL = 32;

    /** A GPU starts its kernels for a text alone about as long as it computes so many tokens. */
    private static final int GPU_CALL = 4096;

    /** The budget for a device. */
    public static BatchBudget on(Device device, int tokens) {
        return new BatchBudget(tokens, device.cuda() ? GPU_CALL : CPU_CALL);
    }
}
