import { imageName } from "../container-images.ts";
import { seconds } from "../identity.ts";
import type { ContainerServiceRecord, ImageRecord } from "../state/container-service-record.ts";

export const containerImageView = (
  { name }: ContainerServiceRecord,
  image: ImageRecord,
): object => ({
  image: imageName(name, image),
  digest: image.digest,
  createdAt: seconds(image.createdAt),
});
