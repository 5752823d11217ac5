"""Prints each result as it comes: python3 consume.py BROKER REGISTRY [HOW_MANY]"""

import sys

from confluent_kafka import Consumer, KafkaException

from registry import Registry

if len(sys.argv) not in (3, 4):
    sys.exit(__doc__)
left = int(sys.argv[3]) if len(sys.argv) == 4 else None
registry = Registry(sys.argv[2])
consumer = Consumer({
    "bootstrap.servers": sys.argv[1],
    "group.id": "sentistream-python-example",
    "auto.offset.reset": "earliest",
    # Results are written in transactions: what was aborted must not be read.
    "isolation.level": "read_committed",
})
consumer.subscribe(["sentiment"])
try:
    while left is None or left > 0:
        message = consumer.poll(1)
        if message is None:
            continue
        if message.error():
            raise KafkaException(message.error())
        result = registry.decode(message.value())
        print(f"{result['label']}  {result['score']:.3f}  {result['modelVersion']}  {result['text']}", flush=True)
        left = None if left is None else left - 1
except KeyboardInterrupt:
    pass
finally:
    consumer.close()
