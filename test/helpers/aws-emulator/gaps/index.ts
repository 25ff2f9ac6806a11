import { ec2 } from "./ec2.ts";
import { ecs } from "./ecs.ts";
import { elasticache } from "./elasticache.ts";
import type { Gap } from "./gap.ts";
import { others } from "./others.ts";
import { rds } from "./rds.ts";
import { vpn } from "./vpn.ts";

export const GAPS: readonly Gap[] = [...[ec2, ecs, elasticache, rds, vpn].flat(), ...others];
