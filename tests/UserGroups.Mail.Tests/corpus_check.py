"""Reads messages with Python's own parser and compares them with what was meant.
Input: one JSON object a line {id, eml (base64), subject, name, text, html, file}. Output: 'ok N' or the differences."""
import base64, email, email.header, email.policy, email.utils, json, re, sys

faults = []
count = 0
for line in sys.stdin.buffer.read().decode('utf-8').split('\n'):
    if not line.strip():
        continue
    case = json.loads(line)
    count += 1
    raw = base64.b64decode(case['eml'])

    def differ(what, got, wanted):
        if got != wanted:
            faults.append(f"{case['id']}: {what}: got {got!r}, wanted {wanted!r}")

    message = email.message_from_bytes(raw, policy=email.policy.default)
    differ('subject', str(message['Subject']), case['subject'])
    # Before Python 3.13 its address parser keeps the space between two encoded words, against RFC 2047 section 6.2; its header decoder does not.
    sender = email.message_from_bytes(raw, policy=email.policy.compat32)['From']
    differ('decoded name', str(email.header.make_header(email.header.decode_header(email.utils.parseaddr(sender)[0]))), case['name'])
    if sender.count('=?utf-8?') < 2:
        differ('name', message['From'].addresses[0].display_name, case['name'])
    for header in ('Subject', 'From', 'To', 'Date', 'Message-ID', 'Content-Type'):
        defects = [str(d) for d in message[header].defects]
        differ(header + ' defects', defects, [])
    parts = {}
    for part in message.walk():
        differ('part defects', [str(d) for d in part.defects], [])
        if part.is_multipart():
            continue
        key = 'file' if part.get_filename() else part.get_content_type()
        parts[key] = part
    for key, kind in (('text', 'text/plain'), ('html', 'text/html')):
        if case[key] is not None:
            differ(key, parts[kind].get_payload(decode=True).decode('utf-8'), case[key])
            differ(key + ' charset', parts[kind].get_content_charset(), 'utf-8')
    if case['file'] is not None:
        differ('file', parts['file'].get_filename(), case['file'])
        differ('file bytes', parts['file'].get_payload(decode=True), bytes(range(256)))
    # What goes over the wire, whatever the parser forgives.
    differ('bare CR or LF', re.findall(rb'\r(?!\n)|(?<!\r)\n', raw), [])
    differ('bytes above 127', any(b > 127 for b in raw), False)
    lines = raw.split(b'\r\n')
    differ('longest line', max(map(len, lines)) <= 998, True)
    header = raw.split(b'\r\n\r\n', 1)[0].split(b'\r\n')
    differ('header lines over 78', [l for l in header if len(l) > 78], [])
    differ('blank header lines', [l for l in header if not l.strip()], [])
    words = re.findall(rb'=\?[^?\s]*\?[QB]\?[^?\s]*\?=', b'\n'.join(header))
    differ('encoded words over 75', [w for w in words if len(w) > 75], [])
    differ('lines with encoded words over 76', [l for l in header if b'=?utf-8?' in l and len(l) > 76], [])
    for word in words:
        charset, kind, payload = word[2:-2].split(b'?')
        data = base64.b64decode(payload) if kind == b'B' else re.sub(rb'=([0-9A-F]{2})', lambda m: bytes([int(m[1], 16)]), payload.replace(b'_', b' '))
        try:
            data.decode('utf-8')
        except UnicodeDecodeError:
            faults.append(f"{case['id']}: a character is split between encoded words: {word!r}")

print(f'ok {count}' if not faults else '\n'.join(faults))
sys.exit(1 if faults else 0)
