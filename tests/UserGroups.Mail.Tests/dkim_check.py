"""Verifies every signature of a message with dkimpy. Arguments: MESSAGE.eml, then NAME=RECORD for each TXT record. Output: a line for each signature."""
import sys
import dkim

raw = open(sys.argv[1], 'rb').read()
records = dict(a.split('=', 1) for a in sys.argv[2:])


def dns(name, timeout=5):
    name = name.decode() if isinstance(name, bytes) else name
    record = records.get(name.rstrip('.'))
    return record.encode() if record else None


count = sum(1 for line in raw.split(b'\r\n\r\n', 1)[0].split(b'\r\n') if line.lower().startswith(b'dkim-signature:'))
for index in range(count):
    try:
        print('ok' if dkim.DKIM(raw).verify(idx=index, dnsfunc=dns) else 'bad')
    except dkim.DKIMException as fault:
        print('bad', fault)
