import { TARGETS, STATUSES, REGIONS } from "../../definition/options.ts";
import { optionList } from "../../definition/option.ts";

export const WHICH = optionList([...TARGETS, { ...STATUSES, flagOnly: true }, REGIONS]);
