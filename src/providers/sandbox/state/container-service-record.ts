import type { CommonRecord, Tag, Transition } from "./common-record.ts";

export interface ContainerRecord {
  image: string;
  command: string[];
  environment: Record<string, string>;
  /** Protocols by port. */
  ports: Record<string, "HTTP" | "HTTPS" | "TCP" | "UDP">;
}

export interface HealthCheckRecord {
  healthyThreshold: number;
  unhealthyThreshold: number;
  timeoutSeconds: number;
  intervalSeconds: number;
  path: string;
  successCodes: string;
}

export interface PublicEndpointRecord {
  containerName: string;
  containerPort: number;
  healthCheck: HealthCheckRecord;
}

export interface DeploymentRecord {
  version: number;
  createdAt: number;
  /** From this time on it is active, or has failed. */
  doneAt: number;
  /** Why it fails. */
  failure?: string;
  containers: Record<string, ContainerRecord>;
  publicEndpoint?: PublicEndpointRecord;
}

export interface ImageRecord {
  label: string;
  version: number;
  digest: string;
  createdAt: number;
}

export interface ContainerServiceRecord extends CommonRecord {
  resourceType: "ContainerService";
  power: string;
  scale: number;
  isDisabled: boolean;
  /** Whether it may pull images from private repositories of Amazon ECR. */
  pullsPrivateImages: boolean;
  /** Domain names by the certificate that covers them. */
  domains: Record<string, string[]>;
  tags: Tag[];
  /** Oldest first. */
  deployments: DeploymentRecord[];
  images: ImageRecord[];
  /** Newest version of each image by its label; a deleted one's number does not come back. */
  imageVersions: Record<string, number>;
  transition: Transition<"PENDING" | "UPDATING" | "DELETING", "READY">;
}
