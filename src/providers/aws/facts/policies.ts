import { IAMClient, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import type { CallContext } from "../attempt.ts";
import { IAM } from "../services.ts";
import { callsTo, type Source } from "./source.ts";

/** Which of the actions a role may do on a resource, by IAM's own simulation of its policies. */
export async function allowedActions(
  source: Source,
  { role, actions, resource }: { role: string; actions: readonly string[]; resource: string },
  call: CallContext,
): Promise<string[]> {
  const { EvaluationResults: results = [] } = await callsTo(source, IAM, IAMClient).read(
    "SimulatePrincipalPolicy",
    (client, options) =>
      client.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: role,
          ActionNames: [...actions],
          ResourceArns: [resource],
        }),
        options,
      ),
    { resource: role, ...call },
  );
  return results.flatMap(({ EvalActionName: action, EvalDecision: decision }) =>
    decision === "allowed" && action !== undefined ? [action] : [],
  );
}
