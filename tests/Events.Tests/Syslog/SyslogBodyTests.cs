using System.Globalization;
using Sekisho.Testing;

namespace Sekisho.Events.Tests.Syslog;

/// <summary>What the text of messages says; the expected fields as name=value, in the order they are found.</summary>
public sealed class SyslogBodyTests
{
    private static readonly string[] Head = ["host", "program", "pid", "message"];

    [Theory]
    [InlineData("Accepted publickey for ann from 192.0.2.7 port 40022 ssh2: ED25519 SHA256:abc", "action=login method=publickey user=ann src_ip=192.0.2.7 src_port=40022")]
    [InlineData("Failed password for invalid user a b from 192.0.2.7 port 22 ssh2", "action=login_failed method=password invalid_user=true user=a b src_ip=192.0.2.7 src_port=22")]
    [InlineData("Failed password for root from 198.51.100.1 port 1 ssh2 from 192.0.2.7 port 22 ssh2", "action=login_failed method=password user=root from 198.51.100.1 port 1 ssh2 src_ip=192.0.2.7 src_port=22")]
    [InlineData("Invalid user  from 192.0.2.7", "action=invalid_user invalid_user=true user= src_ip=192.0.2.7")]
    [InlineData("message repeated 5 times: [ Failed password for root from 192.0.2.7 port 5 ssh2]", "repeated=5 action=login_failed method=password user=root src_ip=192.0.2.7 src_port=5")]
    [InlineData("error: maximum authentication attempts exceeded for root from 192.0.2.7 port 5 ssh2 [preauth]", "action=login_failed reason=maximum authentication attempts exceeded user=root src_ip=192.0.2.7 src_port=5")]
    [InlineData("User root from 192.0.2.7 not allowed because not listed in AllowUsers", "action=login_failed reason=not listed in AllowUsers user=root src_ip=192.0.2.7")]
    [InlineData("pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.7  user=ann", "action=login_failed method=pam src_ip=192.0.2.7 user=ann")]
    [InlineData("pam_unix(sshd:session): session opened for user ann(uid=1000) by (uid=0)", "action=session_opened user=ann")]
    [InlineData("Received disconnect from 192.0.2.7 port 5:11: Bye Bye [preauth]", "action=disconnect src_ip=192.0.2.7 src_port=5 reason=Bye Bye")]
    [InlineData("Received disconnect from 192.0.2.7: 11: Bye Bye [preauth]", "action=disconnect src_ip=192.0.2.7 reason=Bye Bye")]
    [InlineData("Disconnected from authenticating user ann 192.0.2.7 port 5 [preauth]", "action=disconnect user=ann src_ip=192.0.2.7 src_port=5")]
    [InlineData("Connection closed by 192.0.2.7 port 5", "action=disconnect src_ip=192.0.2.7 src_port=5")]
    [InlineData("Did not receive identification string from 192.0.2.7 port 5", "action=protocol_error src_ip=192.0.2.7 src_port=5")]
    [InlineData("refused connect from example.com (192.0.2.7)", "action=reject src_host=example.com src_ip=192.0.2.7")]
    [InlineData("Server listening on 0.0.0.0 port 22.", "")]
    public void Sshd(string text, string expected) => Check("sshd[1]", text, expected);

