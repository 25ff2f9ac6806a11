terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

# Credentials and endpoint come from the environment; AWS_ENDPOINT_URL can point to the sandbox.
provider "aws" {
  region = var.region
}
