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
 * Bundles the executable and the library with everything they use into `folder`, one chunk for each
 * separately loaded part. Returns the paths of the bundled modules.
 */
export async function bundle(root, folder) {
  const build = await rolldown({
    cwd: root,
    input: { bin: "src/bin.ts", index: "src/index.ts" },
    platform: "node",
    resolve: {
      // The ES build of each package: only there can unused code be dropped.
      mainFields: ["module", "main"],
      conditionNames: ["module", "node", "import", "default"],
    },
    plugins: [standIns, withoutRuntime],
    onLog(level, log, handle) {
      // test/e2e/startup.test.ts checks what a run loads; other imports don't matter.
      if (log.code === "INEFFECTIVE_DYNAMIC_IMPORT") return;
      handle(level === "warn" ? "error" : level, log);
    },
  });
  try {
    // The first pass shows what is loaded together; the second one merges it into one file.
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

/** Replaces what packages import eagerly but seldom use by a stub that loads it on first use. */
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

/** The executable needs none of it before it loads the program, which loads it anyway. */
const withoutRuntime = {
  name: "without-runtime",
  generateBundle(_options, output) {
    const bin = output["bin.cjs"];
    if (bin === undefined) return;
    bin.code = bin.code.replace(/^require\("[^"]*rolldown-runtime[^"]*"\);\n/mu, "");
  },
};
