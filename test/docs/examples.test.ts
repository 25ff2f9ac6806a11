import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import * as z from "zod";
import { readConfigFile } from "../../src/commands/config-file/read.ts";
import { fleetKeys, instanceKeys } from "../../src/core/fleet/keys.ts";
import { createSandbox, readFaultPlan } from "../../src/providers/sandbox/index.ts";
import { outputOf } from "../helpers/run.ts";
import { fileBlocks } from "./console.ts";

const directory = mkdtempSync(join(tmpdir(), "quants-ctl-examples-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The blocks of a language in a document, each written to a file of its own. */
function blocks(document: string, language: string): string[] {
  const text = readFileSync(document, "utf8");
  const found = [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))];
  return found.map(([, block], index) => {
    const file = join(directory, `${document.replaceAll("/", "-")}-${index}.${language}`);
    writeFileSync(file, block ?? "");
    return file;
  });
}

test("the config file of the README loads", async () => {
  const [file, ...others] = blocks("README.md", "yaml");
  expect(others).toEqual([]);
  const config = await readConfigFile(file ?? "", { cwd: directory, env: {} });
  expect(config).toMatchObject({
    region: "ap-northeast-1",
    infra: { create: { key_pair: "ops" } },
  });
});

test("the config file of the guide to inventories loads", async () => {
  const [file, ...others] = blocks("docs/INVENTORY.md", "yaml");
  expect(others).toEqual([]);
  const config = await readConfigFile(file ?? "", { cwd: directory, env: {} });
  expect(config).toMatchObject({ instances: [{ name: "office-1" }] });
});

test("the guide to fleets shows the example as it is", () => {
  const shown = fileBlocks(readFileSync("docs/FLEET_GUIDE.md", "utf8"));
  const text = readFileSync("config/examples/fleet.yml", "utf8");
  expect(shown).toEqual([{ name: "fleet.yml", text }]);
});

test("the guide to fleets names every key of the file, and no other", () => {
  const guide = readFileSync("docs/FLEET_GUIDE.md", "utf8");
  const tables = guide.slice(guide.indexOf("What the top level"), guide.indexOf("## Plan"));
  const named = [...tables.matchAll(/^\| (`.*?) \| /gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, key]) => key),
  );
  const nested = (of: z.ZodType | undefined, path: string): string[] => {
    const inner = of instanceof z.ZodOptional ? (of.unwrap() as z.ZodType) : of;
    if (!(inner instanceof z.ZodObject)) return [path];
    const shape = inner.shape as Record<string, z.ZodType>;
    return Object.entries(shape).flatMap(([key, value]) => nested(value, `${path}.${key}`));
  };
  const keys = [...Object.entries(fleetKeys), ...Object.entries(instanceKeys)].flatMap(
    ([key, value]) => (key === "defaults" ? [] : nested(value, key)),
  );
  // What inventories have had before.
  const older = ["availability_zone", "defaults", "environments.NAME.defaults", "name", "region"];
  // `region` is a key of the file and of an instance.
  expect([...new Set(named)].toSorted()).toEqual([...keys, ...older].toSorted());
});

test("the fault plan of the sandbox's guide is one", async () => {
  // The steps for another project's CI come first.
  const [, file, ...others] = blocks("docs/SANDBOX.md", "yaml");
  expect(others).toEqual([]);
  expect((await readFaultPlan(file ?? "")).rules).toHaveLength(3);
});

test.each([
  ["README.md", "web-1 198.51.100.1\n"],
  ["docs/API_REFERENCE.md", "web-1 running 198.51.100.1\nap-northeast-1 2\nus-east-1 0\n"],
])("the library examples of %s run on the built package", async (document, expected) => {
  const examples = blocks(document, "ts")
    .map((file) => readFileSync(file, "utf8"))
    .filter((text) => !text.startsWith("export "))
    .map((text) => `{\n${text.replace(/^import .*\n/m, "")}}\n`);
  const script = join(directory, "example.mjs");
  const library = pathToFileURL(resolve("dist/index.cjs")).href;
  const names = "{ LightsailManager, QuantsError, openSession }";
  writeFileSync(script, `import ${names} from "${library}";\n${examples.join("")}`);
  const keys = "aws_access_key_id = any\naws_secret_access_key = any\n";
  const credentials = join(directory, "credentials");
  writeFileSync(credentials, `[default]\n${keys}[prod]\n${keys}`);

  const { control } = createSandbox({ directory: mkdtempSync(join(directory, "sandbox-")) });
  await control.seed({ instances: 1, region: "ap-northeast-1", prefix: "web" });
  const server = await control.start({ port: 0, pace: "instant" });
  const stdout = await outputOf(process.execPath, [script], {
    env: {
      HOME: directory,
      AWS_ENDPOINT_URL: server.endpoint,
      AWS_SHARED_CREDENTIALS_FILE: credentials,
    },
  });
  await server.stop();
  expect(stdout).toBe(expected);
});
