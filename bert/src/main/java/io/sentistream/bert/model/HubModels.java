package io.sentistream.bert.model;

import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.ShardIndex;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models of the Hugging Face hub: from the cache if they are there, else downloaded into it.
 *
 * <p>What is in the cache is used without asking the hub whether a branch has moved on; a commit or tag in the name
 * ({@code owner/name@revision}) says exactly which state is meant.
 */
final class HubModels {
    private static final Logger LOG = LoggerFactory.getLogger(HubModels.class);

    /** A process takes a file lock once only, so its threads wait for each other here. */
    private static final Object DOWNLOADING = new Object();

    private final HubSettings settings;

    HubModels(HubSettings settings) {
        this.settings = settings;
    }

    /** The model's directory in the cache. */
    Path resolve(HubName model) {
        HubCache cache = new HubCache(settings.cache(), model);
        try {
            Optional<Path> cached = cache.complete();
            if (cached.isPresent()) {
                return cached.get();
            }
            if (settings.offline()) {
                throw new CheckpointException(model + " is not, or not whole, in the Hugging Face cache "
                        + settings.cache() + ", and HF_HUB_OFFLINE is set. Unset it, or copy the model there.");
            }
            synchronized (DOWNLOADING) {
                return download(model, cache);
            }
        } catch (IOException e) {
            throw new CheckpointException(
                    "Can't get " + model + " from " + settings.endpoint() + ": " + e
                            + ". See that it can be reached, or copy the model into " + settings.cache()
                            + "; what was downloaded is kept and gone on with.",
                    e);
        }
    }

    private Path download(HubName model, HubCache cache) throws IOException {
        Path locks = settings.cache().resolve(".locks").resolve(model.folder());
        Files.createDirectories(locks);
        try (FileChannel channel = FileChannel.open(
                locks.resolve("sentistream.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // released with the channel
            Optional<Path> meanwhile = cache.complete();
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            HubClient client = new HubClient(settings);
            String commit = client.find(model, model.revision(), HubCache.CONFIG)
                    .orElseThrow(() -> new CheckpointException(model + " has no " + HubCache.CONFIG
                            + " on the Hugging Face hub, so it is no model that opens here."))
                    .commit();
            LOG.info("Downloading {} at {} to {}", model, commit, cache.snapshot(commit));
            HubDownload download = new HubDownload(client, cache, model, commit);
            // The weights come last: a snapshot that has them is complete.
            for (String file : HubCache.TOKENIZER) {
                download.fetch(file);
            }
            download.fetch(HubCache.CONFIG);
            if (!download.fetch(HubCache.WEIGHTS)) {
                fetchShards(model, download, cache.snapshot(commit));
            }
            cache.point(commit);
            return cache.complete()
                    .orElseThrow(() -> new CheckpointException(
                            model + " has no tokenizer.json and no vocab.txt on the Hugging Face hub, so it is no"
                                    + " model that opens here."));
        }
    }

    private void fetchShards(HubName model, HubDownload download, Path snapshot) throws IOException {
        if (!download.fetch(HubCache.INDEX)) {
            throw new CheckpointException(model + " has no safetensors on the Hugging Face hub. Pickles such as"
                    + " pytorch_model.bin are never read, because they can run code. Where " + settings.endpoint() + "/"
                    + model.owner() + "/" + model.name() + "/discussions has a converted copy, name it as "
                    + model.owner() + "/" + model.name() + "@refs/pr/NUMBER.");
        }
        for (String shard : new ShardIndex(snapshot.resolve(HubCache.INDEX)).shards()) {
            if (!download.fetch(shard)) {
                throw new CheckpointException(model + " lacks " + shard + ", which its " + HubCache.INDEX + " names.");
            }
        }
    }
}
