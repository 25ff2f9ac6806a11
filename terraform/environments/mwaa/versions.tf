terraform {
  # Write-only arguments, by which the servers' key stays out of the state.
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

# Credentials and endpoint come from the environment; AWS_ENDPOINT_URL leads to the sandbox.
provider "aws" {
  region = var.region

  default_tags {
    tags = merge({ Environment = var.name, ManagedBy = "terraform" }, var.extra_tags)
  }
}
