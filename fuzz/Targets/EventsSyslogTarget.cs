using System.Text;
using Sekisho.Events;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Syslog in both forms, with the text of mail and login programs.</summary>
public sealed class EventsSyslogTarget : IFuzzTarget
{
    public string Name => "events-syslog";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "<38>Feb 29 04:05:06 h sshd[1]: Failed password for invalid user a from 192.0.2.7 port 22 ssh2\n2024-05-01T10:00:00Z h sshd[1]: message repeated 5 times: [ Accepted publickey for x from ::ffff:192.0.2.7 port 5 ssh2 ]\n",
            "<165>1 2003-10-11T22:14:15.003Z h app 12 ID [ex@1 a=\"1\" b=\"x \\\"y\\\" \\]\"][two c=\"\"] text\n<34>1 - - - - - - text\n",
            "Feb  9 2019 04:05:06 h postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 554 5.7.1 <b@x>: no; from=<a@y> to=<b@x> proto=ESMTP helo=<w>\nFeb  9 04:05:06 h postfix/smtp[1]: 4F9D195432C: to=<b@e>, relay=mx[192.0.2.9]:25, dsn=2.0.0, status=sent (250 ok)\nFeb  9 04:05:06 h postfix/smtpd[1]: warning: h[192.0.2.7]: SASL PLAIN authentication failed: x, sasl_username=ann\n",
            "Oct 13 09:22:59 imap-login: Info: Login: user=<ann>, method=PLAIN, rip=192.0.2.7, TLS, session=<a>\nOct 13 09:22:59 h dovecot: auth-worker(1): conn unix: auth-worker<6>: sql(ann,192.0.2.7,<s>): unknown user\n",
            "2022-06-29 16:04:05 +0200 [77] 1oNzXz-0003LG-1x <= a@e H=h (helo) [192.0.2.7]:5 P=esmtpsa A=plain:ann S=1\n2022-06-29 16:04:05 login authenticator failed for h ([1.2.3.4]) [192.0.2.7]:5: 535 no (set_id=ann)\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public void Run(byte[] input) => EventsReading.Check(EventFormat.Syslog, input, new EventReaderOptions { MaxEventBytes = 4096, MaxDepth = 16 });
}
