// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.standin;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

/** A JVM that gives one event to one handler, made as Lambda makes it: without arguments, set by variables. */
public final class FirstEvent {
    private FirstEvent() {}

    /** Takes the class of the handler; the event comes in on standard input, the answer goes to standard error. */
    public static void main(String[] arguments) throws Exception {
        var handler = (RequestStreamHandler)
                Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
        handler.handleRequest(System.in, System.err, null);
        System.err.flush();
        // the program would end later otherwise, since clients keep threads; archives are written at a regular end
        System.exit(0);
    }
}
