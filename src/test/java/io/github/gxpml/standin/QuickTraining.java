// SPDX-License-Identifier: MIT
package io.github.gxpml.standin;

import java.util.List;

/** A program that trains nothing and leaves everything that the contract asks for. */
public final class QuickTraining {
    /** The program and its arguments. */
    public static final List<String> COMMAND = List.of(
            "python3",
            "-B",
            "-c",
            "import csv, json, os\n"
                    + "ask = json.load(open(os.environ['GXP_REQUEST'])); out = os.environ['GXP_OUTPUT']\n"
                    + "os.makedirs(out + '/predictions', exist_ok=True)\n"
                    + "json.dump({'constant': 0.1}, open(out + '/model.json', 'w'))\n"
                    + "for name, path in ask['tables'].items():\n"
                    + "    with open(out + '/predictions/' + name + '.csv', 'w') as file:\n"
                    + "        print('id,score,predicted', file=file)\n"
                    + "        for row in csv.DictReader(open(path)): print(row['id'], 0.1, 0, sep=',', file=file)\n"
                    + "print('GXP metric constant=0.1')\n"
                    + "print('the token is session-of-somebody\\x1b[31m')\n");

    private QuickTraining() {}
}
