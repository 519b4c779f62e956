import { Etcd3 } from "etcd3";

/** One client for the whole program: one connection, one watch stream. */
export const client = new Etcd3({ hosts: "127.0.0.1:2379" });
