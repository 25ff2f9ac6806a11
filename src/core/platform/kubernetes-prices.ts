import * as z from "zod";

const amount = z.number().min(0, "is not below 0");
const origin = { as_of: z.iso.date(), source: z.string().min(1) };

/** What managed Kubernetes costs, for comparison. Each figure has a date and a source. */
export const kubernetesPricesSchema = z.strictObject({
  region: z.string().min(1),
  worker: z.strictObject({
    type: z.string().min(1),
    cpu: z.number().positive("is above 0"),
    memory_gb: z.number().positive("is above 0"),
    usd_per_hour: amount,
    ...origin,
  }),
  lines: z.array(z.strictObject({ what: z.string().min(1), monthly_usd: amount, ...origin })),
});

export type KubernetesPrices = z.infer<typeof kubernetesPricesSchema>;