    [Theory]
    [InlineData("postfix/smtpd[1]", "connect from mail.example[192.0.2.7]", "component=smtpd action=connect src_host=mail.example src_ip=192.0.2.7")]
    [InlineData("postfix/smtpd[1]", "disconnect from unknown[2001:db8::7] ehlo=1 auth=0/1 commands=1/2", "component=smtpd action=disconnect src_ip=2001:db8::7")]
    [InlineData("postfix/smtpd[1]", "lost connection after AUTH from unknown[192.0.2.7]", "component=smtpd reason=lost connection stage=AUTH action=disconnect src_ip=192.0.2.7")]
    [InlineData("postfix/smtps/smtpd[1]", "4F9D195432C: client=h.example[192.0.2.7], sasl_method=LOGIN, sasl_username=ann@example.org", "component=smtpd queue_id=4F9D195432C action=client src_host=h.example src_ip=192.0.2.7 method=LOGIN user=ann@example.org action=login")]
    [InlineData("postfix/qmgr[1]", "4F9D195432C: from=<a@example.org>, size=1234, nrcpt=2 (queue active)", "component=qmgr queue_id=4F9D195432C mail_from=a@example.org size=1234 nrcpt=2")]
    [InlineData("postfix/cleanup[1]", "4F9D195432C: message-id=<x@y>", "component=cleanup queue_id=4F9D195432C message_id=x@y")]
    [InlineData("postfix/smtp[1]", "4F9D195432C: to=<b@example.net>, orig_to=<c>, relay=mx[192.0.2.9]:25, delay=1.1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok, queued)", "component=smtp queue_id=4F9D195432C rcpt_to=b@example.net orig_to=c relay=mx[192.0.2.9]:25 delay=1.1 dsn=2.0.0 action=delivery status=sent reason=250 ok, queued")]
    [InlineData("postfix/smtp[1]", "3ZqRmv1Kvzz9rxN: to=<b@example.net>, relay=none, dsn=4.4.1, status=deferred (timed out)", "component=smtp queue_id=3ZqRmv1Kvzz9rxN rcpt_to=b@example.net relay=none dsn=4.4.1 action=deferred status=deferred reason=timed out")]
    [InlineData("postfix/smtpd[1]", "NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 554 5.7.1 <b@x>: Relay access denied; from=<a@y> to=<b@x> proto=ESMTP helo=<w>", "component=smtpd queue_id=NOQUEUE action=reject stage=RCPT src_ip=192.0.2.7 reply_code=554 dsn=5.7.1 reason=<b@x>: Relay access denied mail_from=a@y rcpt_to=b@x proto=ESMTP helo=w")]
    [InlineData("postfix/cleanup[1]", "4F9D195432C: milter-reject: END-OF-MESSAGE from h[192.0.2.7]: 5.7.1 spam; from=<a@y> to=<b@x>", "component=cleanup queue_id=4F9D195432C action=reject stage=END-OF-MESSAGE src_host=h src_ip=192.0.2.7 reason=5.7.1 spam mail_from=a@y rcpt_to=b@x")]
    [InlineData("postfix/smtpd[1]", "warning: h[192.0.2.7]: SASL authentication failed: x", "component=smtpd action=login_failed src_host=h src_ip=192.0.2.7 reason=x")]
    [InlineData("postfix/smtpd[1]", "warning: h[192.0.2.7]: SASL PLAIN authentication failed: UGFzc3dvcmQ6, sasl_username=ann", "component=smtpd action=login_failed src_host=h src_ip=192.0.2.7 method=PLAIN user=ann reason=UGFzc3dvcmQ6")]
    [InlineData("postfix/smtpd[1]", "warning: non-SMTP command from unknown[192.0.2.7]: GET / HTTP/1.1", "component=smtpd action=protocol_error reason=non-SMTP command from unknown[192.0.2.7]: GET / HTTP/1.1 src_ip=192.0.2.7")]
    [InlineData("postfix/smtpd[1]", "improper command pipelining after HELO from unknown[192.0.2.7]: QUIT", "component=smtpd reason=improper command pipelining stage=HELO action=protocol_error src_ip=192.0.2.7")]
    [InlineData("postfix/qmgr[1]", "4F9D195432C: removed", "component=qmgr queue_id=4F9D195432C action=removed")]
    public void Postfix(string tag, string text, string expected) => Check(tag, text, expected);

    [Theory]
    [InlineData("imap-login: Login: user=<ann@example.org>, method=PLAIN, rip=192.0.2.7, lip=192.0.2.1, mpid=18, TLS, session=<abc>", "component=imap-login action=login user=ann@example.org method=PLAIN src_ip=192.0.2.7 dst_ip=192.0.2.1 tls=true session=abc")]
    [InlineData("pop3-login: Info: Disconnected: Connection closed (auth failed, 2 attempts in 30 secs): user=<ann>, method=PLAIN, rip=192.0.2.7, lip=192.0.2.1", "component=pop3-login action=login_failed reason=Connection closed (auth failed, 2 attempts in 30 secs) attempts=2 user=ann method=PLAIN src_ip=192.0.2.7 dst_ip=192.0.2.1")]
    [InlineData("imap-login: Disconnected (no auth attempts in 2 secs): user=<>, rip=192.0.2.7, lip=192.0.2.1", "component=imap-login action=disconnect reason=(no auth attempts in 2 secs) user= src_ip=192.0.2.7 dst_ip=192.0.2.1")]
    [InlineData("auth-worker(1): conn unix:auth-worker (pid=1,uid=109): auth-worker<6>: sql(ann, x,192.0.2.7,<s>): unknown user", "component=auth-worker action=login_failed method=sql session=s user=ann, x src_ip=192.0.2.7 reason=unknown user")]
    [InlineData("lmtp(ann)<1><x>: msgid=<a@b>: saved mail to INBOX", "component=lmtp user=ann message_id=a@b action=delivery rcpt_to=INBOX")]
    [InlineData("Error: auth(default): pam(ann,192.0.2.7): pam_authenticate() failed: no", "component=auth action=login_failed method=pam user=ann src_ip=192.0.2.7 reason=pam_authenticate() failed: no")]
    [InlineData("imap(ann)<1><x>: Logged out in=1 out=2", "component=imap user=ann action=disconnect")]
    public void Dovecot(string text, string expected) => Check("dovecot", text, expected);

