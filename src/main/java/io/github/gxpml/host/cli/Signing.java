// SPDX-License-Identifier: MIT
package io.github.gxpml.host.cli;

import io.github.gxpml.evidence.Approval;
import io.github.gxpml.evidence.Approval.Seen;
import io.github.gxpml.lifecycle.Lifecycle;
import io.github.gxpml.lifecycle.RunResult;
import io.github.gxpml.lifecycle.Signature;
import io.github.gxpml.lifecycle.StageException;
import io.github.gxpml.local.KeyFileSigner;
import io.github.gxpml.local.KeyHome;
import io.github.gxpml.local.KeystoreSigner;
import io.github.gxpml.port.Signer;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a person for what a signature needs, and signs with the person's own key. */
final class Signing {
    static final String PASSWORD = "GXP_APPROVER_PASSWORD";
    private static final Pattern PERSON =
            Pattern.compile("([^<>\\p{Cntrl}]*[^<>\\p{Cntrl}\\s])\\s*<([^<>@\\s]+@[^<>@\\s]+)>");
    private static final int SHORTEST_PASSWORD = 8;

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Optional<Console> console;

    Signing(Terminal terminal, Map<String, String> environment, Console console) {
        this.terminal = terminal;
        this.environment = environment;
        this.console = Optional.ofNullable(console);
    }

    /**
     * What was given on the command line; what is missing is asked for.
     *
     * @param person name and address, {@code Jane Roe <jane@example.org>}
     * @param role for example quality
     * @param meaning what the signature says; empty for what the spec asks of the role
     * @param reason why
     * @param keystore the person's own PKCS#12 file; empty for the key in this machine's home
     * @param alias which key of the keystore
     */
    record Request(
            Optional<String> person,
            Optional<String> role,
            Optional<Approval.Meaning> meaning,
            Optional<String> reason,
            Optional<Path> keystore,
            Optional<String> alias) {
        static final Request NOTHING_GIVEN = new Request(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Shows what is waiting and asks whether to sign now. */
    boolean wanted(RunResult result) {
        terminal.say("");
        terminal.say("Waiting for signatures: " + String.join(", ", result.missing()) + ".");
        terminal.say("What is signed: " + result.bundle() + " (open report.html in it).");
        String answer = console.map(c -> c.readLine("Sign now? [y/N] ")).orElse("");
        return answer != null && answer.toLowerCase(Locale.ROOT).startsWith("y");
    }

    /**
     * Signs the release of the latest run.
     *
     * @param lifecycle the open lifecycle
     * @param request what was given
     * @param bundle the bundle that the person opened; empty for the one in the evidence store
     * @return what the run came to
     */
    RunResult sign(Lifecycle lifecycle, Request request, Optional<Path> bundle)
            throws StageException, IOException, UsageException {
        Seen seen = lifecycle.shown(bundle);
        new SeenPrinter(terminal).print(seen);
        Signature signature = ask(lifecycle, request);
        RunResult result = lifecycle.sign(signature, seen);
        terminal.say("Signed as " + Terminal.clean(signature.role()) + ", " + signature.meaning().words() + ": "
                + Terminal.clean(signature.name() + " <" + signature.address() + ">") + ". " + outcome(result));
        return result;
    }

    /**
     * Asks a person for what a signature needs, the key's password last.
     *
     * @param lifecycle the open lifecycle
     * @param request what was given
     * @return the signature, not yet made
     */
    Signature ask(Lifecycle lifecycle, Request request) throws IOException, UsageException {
        String person = given(request.person(), "--as", "Your name and address (Jane Roe <jane@example.org>): ");
        Matcher parts = PERSON.matcher(person);
        if (!parts.matches()) {
            throw new UsageException(
                    "`" + person + "` is no name with an address: write it as \"Jane Roe <jane@example.org>\"");
        }
        String role = given(request.role(), "--role", "Role: ");
        Approval.Meaning meaning = request.meaning().orElseGet(() -> asked(lifecycle, role));
        String reason = given(request.reason(), "--reason", "Reason: ");
        boolean own = request.keystore().isPresent();
        Signer signer = own
                ? keystore(request.keystore().get(), request.alias())
                : open(fileName(parts.group(2)), person);
        return new Signature(
                parts.group(1),
                parts.group(2),
                role,
                meaning,
                reason,
                ZoneId.systemDefault(),
                own ? "personal keystore, opened with its password" : "personal key, opened with its password",
                signer);
    }

    private static Approval.Meaning asked(Lifecycle lifecycle, String role) {
        return lifecycle.asked().stream()
                .filter(asked -> asked.role().equals(role))
                .map(asked -> Approval.Meaning.valueOf(asked.meaning().name()))
                .findFirst()
                .orElse(Approval.Meaning.APPROVED);
    }

    private Signer keystore(Path file, Optional<String> alias) throws IOException, UsageException {
        char[] password = password("Password of your keystore: ");
        try {
            return KeystoreSigner.open(file, alias, password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static String outcome(RunResult result) {
        String version = Terminal.clean(result.model()) + " " + result.run();
        return switch (result.state()) {
            case PENDING -> version + " still waits for " + String.join(", ", result.missing()) + ".";
            case REJECTED -> version + " is rejected.";
            default -> version + " is active.";
        };
    }

    private KeyFileSigner open(String name, String person) throws IOException, UsageException {
        KeyHome keys = Wiring.keys(environment);
        Path key = keys.path().resolve("keys").resolve(name + ".pem");
        boolean known = Files.exists(key);
        char[] password = password(known ? "Password of your signing key: " : "New password for your signing key: ");
        try {
            if (known) {
                return KeyFileSigner.open(key, password);
            }
            if (password.length < SHORTEST_PASSWORD) {
                throw new UsageException(
                        "the password is shorter than " + SHORTEST_PASSWORD + " characters: choose a longer one");
            }
            confirm(password);
            KeyFileSigner made = keys.create(name, password);
            terminal.say("Made a signing key for " + Terminal.clean(person) + ": " + Terminal.clean(key.toString()));
            return made;
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private void confirm(char[] password) throws UsageException {
        if (environment.containsKey(PASSWORD) || console.isEmpty()) {
            return;
        }
        char[] again = console.get().readPassword("Once more: ");
        if (again == null || !Arrays.equals(password, again)) {
            throw new UsageException("the two passwords differ: try again");
        }
        Arrays.fill(again, '\0');
    }

    private char[] password(String question) throws UsageException {
        if (environment.containsKey(PASSWORD)) {
            return environment.get(PASSWORD).toCharArray();
        }
        char[] typed = console.map(c -> c.readPassword(question)).orElse(null);
        if (typed == null) {
            throw new UsageException("there is no terminal to ask for the password: set " + PASSWORD);
        }
        return typed;
    }

    private String given(Optional<String> value, String option, String question) throws UsageException {
        String text =
                value.orElseGet(() -> console.map(c -> c.readLine(question)).orElse(null));
        if (text == null || text.isBlank()) {
            throw new UsageException(option + " is missing: a signature needs name, role and reason");
        }
        return text.strip();
    }

    private static String fileName(String address) {
        return address.toLowerCase(Locale.ROOT).replace('@', '-').replaceAll("[^a-z0-9._-]", "_");
    }
}
