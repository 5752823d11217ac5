package io.sentistream.bert.checkpoint;

/** The network families that open here, by Hugging Face's {@code model_type}. */
public enum Architecture {
    BERT,
    DISTILBERT
}
