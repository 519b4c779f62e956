// Command etcd runs the unmodified etcd v3.7.1 server, so that the memory model can be checked against it.
package main

import (
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() { etcdmain.Main(os.Args) }
