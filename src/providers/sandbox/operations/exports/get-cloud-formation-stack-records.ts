import { listOf } from "../../list-of.ts";
import { stackRecordView } from "../../views/stack-record.ts";

export const getCloudFormationStackRecords = listOf(
  "GetCloudFormationStackRecords",
  "CloudFormationStackRecord",
  "cloudFormationStackRecords",
  stackRecordView,
);
