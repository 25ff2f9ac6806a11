import { afterAll, beforeAll, expect, test } from "vitest";
import { type LightsailStack, startLightsailStack } from "../helpers/lightsail-stack.ts";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";
import { terraformTools, unfolded } from "../helpers/terraform.ts";
import { describeWith } from "../helpers/tools.ts";

/** What is changed in place later on. */
interface Options {
  team: string;
  power: string;
  disabled: boolean;
  names: string;
  image: string;
  bundle: string;
  address: string;
  enabled: boolean;
  /** Within the distribution. */
  behaviors: string;
  ttl: string;
  certificate: string;
}

const FIRST: Options = {
  ...{ team: "quants", power: "nano", disabled: false, names: '"example.com"', image: "nginx:1" },
  ...{ bundle: "small_1_0", address: "dualstack", enabled: true, behaviors: "", ttl: "86400" },
  certificate: "",
};

const SECOND: Options = {
  ...{ team: "ops", power: "micro", disabled: false, image: "nginx:2", bundle: "medium_1_0" },
  ...{ names: '"example.com", "www.example.com"', address: "ipv4", enabled: false, ttl: "60" },
  behaviors: 'cache_behavior {\n    path     = "/live"\n    behavior = "dont-cache"\n  }',
  certificate: "certificate_name = aws_lightsail_certificate.site.name",
};

const stack = (it: Options): string => `
resource "aws_lightsail_certificate" "site" {
  name                      = "site-certificate"
  domain_name               = "example.com"
  subject_alternative_names = ["www.example.com"]
}

resource "aws_lightsail_container_service" "site" {
  name        = "site"
  power       = "${it.power}"
  scale       = 1
  is_disabled = ${it.disabled}
  tags        = { Team = "${it.team}", Empty = "" }

  private_registry_access {
    ecr_image_puller_role {
      is_active = true
    }
  }

  public_domain_names {
    certificate {
      certificate_name = aws_lightsail_certificate.site.name
      domain_names     = [${it.names}]
    }
  }
}

resource "aws_lightsail_container_service_deployment_version" "site" {
  service_name = aws_lightsail_container_service.site.name

  container {
    container_name = "web"
    image          = "${it.image}"
    command        = ["nginx", "-g", "daemon off;"]
    environment    = { MODE = "live" }
    ports          = { 80 = "HTTP" }
  }

  container {
    container_name = "cache"
    image          = "redis:7"
  }

  public_endpoint {
    container_name = "web"
    container_port = 80

    health_check {
      path = "/up"
    }
  }
}

resource "aws_lightsail_bucket" "data" {
  name      = "site-data"
  bundle_id = "small_1_0"
}

resource "aws_lightsail_distribution" "site" {
  name            = "site-cdn"
  bundle_id       = "${it.bundle}"
  ip_address_type = "${it.address}"
  is_enabled      = ${it.enabled}
  tags            = { Team = "${it.team}" }
  ${it.certificate}

  origin {
    name        = aws_lightsail_bucket.data.name
    region_name = "us-east-1"
  }

  default_cache_behavior {
    behavior = "cache"
  }

  cache_behavior_settings {
    allowed_http_methods = "GET,HEAD,OPTIONS,PUT,PATCH,POST,DELETE"
    cached_http_methods  = "GET,HEAD"
    default_ttl          = ${it.ttl}
    maximum_ttl          = 31536000
    minimum_ttl          = 0

    forwarded_cookies {
      option = "none"
    }

    forwarded_headers {
      option = "default"
    }

    forwarded_query_strings {
      option = false
    }
  }

  ${it.behaviors}
}

resource "aws_lightsail_distribution" "service" {
  name      = "service-cdn"
  bundle_id = "small_1_0"

  origin {
    name            = aws_lightsail_container_service.site.name
    region_name     = "us-east-1"
    protocol_policy = "https-only"
  }

  default_cache_behavior {
    behavior = "dont-cache"
  }

  cache_behavior_settings {}
}
`;

/** By the ids that the provider reads. */
const IMPORTS = `
import {
  to = aws_lightsail_container_service.site
  id = "site"
}
import {
  to = aws_lightsail_container_service_deployment_version.site
  id = "site/2"
}
import {
  to = aws_lightsail_distribution.site
  id = "site-cdn"
}
`;

const BROKEN = `
resource "aws_lightsail_container_service" "off" {
  name        = "off"
  power       = "nano"
  scale       = 1
  is_disabled = true
}

resource "aws_lightsail_container_service_deployment_version" "off" {
  service_name = aws_lightsail_container_service.off.name

  container {
    container_name = "web"
    image          = "nginx:1"
  }
}

resource "aws_lightsail_container_service" "unproved" {
  name  = "unproved"
  power = "nano"
  scale = 1

  public_domain_names {
    certificate {
      certificate_name = "none"
      domain_names     = ["none.example.com"]
    }
  }
}
`;

describeWith("container services and distributions by Terraform", terraformTools(), () => {
  let workplace: Workplace;
  let on: LightsailStack;

  beforeAll(async () => {
    workplace = makeWorkplace();
    on = await startLightsailStack(workplace);
  });
  afterAll(() => workplace.dispose());

  test("are made, and then as they were meant", async () => {
    on.write("stack.tf", stack(FIRST));
    expect(await on.apply()).toContain("6 added, 0 changed, 0 destroyed");
    await on.planIsEmpty();
  });

  test("are changed in place, and another deployment follows the first", async () => {
    on.write("stack.tf", stack(SECOND));
    expect(await on.apply()).toContain("1 added, 2 changed, 1 destroyed");
    await on.planIsEmpty();
  });

  test("are taken over again after they were forgotten", async () => {
    const forgotten = [...IMPORTS.matchAll(/to = (\S+)/g)].map(([, address = ""]) => address);
    await on.terraform.run(["state", "rm", ...forgotten]);
    on.write("import.tf", IMPORTS);
    expect(await on.apply()).toContain(`${forgotten.length} imported, 0 added, 0 changed`);
    await on.planIsEmpty();
    on.write("import.tf", "");
  });

  test("that vanished are made again, a service with its deployment", async () => {
    await on.call("DeleteContainerService", { serviceName: "site" });
    await on.call("DeleteDistribution", { distributionName: "site-cdn" });
    expect(await on.apply()).toContain("3 added, 0 changed, 0 destroyed");
    await on.planIsEmpty();
  });

  test("are switched off and on again", async () => {
    on.write("stack.tf", stack({ ...SECOND, disabled: true, enabled: true }));
    expect(await on.apply()).toContain("0 added, 2 changed, 0 destroyed");
    await on.planIsEmpty();
    on.write("stack.tf", stack(SECOND));
    expect(await on.apply()).toContain("0 added, 2 changed, 0 destroyed");
    await on.planIsEmpty();
  });

  test("that can't be are refused in the service's words", async () => {
    on.write("broken.tf", BROKEN);
    const said = unfolded(await on.applyFails());
    expect(said).toContain("The specified certificates do not exist: none");
    expect(said).toContain("off is disabled and cannot be deployed to.");
    on.write("broken.tf", "");
  });

  test("are destroyed", async () => {
    await on.terraform.run(["destroy", "-auto-approve"]);
    expect((await on.terraform.run(["state", "list"])).stdout).toBe("");
  });
});
