import { members, result, text, textOf } from "../answers.ts";
import type { Fill, Service, Upstream } from "../call.ts";
import { formOf, listOf } from "../form.ts";

interface Statement {
  Effect: "Allow" | "Deny";
  Action?: string | string[];
  Resource?: string | string[];
}

const VERSION = "2010-05-08";

/** moto fails when it is asked what a role may do. */
export function iam(): Service {
  return { name: "iam", fills: { SimulatePrincipalPolicy: simulate } };
}

/** By actions and resources; conditions count as met. */
const simulate: Fill = async (call, upstream) => {
  const form = formOf(call);
  const RoleName = (form.get("PolicySourceArn") ?? "").split("/").at(-1) ?? "";
  const found = await policiesOf(RoleName, upstream);
  const statements = found.flatMap(
    (it) => (JSON.parse(it) as { Statement: Statement[] }).Statement,
  );
  const resources = listOf(form, "ResourceArns.member");
  const results = listOf(form, "ActionNames.member").flatMap((action) =>
    (resources.length > 0 ? resources : ["*"]).map((resource) => ({
      EvalActionName: action,
      EvalResourceName: resource,
      EvalDecision: decision(statements.flat(), action, resource),
    })),
  );
  return result(call, { IsTruncated: false, EvaluationResults: members("member", results) });
};

function decision(statements: readonly Statement[], action: string, resource: string): string {
  const fitting = statements.filter(
    (it) => matches(it.Action, action.toLowerCase(), true) && matches(it.Resource, resource, false),
  );
  if (fitting.some(({ Effect: effect }) => effect === "Deny")) return "explicitDeny";
  return fitting.length > 0 ? "allowed" : "implicitDeny";
}

function matches(patterns: string | string[] | undefined, value: string, isAction: boolean) {
  return [patterns ?? []].flat().some((pattern) => {
    const plain = (isAction ? pattern.toLowerCase() : pattern).replaceAll(
      /[.+^${}()|[\]\\]/g,
      String.raw`\$&`,
    );
    return new RegExp(`^${plain.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(value);
  });
}

/** Documents of the policies in a role and of those attached to it. */
async function policiesOf(RoleName: string, upstream: Upstream): Promise<string[]> {
  const ask = async (action: string, parameters: Record<string, string>): Promise<string> =>
    text(
      await upstream(
        String(new URLSearchParams({ Action: action, Version: VERSION, ...parameters })),
      ),
    );
  const named = (body: string, element: string): string[] =>
    [...body.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "g"))].map(
      ([, it = ""]) => it,
    );
  const documents: string[] = [];
  for (const PolicyName of named(await ask("ListRolePolicies", { RoleName }), "member")) {
    const body = await ask("GetRolePolicy", { RoleName, PolicyName });
    documents.push(textOf(body, "PolicyDocument") ?? "");
  }
  for (const PolicyArn of named(await ask("ListAttachedRolePolicies", { RoleName }), "PolicyArn")) {
    const policy = await ask("GetPolicy", { PolicyArn });
    const VersionId = textOf(policy, "DefaultVersionId") ?? "v1";
    const body = await ask("GetPolicyVersion", { PolicyArn, VersionId });
    documents.push(textOf(body, "Document") ?? "");
  }
  return documents.filter((it) => it !== "").map(readable);
}

/** As it is sent: in percents, or with XML's own escapes. */
const readable = (document: string): string =>
  document.startsWith("%")
    ? decodeURIComponent(document)
    : document.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&");
