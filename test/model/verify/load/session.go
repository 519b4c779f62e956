package main

import (
	"context"
	"crypto/tls"
	"math"
	"strings"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	"google.golang.org/grpc"
	"google.golang.org/grpc/connectivity"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
)

type session struct {
	ctx       context.Context
	endpoints []string
	tls       bool
	client    *clientv3.Client
	leaseID   clientv3.LeaseID
	// Connections of their own, beside the client that loads data.
	kept []*grpc.ClientConn
}

func (s *session) tlsConfig() *tls.Config {
	if !s.tls {
		return nil
	}
	// The server signs its own certificate (--auto-tls) and listens on loopback only.
	return &tls.Config{InsecureSkipVerify: true}
}

func (s *session) open(c command) error {
	if s.client != nil {
		if err := s.close(); err != nil {
			return err
		}
		s.client.Close()
	}
	s.endpoints, s.tls = c.Endpoints, c.TLS
	client, err := clientv3.New(clientv3.Config{
		Endpoints:          c.Endpoints,
		DialTimeout:        10 * time.Second,
		TLS:                s.tlsConfig(),
		MaxCallSendMsgSize: 64 << 20,
		MaxCallRecvMsgSize: math.MaxInt32,
	})
	if err != nil {
		return err
	}
	s.client = client
	_, err = client.Get(s.ctx, "\x01warm")
	return err
}

// connect opens connections and waits until each is ready.
func (s *session) connect(count int) ([]*grpc.ClientConn, error) {
	made := make([]*grpc.ClientConn, 0, count)
	creds := insecure.NewCredentials()
	if s.tls {
		creds = credentials.NewTLS(s.tlsConfig())
	}
	_, address, _ := strings.Cut(s.endpoints[0], "://")
	for range count {
		conn, err := grpc.NewClient("passthrough:///"+address,
			grpc.WithTransportCredentials(creds),
			// Fixed windows: nothing grows with the speed of this machine.
			grpc.WithInitialWindowSize(65536), grpc.WithInitialConnWindowSize(65536),
			grpc.WithReadBufferSize(4096), grpc.WithWriteBufferSize(4096),
			grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(math.MaxInt32)),
		)
		if err != nil {
			return nil, err
		}
		conn.Connect()
		for state := conn.GetState(); state != connectivity.Ready; state = conn.GetState() {
			if !conn.WaitForStateChange(s.ctx, state) {
				return nil, s.ctx.Err()
			}
		}
		made = append(made, conn)
	}
	s.kept = append(s.kept, made...)
	return made, nil
}

func (s *session) close() error {
	for _, conn := range s.kept {
		conn.Close()
	}
	s.kept = nil
	return nil
}
