import { ecs } from "./ecs.ts";
import type { Gap } from "./gap.ts";
import { others } from "./others.ts";

export const GAPS: readonly Gap[] = [...ecs, ...others];
