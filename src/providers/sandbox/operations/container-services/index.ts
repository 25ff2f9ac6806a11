import { createContainerServiceDeployment } from "./create-container-service-deployment.ts";
import { createContainerServiceRegistryLogin } from "./create-container-service-registry-login.ts";
import { createContainerService } from "./create-container-service.ts";
import { deleteContainerImage } from "./delete-container-image.ts";
import { deleteContainerService } from "./delete-container-service.ts";
import { getContainerApiMetadata } from "./get-container-api-metadata.ts";
import { getContainerImages } from "./get-container-images.ts";
import { getContainerLog } from "./get-container-log.ts";
import { getContainerServiceDeployments } from "./get-container-service-deployments.ts";
import { getContainerServiceMetricData } from "./get-container-service-metric-data.ts";
import { getContainerServicePowers } from "./get-container-service-powers.ts";
import { getContainerServices } from "./get-container-services.ts";
import { registerContainerImage } from "./register-container-image.ts";
import { updateContainerService } from "./update-container-service.ts";

export const containerServices = {
  CreateContainerService: createContainerService,
  CreateContainerServiceDeployment: createContainerServiceDeployment,
  CreateContainerServiceRegistryLogin: createContainerServiceRegistryLogin,
  DeleteContainerImage: deleteContainerImage,
  DeleteContainerService: deleteContainerService,
  GetContainerAPIMetadata: getContainerApiMetadata,
  GetContainerImages: getContainerImages,
  GetContainerLog: getContainerLog,
  GetContainerServiceDeployments: getContainerServiceDeployments,
  GetContainerServiceMetricData: getContainerServiceMetricData,
  GetContainerServicePowers: getContainerServicePowers,
  GetContainerServices: getContainerServices,
  RegisterContainerImage: registerContainerImage,
  UpdateContainerService: updateContainerService,
};