    [Theory]
    [InlineData("login authenticator failed for h.example ([127.0.0.1]) [192.0.2.7]:51451: 535 Incorrect authentication data (set_id=ann)", "action=login_failed method=login src_host=h.example helo=[127.0.0.1] src_ip=192.0.2.7 src_port=51451 user=ann reply_code=535 reason=535 Incorrect authentication data")]
    [InlineData("1oNzXz-0003LG-1x <= a@example.org H=h.example (helo) [192.0.2.7]:5 P=esmtpsa X=TLS1.3 A=plain:ann S=1234 id=m@x", "queue_id=1oNzXz-0003LG-1x action=received mail_from=a@example.org src_host=h.example helo=helo src_ip=192.0.2.7 src_port=5 proto=esmtpsa tls=TLS1.3 method=plain user=ann size=1234 message_id=m@x")]
    [InlineData("1oNzXz-0000000003L-1xYz => b@example.net R=dnslookup T=remote_smtp H=mx [192.0.2.9] C=\"250 OK\"", "queue_id=1oNzXz-0000000003L-1xYz action=delivery rcpt_to=b@example.net router=dnslookup transport=remote_smtp src_host=mx src_ip=192.0.2.9")]
    [InlineData("1oNzXz-0003LG-1x ** b@example.net: Unrouteable address", "queue_id=1oNzXz-0003LG-1x action=bounced rcpt_to=b@example.net")]
    [InlineData("1oNzXz-0003LG-1x Completed", "queue_id=1oNzXz-0003LG-1x action=completed")]
    [InlineData("H=h.example [192.0.2.7]:5 F=<a@y> rejected RCPT <b@x>: relay not permitted", "src_host=h.example src_ip=192.0.2.7 src_port=5 mail_from=a@y action=reject stage=RCPT rcpt_to=b@x reason=relay not permitted")]
    [InlineData("H=h.example [192.0.2.7]:5 temporarily rejected connection in \"connect\" ACL: slow down", "src_host=h.example src_ip=192.0.2.7 src_port=5 action=deferred stage=connection reason=slow down")]
    public void Exim(string text, string expected) => Check("exim[1]", text, expected);

    [Fact]
    public void Logs_of_Exim_and_Dovecot_themselves_have_no_machine_in_them()
    {
        var one = Reading.Of("2022-06-29 16:04:05 [77] 1oNzXz-0003LG-1x Completed", EventFormat.Auto).Events.Single();
        Assert.Equal(("completed", "linux/exim/"), (one["action"], one.Source));
        one = Reading.Of("Oct 13 09:22:59 imap-login: Info: Login: user=<ann>, method=PLAIN, rip=192.0.2.7", EventFormat.Auto).Events.Single();
        Assert.Equal(("imap-login", "login", "ann", null, "linux/dovecot/authentication"), (one["program"], one["action"], one["user"], one["host"], one.Source));
    }

    /// <summary>Lines with the address, user and so on that another parser finds in them.</summary>
    [CorpusFact("detect/crowdsec-hub")]
    public void Addresses_that_another_reader_finds_in_mail_and_login_logs_are_found()
    {
        string[] tests = ["dovecot-logs", "dovecot-time-based-bf-user-enum", "exim-bf", "exim-spam", "exim-syslog-logs", "postfix-non-smtp", "postfix-relay", "postfix-sasl-bf", "postfix-spam", "ssh-bf", "ssh-slow-bf", "ssh-time-based-bf", "ssh-timeout", "sshd-invalid-bf", "sshd-logs", "sshd-impossible-travel"];
        int lines = 0, found = 0;
        var missing = new List<string>();
        foreach (var test in tests)
        {
            var folder = Corpora.PathOf($"detect/crowdsec-hub/tests/{test}");
            var sources = AddressesOf(Path.Combine(folder, "parser.assert"));
            if (sources.Count == 0) continue;
            var log = Directory.GetFiles(folder, "*.log").Single();
            foreach (var one in Reading.Of(File.ReadAllBytes(log), EventFormat.Auto).Events)
            {
                lines++;
                if (one["src_ip"] is { } address && sources.Contains(address)) found++;
                else if (sources.Any(source => one["message"]!.Contains(source, StringComparison.Ordinal))) missing.Add($"{test}: {one["message"]}");
            }
        }

        Assert.True(missing.Count == 0, string.Join('\n', missing));
        Assert.Equal((60, 60), (lines, found));
    }

    /// <summary>Lines like <c>… .Evt.Meta["source_ip"] == "1.2.3.4"</c>.</summary>
    private static HashSet<string> AddressesOf(string assertions) => File.Exists(assertions)
        ? [.. File.ReadLines(assertions).Where(line => line.Contains("Meta[\"source_ip\"] == \"", StringComparison.Ordinal)).Select(line => line[(line.LastIndexOf("== \"", StringComparison.Ordinal) + 4)..].TrimEnd('"'))]
        : [];

    private static void Check(string tag, string text, string expected)
    {
        var reading = Reading.Of(string.Create(CultureInfo.InvariantCulture, $"2024-05-01T10:00:00Z host {tag}: {text}"), EventFormat.Syslog);
        var one = Assert.Single(reading.Events);
        Assert.Equal(text, one["message"]);
        Assert.Equal(expected, string.Join(' ', one.Values.Where(value => !Head.Contains(value.Name)).Select(value => $"{value.Name}={value.Text}")));
    }
}
