import type { FactsByType } from "../../contracts/stack-facts.ts";
import { type Check, judged } from "../check.ts";

type Facts<T extends keyof FactsByType> = readonly Check<FactsByType[T]>[];

export const LOG_GROUP: Facts<"aws_cloudwatch_log_group"> = [
  {
    id: "logs.retention",
    title: "logs have an end",
    why: "Without a retention they are kept, and billed, for ever.",
    cure: "Set a retention; 7 days is what the systems ask for.",
    judge: ({ retentionDays: days }) =>
      judged(days !== null, days === null ? "kept for ever" : `kept for ${days} days`),
  },
];

export const ALARM: Facts<"aws_cloudwatch_metric_alarm"> = [
  {
    id: "alarm.state",
    title: "the alarm is OK",
    why: "One in ALARM tells of a fault now; one without data would tell of none.",
    cure: "See the metric in CloudWatch; without data, check its dimensions.",
    judge: ({ state }) => judged(state === "OK", `it is ${state}`),
  },
  {
    id: "alarm.actions",
    title: "the alarm tells somebody",
    why: "An alarm that nobody hears is no alarm.",
    cure: "Give it the topic of the team, and turn its actions on.",
    judge: ({ actionsEnabled: on, hasActions: has }) =>
      judged(on && has, has ? `actions are ${on ? "on" : "off"}` : "it has no action"),
  },
];

export const SECRET: Facts<"aws_secretsmanager_secret"> = [
  {
    id: "secret.value",
    title: "the secret has a value",
    why: "A task that is given an empty one does not start.",
    cure: "Apply the stack with the variable of the secret, or set its value.",
    judge: ({ hasValue, isDeleted }) =>
      judged(
        hasValue && !isDeleted,
        isDeleted ? "scheduled for deletion" : hasValue ? "there" : "no value",
      ),
  },
  {
    id: "secret.readers",
    title: "the roles that need it can read it, and no other of the stack",
    why: "What can't be read stops the task; what all can read is no secret.",
    cure: "Let the policy of the role name this secret, and no pattern that fits others.",
    judge({ needed, readers }) {
      const missing = needed.filter((it) => !readers.includes(it));
      const more = readers.filter((it) => !needed.includes(it));
      const found = [
        ...missing.map((it) => `${nameOf(it)} can't`),
        ...more.map((it) => `${nameOf(it)} can, and need not`),
      ].join(", ");
      return judged(found === "", found || `read by ${readers.map(nameOf).join(", ") || "nobody"}`);
    },
  },
];

const nameOf = (arn: string): string => arn.split("/").at(-1) ?? arn;
