import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { sharedFiles } from "./chunks.mjs";

const FORMAT = {
  format: "cjs",
  // A promise around require(): import() of a CommonJS file takes twice as long.
  dynamicImportInCjs: false,
  comments: false,
};

/**
 * Bundles executable and library with all that they use into `folder`, a chunk for each
 * part that is loaded by itself. Resolves with the paths of the modules that went in.
 */
export async function bundle(root, folder) {
  const build = await rolldown({
    cwd: root,
    input: { bin: "src/bin.ts", index: "src/index.ts" },
    platform: "node",
    resolve: {
      // The ES flavour of each package: only from it can be left out what is not used.
      mainFields: ["module", "main"],
      conditionNames: ["module", "node", "import", "default"],
    },
    plugins: [standIns, withoutRuntime],
    onLog(level, log, handle) {
      // What a run loads is held by test/e2e/startup.test.ts; where else it is imported is no matter.
      if (log.code === "INEFFECTIVE_DYNAMIC_IMPORT") return;
      handle(level === "warn" ? "error" : level, log);
    },
  });
  try {
    // The first pass shows what is loaded together; the second one puts it into one file.
    const apart = await build.generate(FORMAT);
    const groups = sharedFiles(apart.output, join(root, "src"));
    const { output } = await build.write({
      ...FORMAT,
      dir: folder,
      entryFileNames: "[name].cjs",
      chunkFileNames: "chunks/[name]-[hash].cjs",
      codeSplitting: { groups },
    });
    return output.flatMap((it) => (it.type === "chunk" ? Object.keys(it.modules) : []));
  } finally {
    await build.close();
  }
}

/** What packages import at once but seldom use, in their place: a stand-in that loads it when used. */
const STAND_INS = [
  {
    importer: /@aws-sdk[\\/]client-lightsail[\\/]/,
    source: "@aws-sdk/credential-provider-node",
    file: "lazy-credentials.mjs",
  },
  {
    importer: /commander[\\/]lib[\\/]command\.js$/,
    source: "node:child_process",
    file: "lazy-child-process.cjs",
  },
];

const standIns = {
  name: "stand-ins",
  resolveId(source, importer = "") {
    const found = STAND_INS.find((it) => it.source === source && it.importer.test(importer));
    return found && fileURLToPath(new URL(found.file, import.meta.url));
  },
};

/** The executable needs nothing of it before it loads the program, which loads it anyway. */
const withoutRuntime = {
  name: "without-runtime",
  generateBundle(_options, output) {
    const bin = output["bin.cjs"];
    if (bin === undefined) return;
    bin.code = bin.code.replace(/^require\("[^"]*rolldown-runtime[^"]*"\);\n/mu, "");
  },
};
