// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gxpml.aws.codepipeline.ArtifactPlace;
import io.github.gxpml.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which output artifact gets what. */
class DeliveryTest {
    @ParameterizedTest
    @CsvSource({
        // outputs, named, taken by the model, the one that is chosen
        "One,,,One",
        "One,One,,One",
        "One Two,Two,,Two",
        "One Two,,Two,One",
        "One Two,One,Two,One"
    })
    void shouldFindTheOneThatIsMeant(String outputs, String named, String taken, String chosen) throws OrderException {
        assertThat(choose(outputs, named, taken).name()).isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource({"One Two,,", "One,one,", "One,Two,", "One,,One", "One Two Three,,Two"})
    void shouldNotGuess(String outputs, String named, String taken) {
        assertThatThrownBy(() -> choose(outputs, named, taken))
                .isInstanceOf(OrderException.class)
                .hasMessage("the action has the output artifacts " + Arrays.asList(outputs.split(" "))
                        + ": name one of them as `Bundle` in its configuration");
    }

    @Test
    void shouldSayThatThereIsNone() {
        assertThatThrownBy(() -> choose("", null, null))
                .isInstanceOf(OrderException.class)
                .hasMessage("the action has no output artifact for the evidence: give it one");
    }

    @Test
    void shouldDeliverNoOtherModelThanTheOneOfTheEvidence(@TempDir Path folder) throws IOException {
        Path model = Files.writeString(folder.resolve("m.onnx"), "trained");
        var sealed = new StageAnswer.Model(model, Sha256.of(model));
        Path archive = folder.resolve("model.zip");

        Delivery.zip(sealed, archive);
        try (var zip = new ZipFile(archive.toFile())) {
            assertThat(zip.getInputStream(zip.getEntry("m.onnx"))).hasContent("trained");
        }

        Files.writeString(model, "another");
        assertThatThrownBy(() -> Delivery.zip(sealed, archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not the one that the evidence is about");
        assertThat(archive).doesNotExist();
    }

    private static ArtifactPlace choose(String outputs, String named, String taken) throws OrderException {
        List<ArtifactPlace> places = Arrays.stream(outputs.split(" "))
                .filter(name -> !name.isEmpty())
                .map(name -> new ArtifactPlace(name, Optional.empty(), "bucket", name))
                .toList();
        return Delivery.place(places, Optional.ofNullable(named), GxpActionType.BUNDLE, Optional.ofNullable(taken));
    }
}
