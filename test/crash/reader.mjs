import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The program in this process, for what only reads: half of all that a matrix runs is a look at the
 * journal, and each process of its own would cost it more than the look does.
 */
export async function loadReader(folder) {
  const build = await rolldown({
    cwd: PROJECT,
    input: { program: "src/program.ts", clock: "src/core/clock.ts" },
    platform: "node",
    resolve: { conditionNames: ["module", "node", "import", "default"] },
    onLog: () => undefined,
  });
  try {
    // CommonJS, as much of what it bundles is.
    await build.write({ dir: folder, format: "cjs", entryFileNames: "[name].cjs" });
  } finally {
    await build.close();
  }
  const [{ default: program }, { default: clock }] = await Promise.all(
    ["program", "clock"].map((name) => import(join(folder, `${name}.cjs`))),
  );
  return async (argv, env, cwd) => {
    const [stdout, stderr] = [collect(), collect()];
    const status = await program.main(
      argv,
      {
        ...{ env, cwd, clock: clock.systemClock, signal: new AbortController().signal },
        stdin: Object.assign(Readable.from([]), { isTTY: false }),
        ...{ stdout: stdout.stream, stderr: stderr.stream },
      },
      "0.0.0-test",
    );
    // What was written without waiting has to pass through the streams.
    await new Promise((resolve) => void setImmediate(resolve));
    return { status, stdout: stdout.text(), stderr: stderr.text() };
  };
}

function collect() {
  const chunks = [];
  const stream = new PassThrough();
  stream.on("data", (chunk) => void chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString("utf8") };
}
