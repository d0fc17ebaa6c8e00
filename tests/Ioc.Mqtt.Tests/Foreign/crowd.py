"""A crowd that never says CONNECT: COUNT connections each that send nothing, one byte at a time, and half a CONNECT.

Says "open" when all are; sends one more byte on each of the slow ones for a line on its input; says "closed" when the other side has closed all.
"""
import select
import socket
import sys

port, count = int(sys.argv[1]), int(sys.argv[2])
connect = b"\x10\x0f\x00\x04MQTT\x04\x02\x00\x3c\x00\x03abc"
crowd = {}
for begins in (b"", connect[:1], connect[:9]):
    for _ in range(count):
        one = socket.create_connection(("127.0.0.1", port))
        if begins:
            one.send(begins)
        crowd[one.fileno()] = [one, len(begins)]
poll = select.poll()
for fd in crowd:
    poll.register(fd, select.POLLIN)
poll.register(0, select.POLLIN)
print("open", flush=True)
while crowd:
    for fd, _ in poll.poll():
        if fd == 0:
            if not sys.stdin.readline():
                sys.exit(1)
            for entry in crowd.values():
                if 0 < entry[1] < 9:
                    entry[0].send(connect[entry[1]:entry[1] + 1])
                    entry[1] += 1
            print("sent", flush=True)
            continue
        try:
            gone = not crowd[fd][0].recv(100)
        except OSError:
            gone = True
        if gone:
            poll.unregister(fd)
            crowd.pop(fd)[0].close()
print("closed", flush=True)
