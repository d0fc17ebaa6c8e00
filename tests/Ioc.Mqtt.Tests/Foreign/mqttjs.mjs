// MQTT.js on a lead: one JSON command per line in, one JSON answer or event per line out. See ForeignProgram.cs.
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";
import mqtt from "mqtt";

const clients = new Map();
const say = (what) => process.stdout.write(JSON.stringify(what) + "\n");

function connect({ id, client, transport, port, version, clean, expiry, will, ca }) {
  const url = { tcp: "mqtt", tls: "mqtts", ws: "ws", wss: "wss" }[transport] + `://127.0.0.1:${port}${transport.startsWith("ws") ? "/mqtt" : ""}`;
  const link = mqtt.connect(url, {
    clientId: client, protocolVersion: version, clean, reconnectPeriod: 0, connectTimeout: 15000,
    ca: ca ? readFileSync(ca) : undefined,
    properties: version === 5 && expiry ? { sessionExpiryInterval: expiry } : undefined,
    will: will ? { topic: will.topic, payload: will.text, qos: will.qos, retain: will.retain } : undefined,
  });
  clients.set(client, link);
  link.once("connect", (ack) => say({ id, sessionPresent: ack.sessionPresent }));
  link.on("error", (error) => say({ id, error: String(error) }));
  link.on("message", (topic, payload, packet) => say({ client, topic, text: payload.toString(), qos: packet.qos, retain: packet.retain }));
}

function run(command) {
  const { id, client, verb } = command;
  const link = clients.get(client);
  const done = (error, more) => say(error ? { id, error: String(error) } : { id, ...more });
  switch (verb) {
    case "connect": return connect(command);
    case "subscribe": return link.subscribe(command.filter, { qos: command.qos }, (error, granted) => done(error, { granted: granted?.map((one) => one.qos) }));
    case "unsubscribe": return link.unsubscribe(command.filter, (error) => done(error));
    case "publish": return link.publish(command.topic, command.text, { qos: command.qos, retain: command.retain }, (error) => done(error));
    case "end": return link.end(false, {}, () => done());
    case "abort": link.stream.destroy(); return done();
  }
}

createInterface({ input: process.stdin }).on("line", (line) => run(JSON.parse(line))).on("close", () => process.exit(0));
say({ id: 0, version: 1 });
