import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";
import { type SandboxServer, startSandbox } from "../helpers/sandbox-server.ts";
import {
  attachProvider,
  type Terraform,
  terraformIn,
  terraformTools,
} from "../helpers/terraform.ts";
import { describeWith } from "../helpers/tools.ts";

/** What is changed later on, in place but for the bundle. */
interface Options {
  bundle: string;
  password: string;
  window: string;
  isPublic: boolean;
  keepsBackups: boolean;
  team: string;
}

const FIRST: Options = {
  ...{ password: "first-password", window: "Tue:17:00-Tue:17:30", team: "quants" },
  ...{ isPublic: false, keepsBackups: true, bundle: "micro_2_0" },
};

const CHANGED: Options = {
  ...{ password: "second-password", window: "sun:01:00-sun:02:00", team: "ops" },
  ...{ isPublic: true, keepsBackups: false, bundle: "micro_2_0" },
};

const PROVIDER = `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
`;

const stack = ({ bundle, password, window, isPublic, keepsBackups, team }: Options): string => `
resource "aws_lightsail_database" "books" {
  relational_database_name     = "books"
  availability_zone            = "us-east-1a"
  master_database_name         = "trades"
  master_username              = "keeper"
  master_password              = "${password}"
  blueprint_id                 = "postgres_16"
  bundle_id                    = "${bundle}"
  preferred_backup_window      = "16:00-16:30"
  preferred_maintenance_window = "${window}"
  publicly_accessible          = ${isPublic}
  backup_retention_enabled     = ${keepsBackups}
  apply_immediately            = true
  skip_final_snapshot          = true
  tags                         = { Team = "${team}", Empty = "" }
}

resource "aws_lightsail_database" "plain" {
  relational_database_name = "plain"
  availability_zone        = "us-east-1b"
  master_database_name     = "plain"
  master_username          = "keeper"
  master_password          = "some-password"
  blueprint_id             = "mysql_8_0"
  bundle_id                = "micro_ha_1_0"
  backup_retention_enabled = false
  apply_immediately        = true
  final_snapshot_name      = "plain-at-last"
}
`;

const IMPORT = `
import {
  to = aws_lightsail_database.books
  id = "books"
}
`;

const SIGNED =
  "AWS4-HMAC-SHA256 Credential=sandbox/20260115/us-east-1/lightsail/aws4_request, SignedHeaders=host, Signature=0";

describeWith("databases by Terraform", terraformTools(), () => {
  let workplace: Workplace;
  let sandbox: SandboxServer;
  let terraform: Terraform;

  const write = (name: string, text: string): void =>
    writeFileSync(join(terraform.directory, name), text);
  const apply = async (): Promise<string> =>
    (await terraform.run(["apply", "-auto-approve", "-no-color"])).stdout;
  const planIsEmpty = (): Promise<unknown> => terraform.run(["plan", "-detailed-exitcode"]);
  /** What the sandbox answers, past Terraform. */
  const call = async (operation: string, input: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(sandbox.endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `Lightsail_20161128.${operation}`,
        authorization: SIGNED,
      },
      body: JSON.stringify(input),
    });
    return (await answer.json()) as Record<string, unknown>;
  };
  const database = async (relationalDatabaseName: string): Promise<unknown> =>
    (await call("GetRelationalDatabase", { relationalDatabaseName }))["relationalDatabase"];

  beforeAll(async () => {
    workplace = makeWorkplace();
    // Not instant, so that the provider sees the states between.
    sandbox = await startSandbox(workplace, { region: "us-east-1", pace: "fast" });
    const directory = join(workplace.directory, "root");
    mkdirSync(directory);
    terraform = terraformIn(workplace, directory, sandbox.env);
    write("provider.tf", PROVIDER);
    await terraform.run(["init"]);
    terraform = await attachProvider(workplace, terraform);
  });
  afterAll(() => workplace.dispose());

  test("are made, and then as they were meant", async () => {
    write("stack.tf", stack(FIRST));
    expect(await apply()).toContain("2 added, 0 changed, 0 destroyed");
    await planIsEmpty();
    expect(await database("plain")).toMatchObject({
      ...{ backupRetentionEnabled: false, secondaryAvailabilityZone: "us-east-1a" },
    });
  });

  test("are changed in place", async () => {
    write("stack.tf", stack(CHANGED));
    expect(await apply()).toContain("0 added, 1 changed, 0 destroyed");
    await planIsEmpty();
    expect(await database("books")).toMatchObject({
      ...{ publiclyAccessible: true, backupRetentionEnabled: false },
      preferredMaintenanceWindow: "sun:01:00-sun:02:00",
    });
    const relationalDatabaseName = "books";
    expect(
      await call("GetRelationalDatabaseMasterUserPassword", { relationalDatabaseName }),
    ).toMatchObject({ masterUserPassword: "second-password" });
  });

  test("are taken over again after they were forgotten", async () => {
    await terraform.run(["state", "rm", "aws_lightsail_database.books"]);
    write("import.tf", IMPORT);
    // What only the configuration knows, such as the password, is written into the state.
    expect(await apply()).toContain("1 imported, 0 added, 1 changed, 0 destroyed");
    await planIsEmpty();
  });

  test("are made anew with another bundle", async () => {
    write("stack.tf", stack({ ...CHANGED, bundle: "small_2_0" }));
    write("import.tf", "");
    expect(await apply()).toContain("1 added, 0 changed, 1 destroyed");
    await planIsEmpty();
    expect(await database("books")).toMatchObject({ hardware: { diskSizeInGb: 80 } });
  });

  test("that vanished are made again", async () => {
    const gone = { relationalDatabaseName: "books", skipFinalSnapshot: true };
    expect(await call("DeleteRelationalDatabase", gone)).toHaveProperty("operations");
    expect(await apply()).toContain("1 added, 0 changed, 0 destroyed");
    await planIsEmpty();
  });

  test("are destroyed, with a snapshot where one was asked for", async () => {
    await terraform.run(["destroy", "-auto-approve"]);
    expect((await terraform.run(["state", "list"])).stdout).toBe("");
    expect(await call("GetRelationalDatabases", {})).toEqual({ relationalDatabases: [] });
    expect(await call("GetRelationalDatabaseSnapshots", {})).toMatchObject({
      relationalDatabaseSnapshots: [{ name: "plain-at-last", engine: "mysql" }],
    });
  });
});
