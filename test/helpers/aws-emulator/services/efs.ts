import { json } from "../answers.ts";
import { type Call, perPlace, type Service } from "../call.ts";

const fileSystem = ({ path }: Call): string => path.split("/")[3] ?? "";

/** moto keeps no backup policy, and cannot take a file system's policy away. */
export function efs(): Service {
  const backups = perPlace(() => new Map<string, string>());
  const shown = (call: Call) =>
    json({ BackupPolicy: { Status: backups(call).get(fileSystem(call)) ?? "DISABLED" } });
  return {
    name: "elasticfilesystem",
    fills: {
      "^GET /2015-02-01/file-systems/[^/]+/backup-policy$": shown,
      "^PUT /2015-02-01/file-systems/[^/]+/backup-policy$": (call) => {
        const { BackupPolicy: asked } = JSON.parse(call.body.toString()) as {
          BackupPolicy: { Status: string };
        };
        backups(call).set(fileSystem(call), asked.Status);
        return shown(call);
      },
      "^DELETE /2015-02-01/file-systems/[^/]+/policy$": () => json({}),
    },
  };
}
