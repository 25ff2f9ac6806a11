import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client } from "../../helpers/aws-emulator/client.ts";
import type { Emulator } from "../../helpers/aws-emulator/emulator.ts";
import type { VerifiedRecord } from "../../../src/core/records/verified.ts";
import type { Finished } from "../../helpers/process.ts";
import { attachProvider, type Terraform } from "../../helpers/terraform.ts";
import { leftovers } from "./leftovers.ts";
import {
  type Change,
  changesOf,
  openIngress,
  resourcesIn,
  type State,
  unencrypted,
} from "./plan.ts";
import { SECRETS, type SetUp, setUp, ZONES } from "./set-up.ts";

export interface Variant {
  readonly letter: "a" | "b";
  readonly account: string;
  /** Beside what both have. */
  readonly environment: Readonly<Record<string, string | RegExp>>;
  /** Name of each secret in Secrets Manager, by its name in the environment. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly services: readonly string[];
  readonly alarms: readonly string[];
  /** Checks of `stack verify` that can't be good here: nothing registers targets. */
  readonly notGood: readonly string[];
}

const LARGER = ["-var=api_size={vcpu=4,memory=16}", "-var=alarm_thresholds={api_cpu=70}"];

/** The life of a variant, from nothing to nothing, by the real Terraform and provider. */
export function variantTests(variant: Variant, emulatorOf: () => Emulator): void {
  let place: SetUp;
  let terraform: Terraform;
  const said: Finished[] = [];

  const run = async (argv: readonly string[], status = 0): Promise<Finished> => {
    const finished = await terraform.run(argv, status);
    said.push(finished);
    return finished;
  };
  const chosen = `-var-file=variant-${variant.letter}.tfvars`;
  // Read where it is kept: each command of Terraform's that looks at it asks for the provider's
  // schema, which takes seconds.
  const state = (): State =>
    JSON.parse(readFileSync(join(terraform.directory, "terraform.tfstate"), "utf8")) as State;
  const planned = async (file: string): Promise<readonly Change[]> =>
    changesOf((await run(["show", "-json", file])).json());

  beforeAll(async () => {
    place = await setUp(emulatorOf(), variant.account);
    ({ terraform } = place);
    await run(["init"]);
    terraform = await attachProvider(place.workplace, terraform);
  });
  afterAll(async () => {
    await place.workplace.dispose();
  });

  test("apply makes it, encrypted, and with nothing public but the load balancer", async () => {
    await run(["apply", "-auto-approve", chosen]);
    const resources = resourcesIn(state());
    expect(unencrypted(resources)).toEqual([]);
    const open = openIngress(resources).map(({ address }) => address);
    expect(open.filter((it) => !it.startsWith("module.load_balancer."))).toEqual([]);
    expect(open).toHaveLength(4);
  });

  test("outputs are the application's environment, with secrets as references", () => {
    const found = state().outputs;
    const environment = found["environment"]?.value as Record<string, string>;
    const expected = {
      REDIS_URI: /^rediss:\/\/clustercfg\.rag-api\.[a-z0-9.]+:6379$/,
      EMBEDDING_DIM: "1024",
      ...variant.environment,
    };
    expect(Object.keys(environment).toSorted()).toEqual(Object.keys(expected).toSorted());
    for (const [name, value] of Object.entries(expected)) {
      if (typeof value === "string") expect(environment[name]).toBe(value);
      else expect(environment[name]).toMatch(value);
    }
    const secrets = found["secrets"]?.value as Record<string, string>;
    expect(Object.keys(secrets).toSorted()).toEqual(Object.keys(variant.secrets).toSorted());
    for (const [name, secret] of Object.entries(variant.secrets)) {
      expect(secrets[name]).toContain(`:${variant.account}:secret:${secret}-`);
    }
    expect(found["service_names"]?.value).toEqual(variant.services);
    const { alarm_names: alarms, ...cutover } = cutoverOf(state());
    expect(cutover).toEqual({
      zone_id: place.zone,
      record_name: "api.example.com",
      record_types: ["A"],
      set_identifiers: ["managed", "self-hosted"],
      from: "self-hosted",
      to: "managed",
      health_path: "/health",
    });
    const own = ["api-5xx", "api-cpu", "api-unhealthy", ...variant.alarms];
    const redis = [1, 2, 3].flatMap((shard) =>
      [1, 2, 3].map((node) => `redis-memory-000${shard}-00${node}`),
    );
    expect(alarms).toEqual([...own, ...redis].map((it) => `rag-api-${it}`).toSorted());
  });

  test("each secret holds what was given, under its own name", async () => {
    for (const secret of Object.values(variant.secrets)) {
      const target = "secretsmanager.GetSecretValue";
      const { text } = await place.client.ask("secretsmanager", {
        target,
        input: { SecretId: secret },
      });
      const { SecretString: value } = JSON.parse(text) as { SecretString: string };
      const store = /\/([a-z]+)-/.exec(secret)?.[1];
      expect(value).toContain(`canary-${store}-`);
    }
  });

  test("a second plan is empty, although traffic was moved", async () => {
    await moveTraffic(place.client, place.zone);
    await run(["plan", "-detailed-exitcode", chosen], 0);
  });

  test("verify finds all well but what nothing here can make so, and then what breaks", async () => {
    const verify = async (): Promise<VerifiedRecord> => {
      const env = { ...emulatorOf().env(variant.account), QUANTS_CTL_PROVIDER: "lightsail" };
      const argv = ["stack", "verify", "--dir", terraform.directory, "--output", "json"];
      const ended = await place.workplace.run(argv, { env: { ...terraform.env, ...env } });
      expect(ended.status).toBe(5);
      return ended.json<VerifiedRecord>();
    };
    const record = await verify();
    expect(notGood(record)).toEqual(variant.notGood);
    expect(record.good).toBeGreaterThan(60);
    await place.client.ask("monitoring", {
      action: "SetAlarmState",
      version: "2010-08-01",
      form: { AlarmName: "rag-api-api-5xx", StateValue: "ALARM", StateReason: "a test" },
    });
    await place.client.ask("secretsmanager", {
      target: "secretsmanager.DeleteSecret",
      input: { SecretId: Object.values(variant.secrets)[0] },
    });
    const [name = ""] = Object.values(variant.secrets);
    const broken = notGood(await verify()).filter((it) => !variant.notGood.includes(it));
    expect(broken).toEqual([
      'bad alarm.state module.alarms.aws_cloudwatch_metric_alarm.this["api-5xx"]',
      expect.stringMatching(/^bad secret.value module\./) as string,
    ]);
    // As they were, for what comes.
    const target = "secretsmanager.RestoreSecret";
    await place.client.ask("secretsmanager", { target, input: { SecretId: name } });
  });

  test("a larger task and another threshold change in place", async () => {
    await run(["plan", "-out=larger.tfplan", chosen, ...LARGER]);
    const changes = await planned("larger.tfplan");
    expect(changes.map(({ address, actions }) => `${actions.join("+")} ${address}`)).toEqual([
      "create+delete module.api.aws_ecs_task_definition.this",
      'update module.alarms.aws_cloudwatch_metric_alarm.this["api-cpu"]',
      "update module.api.aws_ecs_service.this",
    ]);
    await run(["apply", "larger.tfplan"]);
    await run(["plan", "-detailed-exitcode", chosen, ...LARGER], 0);
  });

  test("no secret is in a state, a plan or anything that was said", async () => {
    const files = readdirSync(terraform.directory, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => readFileSync(join(terraform.directory, name), "latin1"));
    const texts = [...files, ...said.flatMap((it) => [it.stdout, it.stderr])];
    for (const secret of Object.values(SECRETS)) {
      const forms = [secret, Buffer.from(secret).toString("base64").slice(0, -2)];
      expect(texts.filter((text) => forms.some((form) => text.includes(form)))).toEqual([]);
    }
    // State and plan were among them.
    expect(files.some((text) => text.includes("aws_secretsmanager_secret_version"))).toBe(true);
    expect(said.some((it) => it.stdout.includes('"resource_changes"'))).toBe(true);
  });

  test("destroy leaves nothing", async () => {
    await run(["destroy", "-auto-approve", "-refresh=false", chosen]);
    expect(state().resources).toEqual([]);
    expect(await leftovers(place.client, place.zone)).toEqual([]);
  });
}

