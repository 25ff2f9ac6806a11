terraform {
  # Write-only arguments, which keep secrets out of the state, came with 1.11.
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

# Credentials and endpoint come from the environment; AWS_ENDPOINT_URL leads to an emulated AWS.
provider "aws" {
  region = var.region

  default_tags {
    tags = merge(var.extra_tags, {
      System    = var.name
      Team      = var.team
      ManagedBy = "terraform"
    })
  }
}
