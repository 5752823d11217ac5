"""Sends each line of standard input as a review: printf 'A text.\\n' | python3 produce.py BROKER REGISTRY"""

import sys
import uuid

from confluent_kafka import Producer

from registry import Registry

if len(sys.argv) != 3:
    sys.exit(__doc__)
producer = Producer({"bootstrap.servers": sys.argv[1], "enable.idempotence": True})
registry = Registry(sys.argv[2])
failures = []


def sent(error, message):
    """Called by flush, once for each review."""
    if error:
        failures.append(error)
    else:
        print(f"{message.key().decode()} is on {message.topic()}-{message.partition()} at {message.offset()}")


for line in filter(None, map(str.strip, sys.stdin)):
    review_id = str(uuid.uuid4())
    review = {"id": review_id, "text": line, "source": "python", "eventTime": None}
    producer.produce("reviews", key=review_id, value=registry.encode("reviews", review), on_delivery=sent)
producer.flush(60)
if failures:
    sys.exit(f"{len(failures)} reviews were not sent: {failures[0]}")
