import { plain } from "../../core/text/safe-text.ts";
import type { WhoamiRecord } from "../../core/records/whoami.ts";
import type { Style } from "../style.ts";
import { type Fact, drawFacts } from "./facts.ts";

export function draw(record: WhoamiRecord, style: Style): string[] {
  const { provider, endpoint, endpoint_kind: kind, credentials, key_id_end: end } = record;
  const facts: Fact[] = [
    ["Account", record.account === null ? "unknown" : style.bold(record.account)],
    ["Who", plain(record.arn ?? "unknown")],
    ["Provider", plain(provider)],
    ["Region", plain(record.region)],
    ["Endpoint", endpoint === null ? "in this process" : `${plain(endpoint)}${where(kind)}`],
    ["Profile", plain(record.profile ?? "-")],
    [
      "Credentials",
      credentials === null ? "none needed" : `${plain(credentials)}, key ...${plain(end ?? "")}`,
    ],
  ];
  if (record.credentials_expire_at !== null) facts.push(["Until", record.credentials_expire_at]);
  if (record.config_file !== null) facts.push(["Config file", plain(record.config_file)]);
  return drawFacts(facts, style);
}

function where(kind: string | null): string {
  if (kind === "aws") return "";
  return kind === "local" ? " (on this machine, not AWS)" : " (not AWS)";
}
