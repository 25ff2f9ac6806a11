import type { Service } from "../call.ts";
import { applicationAutoScaling } from "./application-auto-scaling.ts";
import { ec2 } from "./ec2/index.ts";
import { ecs } from "./ecs.ts";
import { efs } from "./efs.ts";
import { elasticache } from "./elasticache/index.ts";
import { iam } from "./iam.ts";
import { rds } from "./rds.ts";
import { s3 } from "./s3.ts";

/** What moto lacks, by service; each emulator has its own. */
export const gaps = (): Service[] => [
  applicationAutoScaling(),
  ec2(),
  ecs(),
  efs(),
  elasticache(),
  iam(),
  rds(),
  s3(),
];
