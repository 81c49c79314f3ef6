package io.millrace.applications.vertx;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Questions, and the answers to them that cost some time. */
final class Answers {

    private static final int TIMES = 200;

    private Answers() {}

    static String question(int number) {
        return "/hash/" + number;
    }

    /** Hashes a question again and again. */
    static String to(String question) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] hash = question.getBytes(StandardCharsets.UTF_8);
            for (int time = 0; time < TIMES; time++) {
                hash = sha.digest(hash);
            }
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    /** Computes on the calling thread what the client should hear. */
    static List<String> computed(int questions) {
        List<String> answers = new ArrayList<>();
        for (int number = 0; number < questions; number++) {
            answers.add(to(question(number)));
        }
        return answers;
    }
}
