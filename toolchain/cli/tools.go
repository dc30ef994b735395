//go:build tools

// Package cli pins the module graph from which the Pulumi CLI is built where its download is not possible.
package cli

import (
	_ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
)
