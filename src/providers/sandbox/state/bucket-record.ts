import type { CommonRecord, Tag } from "./common-record.ts";

export interface CorsRule {
  id?: string | undefined;
  allowedMethods: string[];
  allowedOrigins: string[];
  allowedHeaders?: string[] | undefined;
  exposeHeaders?: string[] | undefined;
  maxAgeSeconds?: number | undefined;
}

export interface BucketRecord extends CommonRecord {
  resourceType: "Bucket";
  bundleId: string;
  /** When the bundle was last changed. */
  bundleSince?: number;
  isPublic: boolean;
  allowsPublicObjects: boolean;
  versioning: "Enabled" | "Suspended" | "NeverEnabled";
  accounts: string[];
  log?: { destination: string; prefix: string };
  cors: CorsRule[];
  tags: Tag[];
  /** Their secrets are told once, and kept nowhere. */
  accessKeys: { id: string; createdAt: number }[];
  /** Instances that may use the bucket, by name and id. */
  instances: { name: string; id: string }[];
}
