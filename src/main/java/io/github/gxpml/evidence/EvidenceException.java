// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Evidence that cannot be written, read or believed. */
public class EvidenceException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message one sentence with cause and way out
     */
    public EvidenceException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message one sentence with cause and way out
     * @param cause what happened underneath
     */
    public EvidenceException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says in a few words what went wrong underneath; Java's own messages often hold the path alone. */
    static String reason(Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be read or written";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is in the way";
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason();
        }
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").replaceFirst(" \\(but could if coercion .*", "");
    }
}
