import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Workplace } from "./process.ts";
import { type SandboxServer, startSandbox } from "./sandbox-server.ts";
import { attachProvider, type Terraform, terraformIn } from "./terraform.ts";

const PROVIDER = `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
`;

/** A root module of Lightsail's resources, on a sandbox that issues certificates. */
export interface LightsailStack {
  readonly sandbox: SandboxServer;
  readonly terraform: Terraform;
  write(name: string, text: string): void;
  /** What Terraform says of it. */
  apply(): Promise<string>;
  /** What is wrong with the module, as Terraform says when it applies it. */
  applyFails(): Promise<string>;
  planIsEmpty(): Promise<void>;
  /** Behind Terraform's back. */
  call(operation: string, input: object): Promise<void>;
}

export async function startLightsailStack(workplace: Workplace): Promise<LightsailStack> {
  const faults = join(workplace.directory, "faults.json");
  writeFileSync(faults, JSON.stringify({ certificates: "issued" }));
  // Domains and distributions are only there.
  const sandbox = await startSandbox(workplace, { region: "us-east-1", faults });
  const directory = join(workplace.directory, "root");
  mkdirSync(directory);
  const bare = terraformIn(workplace, directory, sandbox.env);
  const write = (name: string, text: string): void => writeFileSync(join(directory, name), text);
  write("provider.tf", PROVIDER);
  await bare.run(["init"]);
  const terraform = await attachProvider(workplace, bare);
  return {
    sandbox,
    terraform,
    write,
    apply: async () => (await terraform.run(["apply", "-auto-approve", "-no-color"])).stdout,
    applyFails: async () =>
      (await terraform.run(["apply", "-auto-approve", "-no-color"], 1)).stderr,
    async planIsEmpty() {
      await terraform.run(["plan", "-detailed-exitcode"]);
    },
    async call(operation, input) {
      const answer = await fetch(sandbox.endpoint, {
        method: "POST",
        headers: {
          "content-type": "application/x-amz-json-1.1",
          "x-amz-target": `Lightsail_20161128.${operation}`,
          authorization:
            "AWS4-HMAC-SHA256 Credential=sandbox/20260115/us-east-1/lightsail/aws4_request, SignedHeaders=host, Signature=0",
        },
        body: JSON.stringify(input),
      });
      expect(answer.status).toBe(200);
    },
  };
}
