import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { FactsByType } from "../../../core/contracts/stack-facts.ts";
import type { StackResource } from "../../../core/contracts/terraform-control.ts";
import type { CallContext } from "../attempt.ts";
import { SECRETS_MANAGER } from "../services.ts";
import { allowedActions } from "./policies.ts";
import { callsTo, distinct, identifier, isBeside, type Source, theOne } from "./source.ts";

const READ = "secretsmanager:GetSecretValue";

/** Its value is never asked for: only whether there is one. */
export async function secret(
  source: Source,
  resource: StackResource,
  all: readonly StackResource[],
  call: CallContext,
): Promise<FactsByType["aws_secretsmanager_secret"]> {
  const arn = identifier(resource, "arn");
  const found = await callsTo(source, SECRETS_MANAGER, SecretsManagerClient).read(
    "DescribeSecret",
    (client, options) => client.send(new DescribeSecretCommand({ SecretId: arn }), options),
    call,
  );
  const { VersionIdsToStages: versions = {}, DeletedDate: deleted } = theOne([found], resource);
  const roles = all.filter(({ type }) => type === "aws_iam_role");
  const readers: string[] = [];
  for (const role of distinct(roles.map(({ identifiers }) => identifiers["arn"]))) {
    const allowed = await allowedActions(source, { role, actions: [READ], resource: arn }, call);
    if (allowed.length > 0) readers.push(role);
  }
  return {
    hasValue: Object.values(versions).some((stages) => stages.includes("AWSCURRENT")),
    isDeleted: deleted !== undefined,
    needed: [...rolesThatNeed(arn, all), ...rolesOfInstances(resource, all)],
    readers,
  };
}

/** The execution roles of the tasks that are given it; of Airflow, the role of the environment. */
function rolesThatNeed(arn: string, all: readonly StackResource[]): string[] {
  const tasks = all.filter(({ secretReferences: its }) => its.some((it) => it.startsWith(arn)));
  if (tasks.length > 0) {
    return distinct(tasks.map(({ identifiers }) => identifiers["execution_role_arn"]));
  }
  const airflow = all.filter(({ type }) => type === "aws_mwaa_environment");
  return distinct(airflow.map(({ identifiers }) => identifiers["execution_role_arn"]));
}

/**
 * Of instances that are made beside the secret. That they are given it shows nowhere: what they run
 * at their start is in the state only as a hash.
 */
function rolesOfInstances({ address }: StackResource, all: readonly StackResource[]): string[] {
  const profiles = all.filter(
    (it) => it.type === "aws_iam_instance_profile" && isBeside(it.address, address),
  );
  const names = profiles.map(({ identifiers }) => identifiers["role"]);
  const roles = all.filter(
    ({ type, identifiers: { name } }) =>
      type === "aws_iam_role" && name !== undefined && names.includes(name),
  );
  return distinct(roles.map(({ identifiers }) => identifiers["arn"]));
}
