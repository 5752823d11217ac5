package io.sentistream.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The ACLs that a page tells to give: its lines that begin with {@code allow USER OPERATIONS}, as kafka-acls.sh takes them. */
final class DocumentedAcls {
    private static final String COMMAND = "allow ";

    private DocumentedAcls() {}

    static List<AclBinding> in(Path page) throws IOException {
        List<AclBinding> bindings = new ArrayList<>();
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith(COMMAND)) {
                add(line.substring(COMMAND.length()).trim().split("\\s+"), bindings);
            }
        }
        return bindings;
    }

    private static void add(String[] words, List<AclBinding> bindings) {
        String user = words[0];
        List<AclOperation> operations = new ArrayList<>();
        List<String[]> resources = new ArrayList<>();
        PatternType pattern = PatternType.LITERAL;
        for (int i = 1; i < words.length; i += 2) {
            switch (words[i]) {
                case "--operation" -> operations.add(operation(words[i + 1]));
                case "--resource-pattern-type" ->
                    pattern = PatternType.fromString(words[i + 1].toUpperCase(Locale.ROOT));
                default -> resources.add(new String[] {words[i].substring(2), words[i + 1].replace("'", "")});
            }
        }
        for (String[] resource : resources) {
            ResourceType type =
                    ResourceType.fromString(resource[0].replace('-', '_').toUpperCase(Locale.ROOT));
            for (AclOperation operation : operations) {
                bindings.add(new AclBinding(
                        new ResourcePattern(type, resource[1], pattern),
                        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
            }
        }
    }

    /** Words as kafka-acls.sh has them, such as {@code DescribeConfigs}. */
    private static AclOperation operation(String word) {
        return AclOperation.fromString(
                word.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }
}