const notGood = ({ checks }: VerifiedRecord): string[] =>
  checks
    .filter(({ status }) => status !== "good")
    .map(({ status, check, address }) => `${status} ${check} ${address}`);

function cutoverOf({ outputs }: State): { alarm_names: string[] } {
  const output = outputs["cutover"] ?? { value: { alarm_names: [] } };
  return output.value as { alarm_names: string[] };
}

/** Gives the old host 50, as somebody would who moves traffic. */
async function moveTraffic(client: Client, zone: string): Promise<void> {
  const record =
    "<Name>api.example.com</Name><Type>A</Type><SetIdentifier>self-hosted</SetIdentifier>" +
    "<Weight>50</Weight><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>203.0.113.7</Value>" +
    "</ResourceRecord></ResourceRecords>";
  const body =
    '<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">' +
    "<ChangeBatch><Changes><Change><Action>UPSERT</Action>" +
    `<ResourceRecordSet>${record}</ResourceRecordSet></Change></Changes></ChangeBatch>` +
    "</ChangeResourceRecordSetsRequest>";
  const path = `${ZONES}/${zone}/rrset/`;
  const { status } = await client.ask("route53", { method: "POST", path, body });
  expect(status).toBe(200);
  const { text } = await client.ask("route53", { method: "GET", path: path.slice(0, -1) });
  expect(text).toContain("<Weight>50</Weight>");
}
