import { listOf } from "../../list-of.ts";
import { diskView } from "../../views/disk.ts";

export const getDisks = listOf("GetDisks", "Disk", "disks", diskView);
