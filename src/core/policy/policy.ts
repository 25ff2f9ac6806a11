import {
  AFTER_FIREWALL,
  type Area,
  FIREWALL,
  MADE_WITH_TAGS,
  OPERATIONS,
  TAGGING,
  isRead,
} from "./operations.ts";

/** Where a fleet's record is kept. */
export interface RecordObject {
  bucket: string;
  key: string;
}

export interface PolicyRequest {
  areas: readonly Area[];
  record: RecordObject | null;
}

interface Statement {
  Sid: string;
  Effect: "Allow";
  Action: readonly string[];
  Resource: string;
}

/** An IAM policy, as AWS spells its keys. */
export interface Policy {
  Version: "2012-10-17";
  Statement: readonly Statement[];
}

/**
 * What these commands need, and nothing else. The resource is `*`: Lightsail's ARNs end in an id
 * that is known only once the resource exists.
 */
export function policyFor({ areas, record }: PolicyRequest): Policy {
  const called = areas.flatMap((area) => OPERATIONS[area]);
  const seldom = [
    ...(called.includes(FIREWALL) ? [AFTER_FIREWALL] : []),
    ...(called.includes(MADE_WITH_TAGS) ? [TAGGING] : []),
  ];
  const operations = [...new Set([...called, ...seldom])].toSorted();
  const allow = (Sid: string, Action: readonly string[], Resource: string): Statement[] =>
    Action.length === 0 ? [] : [{ Sid, Effect: "Allow", Action, Resource }];
  const lightsail = (list: readonly string[]): string[] => list.map((it) => `lightsail:${it}`);
  const changes = operations.filter((it) => !isRead(it));
  return {
    Version: "2012-10-17",
    Statement: [
      ...allow("LightsailReads", lightsail(operations.filter(isRead)), "*"),
      ...allow("LightsailChanges", lightsail(changes), "*"),
      ...(record === null ? [] : recordStatements(record, areas.includes("fleet"))),
    ],
  };
}

/** HeadBucket is a matter of ListBucket, and so is that a missing object is told from a forbidden one. */
function recordStatements({ bucket, key }: RecordObject, isWritten: boolean): Statement[] {
  const Effect = "Allow" as const;
  const actions = isWritten ? ["s3:GetObject", "s3:PutObject"] : ["s3:GetObject"];
  return [
    { Sid: "RecordBucket", Effect, Action: ["s3:ListBucket"], Resource: `arn:aws:s3:::${bucket}` },
    { Sid: "Record", Effect, Action: actions, Resource: `arn:aws:s3:::${bucket}/${key}` },
  ];
}
