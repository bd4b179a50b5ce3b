#!/bin/sh
# The namespace that worker and starter use; the worker itself adds its search attributes.
set -eu
namespace="temporal operator namespace"
$namespace describe --namespace default >/dev/null 2>&1 ||
  $namespace create --namespace default --retention 72h
