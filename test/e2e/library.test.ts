import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { executable } from "../helpers/process.ts";
import { run } from "../helpers/run.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TSC = join(ROOT, "node_modules", "typescript", "bin", "tsc");

const USE = `
import { LightsailManager, QuantsError, type BaseInfraManager, type Instance } from "quants-ctl";
const manager: BaseInfraManager = new LightsailManager({
  region: "us-east-1",
  credentials: { accessKeyId: "a", secretAccessKey: "b" },
  endpoint: "http://127.0.0.1:9",
});
const listed: Promise<Instance[]> = manager.listInstances({ signal: AbortSignal.abort() });
listed.catch((error: unknown) => {
  console.log(manager.region, error instanceof QuantsError);
});
`;

/** A project that has quants-ctl and nothing else of what quants-ctl is made with. */
let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "quants-ctl-library-"));
  const installed = join(project, "node_modules", "quants-ctl");
  mkdirSync(installed, { recursive: true });
  cpSync(join(ROOT, "package.json"), join(installed, "package.json"));
  cpSync(dirname(executable()), join(installed, "dist"), { recursive: true });
  for (const name of ["use.mts", "use.cts", "use.ts"]) writeFileSync(join(project, name), USE);
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

async function node(...argv: string[]): Promise<{ status: number; stdout: string }> {
  const { status, stdout } = await run(process.execPath, argv, { cwd: project });
  return { status, stdout };
}

describe("the library's types, strictly checked,", () => {
  test.each([
    { module: "node16", resolution: "node16", files: ["use.mts", "use.cts"] },
    { module: "nodenext", resolution: "nodenext", files: ["use.mts", "use.cts"] },
    { module: "esnext", resolution: "bundler", files: ["use.ts"] },
  ])("are found with $resolution", async ({ module, resolution, files }) => {
    const settings = ["--strict", "--target", "es2022", "--lib", "es2022,dom", "--outDir", module];
    const ways = ["--module", module, "--moduleResolution", resolution];
    expect(await node(TSC, ...settings, ...ways, ...files)).toEqual({ status: 0, stdout: "" });
  });
});

test.each(["node16/use.mjs", "node16/use.cjs"])("%s runs", async (file) => {
  expect(await node(file)).toEqual({ status: 0, stdout: "us-east-1 true\n" });
});

test("the licences of what is bundled are there", () => {
  const text = readFileSync(join(dirname(executable()), "THIRD_PARTY_LICENSES.txt"), "utf8");
  for (const name of ["@aws-sdk/client-lightsail", "commander", "zod", "yaml", "inquirer"]) {
    expect(text).toMatch(new RegExp(`^${name} \\d`, "m"));
  }
});
