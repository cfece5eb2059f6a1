// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import hudson.Extension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.workflow.cps.GroovySample;

/** A pipeline of the four stages, offered where the script of a job is written. */
@Extension
public final class PipelineSample implements GroovySample {
    @Override
    public String name() {
        return "gxp";
    }

    @Override
    public String title() {
        return Messages.PipelineSample_title();
    }

    @Override
    public String script() {
        try (InputStream in = PipelineSample.class.getResourceAsStream("sample.groovy")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the plugin is damaged: its sample cannot be read", e);
        }
    }
}
