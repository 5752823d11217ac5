package io.sentistream.bert.checkpoint;

/** What a network's head is for. */
public enum Task {
    /** A label for a text. */
    SINGLE("ForSequenceClassification"),
    /** A label for two texts together; the architecture is that of single ones. */
    PAIR("ForSequenceClassification"),
    /** A label for each token of a text. */
    TOKENS("ForTokenClassification"),
    /** Where in a text a question's answer begins, and where it ends. */
    QUESTIONS("ForQuestionAnswering");

    private final String architecture;

    Task(String architecture) {
        this.architecture = architecture;
    }

    /** Whether the head reads [CLS] alone, by way of the pooler. */
    public boolean classifiesTexts() {
        return this == SINGLE || this == PAIR;
    }

    /** The end of the name of Hugging Face's class. */
    String architecture() {
        return architecture;
    }

    /** The tensors of the last layer, but for {@code .weight} and {@code .bias}. */
    String lastLayer() {
        return this == QUESTIONS ? "qa_outputs" : "classifier";
    }
}
