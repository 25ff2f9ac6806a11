import { chmodSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { median, ROOT, quantsCtl, run } from "../measure.mjs";

const RESOURCES = 150;
const MOST_MS = 1_000;

/** Terraform's place is taken by a shell that prints a plan: what is left is our own time. */
const STAND_IN = `#!/bin/sh
for word; do
  case "$word" in
    -out=*) : > "\${word#-out=}" ;;
    show) [ "$1" = workspace ] || exec cat "$(dirname "$0")/plan.json" ;;
  esac
done
[ "$1 $2" = "workspace show" ] && echo default
[ "$1" = version ] && echo '{"terraform_version":"1.9.0"}'
exit 0
`;

/** `stack cost` of a plan with all kinds of resources of the retrieval API's. */
export function stackCost({ fewRuns }, place) {
  const bin = join(place.folder, "stand-in");
  const stack = join(place.folder, "terraform", "environments", "rag-api");
  for (const folder of [bin, stack]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(bin, "terraform"), STAND_IN);
  chmodSync(join(bin, "terraform"), 0o755);
  writeFileSync(join(bin, "plan.json"), JSON.stringify(plan()));
  writeFileSync(join(stack, "main.tf"), "");
  const source = join(ROOT, "terraform", "environments", "rag-api");
  for (const name of ["prices", "usage.yml"]) {
    cpSync(join(source, name), join(stack, name), { recursive: true });
  }
  const env = { ...place.sandbox("cost"), PATH: `${bin}:${process.env.PATH}` };
  const argv = quantsCtl("stack", "cost", "--dir", stack, "--provider", "lightsail");
  const once = () => {
    const { ms, stdout } = run([...argv, "--output", "json"], env);
    const { after } = JSON.parse(stdout);
    if (!after.complete || after.monthly_usd < 1_000) throw new Error("That is not the cost.");
    return ms;
  };
  once();
  const taken = median(Array.from({ length: fewRuns }, once));
  return [
    {
      what: `stack cost, a plan of ${RESOURCES} resources, beyond Terraform's own time`,
      measured: `${taken.toFixed(0)} ms`,
      bar: `≤ ${MOST_MS} ms`,
      ok: taken <= MOST_MS,
    },
  ];
}

const DATABASE = {
  ...{ engine: "postgres", instance_class: "db.r7g.large", multi_az: true },
  ...{ allocated_storage: 500, storage_type: "gp3", backup_retention_period: 7 },
};

const KINDS = [
  { type: "aws_nat_gateway", values: {} },
  { type: "aws_kms_key", values: {} },
  { type: "aws_security_group", values: {} },
  { type: "aws_iam_role", values: {} },
  { type: "aws_db_instance", values: DATABASE },
];

function plan() {
  const resources = Array.from({ length: RESOURCES }, (_, index) => {
    const { type, values } = KINDS[index % KINDS.length];
    const name = `r${index}`;
    return { address: `${type}.${name}`, mode: "managed", type, name, values };
  });
  const provider = {
    aws: { name: "aws", expressions: { region: { constant_value: "us-east-1" } } },
  };
  return {
    format_version: "1.2",
    planned_values: { root_module: { resources } },
    prior_state: { values: { root_module: { resources: [] } } },
    resource_changes: resources.map(({ values, ...it }) => ({
      ...it,
      change: { actions: ["create"], before: null, after: values },
    })),
    configuration: {
      provider_config: provider,
      root_module: {
        resources: resources.map(({ address, type, name, values }) => ({
          ...{ address, mode: "managed", type, name, provider_config_key: "aws" },
          expressions: Object.fromEntries(
            Object.entries(values).map(([key, value]) => [key, { constant_value: value }]),
          ),
        })),
      },
    },
  };
}
