import type { StackResource } from "../../../core/contracts/terraform-control.ts";
import { isObject, objectsOf, textOf } from "../../../core/text/json.ts";
import { indexOf } from "./address.ts";

/** By these a resource is asked for; no other attribute leaves the state. */
const IDENTIFIERS = [
  ...["id", "arn", "name", "bucket", "cluster", "cluster_identifier", "cluster_id", "identifier"],
  ...["replication_group_id", "load_balancer_type", "dns_name", "role", "role_arn", "type"],
  ...["execution_role_arn", "task_role_arn", "user_group_id", "vpc_id", "port", "protocol"],
  ...["alarm_name", "environment_class", "dag_s3_path", "source_bucket_arn"],
] as const;

/** What AWS resolves by itself: an ARN, with a key behind it at most. */
const REFERENCE = /arn:[\w-]+:(?:secretsmanager|ssm):[a-z0-9-]+:\d{12}:[\w+=,.@:/-]+/g;

/** Every resource of hashicorp/aws in a raw state, by what it is asked for. */
export function readIdentifiers(text: string): StackResource[] {
  if (text.trim() === "") return [];
  const parsed: unknown = JSON.parse(text);
  if (!isObject(parsed)) return [];
  return objectsOf(parsed["resources"]).flatMap((resource) => {
    const [type, name] = [textOf(resource["type"]), textOf(resource["name"])];
    if (resource["mode"] !== "managed" || type?.startsWith("aws_") !== true) return [];
    const path = [textOf(resource["module"]), type, name ?? "?"].filter((it) => it !== null);
    return objectsOf(resource["instances"]).flatMap((instance): StackResource[] => {
      const { attributes, deposed } = instance;
      if (textOf(deposed) !== null || !isObject(attributes)) return [];
      const known = IDENTIFIERS.flatMap((key) => {
        const value = attributes[key];
        return typeof value === "string" || typeof value === "number"
          ? [[key, String(value)] as const]
          : [];
      });
      return [
        {
          address: `${path.join(".")}${indexOf(instance["index_key"])}`,
          type,
          identifiers: Object.fromEntries(known),
          secretReferences: referencesIn(type, attributes["container_definitions"]),
        },
      ];
    });
  });
}

/** Of a task definition, the ARNs of the secrets that its containers are given. */
function referencesIn(type: string, definitions: unknown): string[] {
  if (type !== "aws_ecs_task_definition" || typeof definitions !== "string") return [];
  return [...new Set(definitions.match(REFERENCE))];
}
