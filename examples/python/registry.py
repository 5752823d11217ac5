"""Avro values as Confluent's serializers frame them: a zero byte, the schema's id as four bytes, the record."""

import functools
import io
import json
import struct
import urllib.request

import avro.io
import avro.schema


class Registry:
    """A schema registry, by its address."""

    def __init__(self, url):
        self.url = url

    @functools.lru_cache
    def newest(self, subject):
        """The id and the schema that a subject has now."""
        found = self._get(f"/subjects/{subject}/versions/latest")
        return found["id"], avro.schema.parse(found["schema"])

    @functools.lru_cache
    def schema(self, schema_id):
        """The schema of an id."""
        return avro.schema.parse(self._get(f"/schemas/ids/{schema_id}")["schema"])

    def encode(self, topic, value):
        """A dict as bytes, with the topic's newest schema."""
        schema_id, schema = self.newest(f"{topic}-value")
        out = io.BytesIO()
        out.write(struct.pack(">bI", 0, schema_id))
        avro.io.DatumWriter(schema).write(value, avro.io.BinaryEncoder(out))
        return out.getvalue()

    def decode(self, data):
        """Bytes as a dict, with the schema that they were written with."""
        zero, schema_id = struct.unpack(">bI", data[:5])
        if zero != 0:
            raise ValueError(f"not framed as Confluent's serializers do: the first byte is {zero}, not 0")
        return avro.io.DatumReader(self.schema(schema_id)).read(avro.io.BinaryDecoder(io.BytesIO(data[5:])))

    def _get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return json.load(answer)
