/**
 * The layers of src: which area may import which others beside itself. An area is a file or a
 * folder, and the longest one that a path begins with counts. docs/ARCHITECTURE.md shows this
 * table; a test compares the two.
 */
export const LAYERS = [
  {
    area: "bin.ts",
    holds: "the executable: `--version`, the code cache",
    may: ["process.ts", "code-cache.ts", "version.ts"],
  },
  { area: "code-cache.ts", holds: "what V8 compiled, kept for the next start", may: [] },
  { area: "version.ts", holds: "the version of the package", may: [] },
  { area: "stderr.ts", holds: "the stream of stderr, written at once", may: ["core"] },
  {
    area: "process.ts",
    holds: "the process: signals, closed pipes, the exit status",
    may: ["program.ts", "core", "render/writer.ts", "stderr.ts"],
  },
  {
    area: "program.ts",
    holds: "the command line: parses it, runs the command, prints errors",
    may: ["program", "commands", "render", "core", "context.ts"],
    lazily: ["commands", "context.ts"],
    atOnce: ["commands/definition"],
  },
  {
    area: "program",
    holds: "the command tree, settling of options, one run, completion, `config explain`",
    may: ["commands", "render", "core", "context.ts"],
    lazily: ["context.ts"],
  },
  {
    area: "context.ts",
    holds: "the composition root: picks the provider",
    may: ["core", "providers"],
    lazily: ["providers"],
  },
  {
    area: "commands",
    holds:
      "`<noun>/<verb>.spec.ts`: a command's definition; `<noun>/<verb>.ts`: options and context to data",
    may: ["render", "core"],
  },
  {
    area: "render",
    holds: "data to table, JSON, YAML, names; narration; colours",
    may: ["core"],
  },
  {
    area: "core",
    holds: "records, the manager's interface, errors, validation, workflows",
    may: [],
  },
  { area: "providers/lightsail", holds: "the manager on the AWS SDK", may: ["core"] },
  { area: "providers/sandbox", holds: "the embedded Lightsail", may: ["core"] },
  {
    area: "providers/terraform",
    holds: "terraform or tofu as a child process; their states",
    may: ["core"],
  },
  { area: "providers/ansible", holds: "ansible-playbook as a child process", may: ["core"] },
  { area: "providers/ssh", holds: "the system's ssh as a child process", may: ["core"] },
  {
    area: "providers/programs",
    holds: "versions of other programs, for `doctor`",
    may: ["core"],
  },
  {
    area: "index.ts",
    holds: "the public TypeScript API",
    may: ["core", "providers/lightsail"],
  },
];

/** Packages that only some areas may import; `lazily`: only by import(), where it is needed. */
export const PACKAGES = [
  { names: /^@(aws-sdk|smithy)\//, areas: ["providers"] },
  { names: /^(chalk|cli-table3)$/, areas: ["render"] },
  { names: /^ora$/, areas: ["render"], lazily: true },
  { names: /^inquirer$/, areas: ["commands/shared/prompt.ts"], lazily: true },
  { names: /^(commander|@bomb\.sh\/tab)(\/|$)/, areas: ["program.ts", "program"] },
];

/** True when a path, counted from src, is the area itself or lies in it. */
export function isIn(path, area) {
  return path === area || path.startsWith(`${area}/`);
}

/** The row of a path, counted from src. */
export function layerOf(path) {
  const rows = LAYERS.filter(({ area }) => isIn(path, area));
  return rows.toSorted((a, b) => b.area.length - a.area.length)[0];
}
