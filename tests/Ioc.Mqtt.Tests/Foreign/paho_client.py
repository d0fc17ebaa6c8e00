"""Eclipse Paho on a lead: one JSON command per line in, one JSON answer or event per line out. See ForeignProgram.cs."""
import json
import ssl
import sys
import threading
import warnings

import paho.mqtt.client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

warnings.simplefilter("ignore")
clients, pending, lock = {}, {}, threading.Lock()


def say(**what):
    with lock:
        sys.stdout.write(json.dumps(what) + "\n")
        sys.stdout.flush()


def make(name, version, transport, clean):
    kind = dict(client_id=name, protocol=mqtt.MQTTv5 if version == 5 else mqtt.MQTTv311, transport="websockets" if transport.startswith("ws") else "tcp")
    if version != 5:
        kind["clean_session"] = clean
    if hasattr(mqtt, "CallbackAPIVersion"):
        return mqtt.Client(mqtt.CallbackAPIVersion.VERSION1, **kind)
    return mqtt.Client(**kind)


def connect(c):
    name, version, transport = c["client"], c["version"], c["transport"]
    link = make(name, version, transport, c["clean"])
    if transport.startswith("ws"):
        link.ws_set_options(path="/mqtt")
    if transport in ("tls", "wss"):
        link.tls_set(ca_certs=c["ca"])
    if c.get("will"):
        will = c["will"]
        link.will_set(will["topic"], will["text"], will["qos"], will["retain"])

    def on_connect(_client, _data, flags, reason, *_):
        failed = reason.is_failure if hasattr(reason, "is_failure") else int(getattr(reason, "value", reason)) != 0
        if failed:
            say(id=c["id"], error=str(reason))
        else:
            say(id=c["id"], sessionPresent=bool(flags["session present"]))

    link.on_connect = on_connect
    link.on_message = lambda _c, _d, m: say(client=name, topic=m.topic, text=m.payload.decode(), qos=m.qos, retain=bool(m.retain))
    link.on_publish = lambda _c, _d, mid, *_: finish(("publish", name, mid))
    link.on_subscribe = lambda _c, _d, mid, granted, *_: finish(("subscribe", name, mid), granted=[int(getattr(g, "value", g)) for g in granted])
    link.on_unsubscribe = lambda _c, _d, mid, *_: finish(("unsubscribe", name, mid))
    clients[name] = link
    more = {}
    if version == 5:
        more["clean_start"] = c["clean"]
        if c.get("expiry"):
            more["properties"] = Properties(PacketTypes.CONNECT)
            more["properties"].SessionExpiryInterval = c["expiry"]
    link.connect("127.0.0.1", c["port"], keepalive=60, **more)
    link.loop_start()


def finish(key, **more):
    """The answer may come before the command has told its identifier, or after."""
    with lock:
        waiting = pending.pop(key, None)
        if waiting is None:
            pending[key] = more
            return
    say(id=waiting, **more)


def expect(key, id):
    with lock:
        early = pending.pop(key, None)
        if early is None:
            pending[key] = id
            return
    say(id=id, **early)


def run(c):
    link, name, verb = clients.get(c["client"]), c["client"], c["verb"]
    if verb == "connect":
        connect(c)
    elif verb == "subscribe":
        expect((verb, name, link.subscribe(c["filter"], c["qos"])[1]), c["id"])
    elif verb == "unsubscribe":
        expect((verb, name, link.unsubscribe(c["filter"])[1]), c["id"])
    elif verb == "publish":
        expect((verb, name, link.publish(c["topic"], c["text"], c["qos"], c["retain"]).mid), c["id"])
    elif verb == "end":
        link.disconnect()
        link.loop_stop()
        say(id=c["id"])
    elif verb == "abort":
        # Without the loop nobody reconnects, and nobody says DISCONNECT.
        link._sock_close()
        link.loop_stop(force=True) if "force" in link.loop_stop.__code__.co_varnames else link.loop_stop()
        say(id=c["id"])


say(id=0)
for line in sys.stdin:
    command = json.loads(line)
    try:
        run(command)
    except Exception as broken:  # whatever the library throws is the answer
        say(id=command["id"], error=repr(broken))
