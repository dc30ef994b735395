//go:build tools

// Package apiserver pins the module graph from which kube-apiserver is built: it judges what the stacks deploy to clusters.
package apiserver

import (
	_ "k8s.io/kubernetes/cmd/kube-apiserver"
)
