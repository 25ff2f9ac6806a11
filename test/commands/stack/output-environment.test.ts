import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Cli, makeCli } from "../../helpers/cli.ts";
import { type FakeTerraform, fakeTerraform } from "./fake.ts";

const ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:rag-api/postgres-AbCdEf";

let cli: Cli;
let base: Cli & { dispose: () => void };
let terraform: FakeTerraform;

beforeEach(() => {
  base = makeCli();
  const folder = join(base.directory, "terraform", "environments", "api");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.tf"), "");
  terraform = fakeTerraform(base.directory);
  cli = base.with({ env: { QUANTS_CTL_PROVIDER: "lightsail", PATH: dirname(terraform.path) } });
});
afterEach(() => {
  terraform.close();
  base.dispose();
});

function outputs(values: Record<string, unknown>, sensitive: readonly string[] = []): void {
  const all = Object.entries(values).map(([name, value]) => [
    name,
    { value, type: "dynamic", sensitive: sensitive.includes(name) },
  ]);
  terraform.answer("output", { stdout: JSON.stringify(Object.fromEntries(all)) });
}

test("the environment as lines, secrets as references", async () => {
  outputs({
    environment: { REDIS_URI: "rediss://h:6379/0", EMBEDDING_DIM: 1024, A: "b c $d 'e'" },
    secrets: { POSTGRES_PASSWORD: ARN },
    other: "x",
  });
  const result = await cli("stack output api --format env");
  expect(result).toMatchObject({ status: 0 });
  expect(result.stdout).toBe(
    "REDIS_URI=rediss://h:6379/0\nEMBEDDING_DIM=1024\nA=b c $d 'e'\n" +
      `# Secrets: references, which ECS resolves; not the values.\nPOSTGRES_PASSWORD=${ARN}\n`,
  );
});

test("a stack without secrets has only values", async () => {
  outputs({ environment: { A: "1" } });
  expect((await cli("stack output api --format env")).stdout).toBe("A=1\n");
});

test.each<[string, Record<string, unknown>, readonly string[], number]>([
  ["no environment", { a: 1 }, [], 3],
  ["an environment that is no map", { environment: ["A=1"] }, [], 2],
  ["a sensitive environment", { environment: { A: "1" } }, ["environment"], 2],
  ["a value of two lines", { environment: { A: "1\nB=2" } }, [], 2],
  ["a name that is none", { environment: { "A=1\nB": "2" } }, [], 2],
  ["a nested value", { environment: { A: { b: 1 } } }, [], 2],
  ["a secret that is a value", { environment: {}, secrets: { P: "hunter2" } }, [], 2],
  ["a name that is both", { environment: { P: "1" }, secrets: { P: ARN } }, [], 2],
])("%s is refused, and nothing is printed", async (_what, values, sensitive, status) => {
  outputs(values, sensitive);
  const refused = await cli("stack output api --format env");
  expect(refused).toMatchObject({ status, stdout: "" });
  expect(refused.stderr).not.toContain("hunter2");
});

test("--format and --field exclude each other", async () => {
  expect((await cli("stack output api --format env --field a")).status).toBe(2);
});
