import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Client, clientOf } from "../../helpers/aws-emulator/client.ts";
import type { Emulator } from "../../helpers/aws-emulator/emulator.ts";
import { makeWorkplace, type Workplace } from "../../helpers/process.ts";
import { copyModules, type Terraform, terraformIn } from "../../helpers/terraform.ts";

/** What the environment is given, and what may show nowhere. */
export const SECRETS = {
  TF_VAR_qdrant_api_key: "canary-qdrant-3b9f17c2d4e8a650",
  TF_VAR_postgres_password: "canary-postgres-81c4e0a97d25f63b",
  TF_VAR_memgraph_password: "canary-memgraph-f2607b4d9c13ae85",
} as const;

export const ZONES = "/2013-04-01/hostedzone";

export interface SetUp {
  readonly workplace: Workplace;
  readonly terraform: Terraform;
  readonly client: Client;
  /** Id of the hosted zone that the environment is given. */
  readonly zone: string;
}

/** A copy of the environment in an account of its own, with all that has no default. */
export async function setUp(emulator: Emulator, account: string): Promise<SetUp> {
  const workplace = makeWorkplace();
  const client = clientOf(emulator.endpoint, account);
  const directory = join(copyModules(workplace), "terraform", "environments", "rag-api");
  const env = { ...emulator.env(account), ...SECRETS };
  const terraform = terraformIn(workplace, directory, env);
  // The backend is S3 there; nothing else of the environment is touched.
  const backend = 'terraform {\n  backend "local" {}\n}\n';
  writeFileSync(join(directory, "backend_override.tf"), backend);
  const zone = await hostedZone(client);
  const given = {
    domain_name: "api.example.com",
    zone_id: zone,
    image_tag: "1.4.2",
    self_hosted: { ipv4: ["203.0.113.7"] },
    alarm_emails: ["on-call@example.com"],
    deletion_protection: false,
  };
  writeFileSync(join(directory, "terraform.tfvars.json"), JSON.stringify(given));
  return { workplace, terraform, client, zone };
}

async function hostedZone(client: Client): Promise<string> {
  const body =
    '<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">' +
    "<Name>example.com</Name><CallerReference>test</CallerReference></CreateHostedZoneRequest>";
  const { text } = await client.ask("route53", { method: "POST", path: ZONES, body });
  return /<Id>\/hostedzone\/(\w+)<\/Id>/.exec(text)?.[1] ?? "";
}
