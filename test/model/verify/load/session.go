package main

import (
	"context"
	"crypto/tls"
	"math"
	"net"
	"strings"
	"sync"
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
	kept      []*kept
}

// kept is a connection of its own, beside the client that loads data.
type kept struct {
	*grpc.ClientConn
	gate *gate
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
func (s *session) connect(count int) ([]*kept, error) {
	made := make([]*kept, 0, count)
	creds := insecure.NewCredentials()
	if s.tls {
		creds = credentials.NewTLS(s.tlsConfig())
	}
	_, address, _ := strings.Cut(s.endpoints[0], "://")
	for range count {
		k := &kept{gate: newGate()}
		conn, err := grpc.NewClient("passthrough:///"+address,
			grpc.WithTransportCredentials(creds),
			grpc.WithContextDialer(func(ctx context.Context, to string) (net.Conn, error) {
				conn, err := new(net.Dialer).DialContext(ctx, "tcp", to)
				if err != nil {
					return nil, err
				}
				return &gatedConn{Conn: conn, gate: k.gate}, nil
			}),
			// Fixed windows: nothing grows with the speed of this machine.
			grpc.WithInitialWindowSize(65536), grpc.WithInitialConnWindowSize(65536),
			grpc.WithReadBufferSize(4096), grpc.WithWriteBufferSize(4096),
			grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(math.MaxInt32)),
		)
		if err != nil {
			return nil, err
		}
		k.ClientConn = conn
		conn.Connect()
		for state := conn.GetState(); state != connectivity.Ready; state = conn.GetState() {
			if !conn.WaitForStateChange(s.ctx, state) {
				return nil, s.ctx.Err()
			}
		}
		made = append(made, k)
	}
	s.kept = append(s.kept, made...)
	return made, nil
}

func (s *session) close() error {
	for _, k := range s.kept {
		k.gate.release()
		k.ClientConn.Close()
	}
	s.kept = nil
	return nil
}

// gate stops the reading of a socket, so that the server sees a client that does not read.
type gate struct {
	mutex  sync.Mutex
	moved  *sync.Cond
	closed bool
}

func newGate() *gate {
	g := &gate{}
	g.moved = sync.NewCond(&g.mutex)
	return g
}

func (g *gate) hold() {
	g.mutex.Lock()
	g.closed = true
	g.mutex.Unlock()
}

func (g *gate) release() {
	g.mutex.Lock()
	g.closed = false
	g.mutex.Unlock()
	g.moved.Broadcast()
}

type gatedConn struct {
	net.Conn
	gate *gate
}

func (c *gatedConn) Read(p []byte) (int, error) {
	c.gate.mutex.Lock()
	for c.gate.closed {
		c.gate.moved.Wait()
	}
	c.gate.mutex.Unlock()
	return c.Conn.Read(p)
}
