#!/usr/bin/env python3
"""A day of editing: random edits of one letter, sent to the program over stdio as an editor sends them,
and what the program holds in memory meanwhile (Linux).

    tests/faults/edits.py target/release/letter-ls 1000000
"""

import json
import random
import subprocess
import sys
import threading

PROGRAM, EDITS = sys.argv[1], int(sys.argv[2])
URI = "file:///nowhere/letter.mail"
LETTER = """To: anna@client.example
Subject: Договор

Добрый день, Анна!

Скиньте, пожалуйста, инфу по релизу до пятницы. Договор во вложении.

Please find the the contract attached. We expect a reply by Friday, 27 November 2026.

С уважением,
Иван Петров
"""
TYPED = ["а", "e", " ", "\n", "\n\n", ".", "!", "👍", "> ", "- ", "инфа ", "Привет, ", "the ", "во вложении",
         "Content-Type: multipart/mixed; boundary=b\n", "--b\n", "-- \n", "С уважением,\n", "СРОЧНО ", "[ИМЯ]"]
# Edits that are sent at once, each as a notification of its own; then the diagnostics are waited for.
BURST = 20


def frame(message):
    body = json.dumps(message, ensure_ascii=False).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def notification(method, params):
    return frame({"jsonrpc": "2.0", "method": method, "params": params})


def read(output):
    length = 0
    while (line := output.readline()) != b"\r\n":
        if not line:
            raise SystemExit("the program ended")
        if line.startswith(b"Content-Length:"):
            length = int(line[15:])
    return output.read(length)


def resident(process):
    """Kilobytes."""
    with open(f"/proc/{process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


random.seed(7)
process = subprocess.Popen([PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
send = process.stdin.write
send(frame({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}))
process.stdin.flush()
read(process.stdout)
send(notification("initialized", {}))
document = {"uri": URI, "languageId": "mail", "version": 1, "text": LETTER}
send(notification("textDocument/didOpen", {"textDocument": document}))

version, published = 1, threading.Semaphore(0)


def listen():
    while True:
        try:
            message = json.loads(read(process.stdout))
        except SystemExit:
            return
        params = message.get("params") or {}
        if message.get("method") == "textDocument/publishDiagnostics" and params.get("version") == version:
            published.release()


threading.Thread(target=listen, daemon=True).start()
for number in range(1, EDITS + 1):
    version += 1
    line, character = random.randrange(30), random.randrange(60)
    start = {"line": line, "character": character}
    # As much goes as comes, on the whole, so that the letter keeps its length; now and then it is new.
    end = {"line": line + random.choice([0, 0, 0, 1]), "character": character + random.randrange(8)}
    change = {"range": {"start": start, "end": end}, "text": random.choice(TYPED)}
    if number % 2000 == 0:
        change = {"text": LETTER}
    params = {"textDocument": {"uri": URI, "version": version}, "contentChanges": [change]}
    send(notification("textDocument/didChange", params))
    if number % BURST == 0:
        process.stdin.flush()
        if not published.acquire(timeout=60):
            raise SystemExit(f"no diagnostics of version {version}")
    if number % max(EDITS // 20, 1) == 0:
        print(f"{number} edits: {resident(process)} KB", flush=True)
send(frame({"jsonrpc": "2.0", "id": 2, "method": "shutdown", "params": None}))
send(notification("exit", None))
process.stdin.flush()
raise SystemExit(process.wait())
