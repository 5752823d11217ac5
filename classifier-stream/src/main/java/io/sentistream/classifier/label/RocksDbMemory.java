package io.sentistream.classifier.label;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Lets all stores of the process share one amount of native memory. By itself each segment of each partition of each store
 * takes up to 100 MB. Kafka Streams makes it.
 */
public final class RocksDbMemory implements RocksDBConfigSetter {
    private static final long SHARED_BYTES = 64L << 20;
    private static final long WRITE_BUFFER_BYTES = 2L << 20;

    static {
        RocksDB.loadLibrary();
    }

    private static final Cache CACHE = new LRUCache(SHARED_BYTES, -1, false);
    // Buffers count into the cache, and take at most half of it.
    private static final WriteBufferManager BUFFERS = new WriteBufferManager(SHARED_BYTES / 2, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    }

    /** What is shared outlives each store. */
    @Override
    public void close(String storeName, Options options) {}
}
