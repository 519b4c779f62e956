// Story 2: handlers that read everything under a prefix, count it by reading it, and sort before they limit.
import express from "express";
import { client } from "./etcd";

const app = express();

app.get("/sessions", async (_request, response) => {
  const sessions = await client.getAll().prefix("/sessions/").strings();
  response.json(sessions);
});

app.get("/sessions/count", async (_request, response) => {
  const sessions = await client.getAll().prefix("/sessions/").strings();
  response.json(Object.keys(sessions).length);
});

app.get("/sessions/newest", async (_request, response) => {
  const newest = await client.getAll().prefix("/sessions/").sort("Mod", "Descend").limit(1).strings();
  response.json(newest);
});

// How to do it: the server holds one page at a time.
app.get("/sessions/page", async (_request, response) => {
  const page = await client.getAll().prefix("/sessions/").limit(500).strings();
  response.json(page);
});

app.listen(8080, "127.0.0.1");
