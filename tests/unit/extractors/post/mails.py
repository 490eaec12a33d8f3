"""Mails for the tests, made as senders' programs make them."""

from email.message import EmailMessage

STAMP = (
    "mx.hillingdon.example; spf=pass smtp.mailfrom={0}; dkim=pass header.d={1}; dmarc=pass (p=reject) header.from={1}"
)


def mail(text="Please see attached.", sender="duty@met.police.uk", subject="Merlin report", **headers) -> EmailMessage:
    message = EmailMessage()
    message["Received"] = "from mail.example by mx.hillingdon.example"
    message["Authentication-Results"] = STAMP.format(sender, sender.rpartition("@")[2])
    message["From"] = f"A Sender <{sender}>"
    message["To"] = "hub@hillingdon.example"
    message["Subject"] = subject
    message["Date"] = "Sat, 05 Sep 2026 00:05:00 +0100"
    for name, value in headers.items():
        del message[name.replace("_", "-")]
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    return message


def with_file(message: EmailMessage, data: bytes, name: str, kind="application/octet-stream") -> EmailMessage:
    main, _, sub = kind.partition("/")
    message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message
