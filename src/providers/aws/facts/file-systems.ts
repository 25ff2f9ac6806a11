import {
  DescribeBackupPolicyCommand,
  DescribeFileSystemsCommand,
  EFSClient,
} from "@aws-sdk/client-efs";
import type { FactsByType } from "../../../core/contracts/stack-facts.ts";
import type { StackResource } from "../../../core/contracts/terraform-control.ts";
import { nullIfMissing } from "../../../core/errors.ts";
import type { CallContext } from "../attempt.ts";
import { EFS } from "../services.ts";
import { callsTo, identifier, type Source, theOne } from "./source.ts";

export async function fileSystem(
  source: Source,
  resource: StackResource,
  call: CallContext,
): Promise<FactsByType["aws_efs_file_system"]> {
  const calls = callsTo(source, EFS, EFSClient);
  const FileSystemId = identifier(resource, "id");
  const { FileSystems: systems } = await calls.read(
    "DescribeFileSystems",
    (client, options) => client.send(new DescribeFileSystemsCommand({ FileSystemId }), options),
    call,
  );
  const { LifeCycleState: state, Encrypted: encrypted } = theOne(systems, resource);
  const policy = await nullIfMissing(
    calls.read(
      "DescribeBackupPolicy",
      (client, options) => client.send(new DescribeBackupPolicyCommand({ FileSystemId }), options),
      call,
    ),
  );
  return {
    state: state ?? "unknown",
    encrypted: encrypted === true,
    backedUp: policy?.BackupPolicy?.Status === "ENABLED",
  };
}
