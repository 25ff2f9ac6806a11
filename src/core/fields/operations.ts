import type { JournalOperation } from "../journal/operation.ts";
import type { Resource } from "./field.ts";

export const operationResource: Resource<JournalOperation> = {
  singular: "operation",
  plural: "operations",
  nameOf: (it) => it.id,
  sort: "id",
  fields: [
    { key: "id", title: "ID", about: "Id, for infra resume", value: (it) => it.id, rank: 0 },
    { key: "status", title: "STATUS", about: "How it ended", value: (it) => it.status, rank: 0 },
    { key: "command", title: "COMMAND", about: "Command", value: (it) => it.command, rank: 0 },
    {
      key: "action",
      title: "ACTION",
      about: "What it was meant to do",
      value: (it) => it.action,
      rank: 2,
    },
    {
      key: "resources",
      title: "ABOUT",
      about: "Targets of its changes",
      value: (it) =>
        [...new Set(it.calls.flatMap((call) => (call.change ? [call.resource ?? ""] : [])))].join(
          " ",
        ),
      rank: 1,
    },
    {
      key: "changes",
      title: "CHANGES",
      about: "Number of its calls that change something",
      value: (it) => it.calls.filter((call) => call.change).length,
      align: "right",
      rank: 3,
    },
    {
      key: "error",
      title: "ERROR",
      about: "Code of the error that ended it",
      value: (it) => it.error?.code ?? null,
      rank: 2,
    },
    { key: "provider", title: "PROVIDER", about: "Provider", value: (it) => it.provider },
    { key: "profile", title: "PROFILE", about: "AWS profile", value: (it) => it.profile },
    {
      key: "account",
      title: "ACCOUNT",
      about: "AWS account, if known from keys in the environment",
      value: (it) => it.account,
    },
    { key: "user", title: "USER", about: "Who ran it", value: (it) => it.user },
    { key: "region", title: "REGION", about: "Region asked for", value: (it) => it.region },
    {
      key: "started_at",
      title: "BEGAN",
      about: "When it began, UTC",
      value: (it) => it.started_at,
      rank: 4,
      tone: "quiet",
      isTime: true,
    },
  ],
};
