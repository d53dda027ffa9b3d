namespace Sekisho.Events.Syslog.Bodies;

/// <summary>Reads what Postfix says of connections, refusals and deliveries.</summary>
internal sealed class PostfixBody(BodyFields fields)
{
    /// <summary>The longest queue id: short ids are hexadecimal, long ones have 52 letters and digits to choose from.</summary>
    private const int MaxQueueIdBytes = 24;

    /// <summary>Reads a message.</summary>
    /// <param name="program">The tag: <c>postfix/submission/smtpd</c>.</param>
    /// <param name="text">The message.</param>
    /// <param name="into">Filled.</param>
    /// <returns>Whether it is about logging in.</returns>
    public bool Read(ReadOnlySpan<byte> program, ReadOnlySpan<byte> text, EventRecord into)
    {
        if (program.LastIndexOf((byte)'/') is >= 0 and var slash) BodyFields.Add(into, fields.Component, program[(slash + 1)..]);
        if (BodyText.Take(ref text, "warning: "u8)) return Warning(text, into);
        if (BodyText.Take(ref text, "connect from "u8)) return Connection("connect"u8, text, into);
        if (BodyText.Take(ref text, "disconnect from "u8)) return Connection("disconnect"u8, text, into);
        foreach (var lost in (ReadOnlySpan<string>)["lost connection after ", "timeout after ", "improper command pipelining after "])
        {
            if (!text.StartsWith(Utf8(lost, stackalloc byte[64]))) continue;
            var rest = text[lost.Length..];
            BodyFields.Add(into, fields.Reason, text[..(lost.Length - 7)]);
            BodyFields.Add(into, fields.Stage, rest.IndexOf(" from "u8) is >= 0 and var from ? rest[..from] : rest);
            return rest.IndexOf(" from "u8) is >= 0 and var at && Connection(lost[0] == 'i' ? "protocol_error"u8 : "disconnect"u8, rest[(at + 6)..], into);
        }

        var colon = text.IndexOf(": "u8);
        if (colon is <= 0 or > MaxQueueIdBytes || text[..colon].IndexOfAnyExceptInRange((byte)'0', (byte)'z') >= 0) return false;
        BodyFields.Add(into, fields.QueueId, text[..colon]);
        return Queued(text[(colon + 2)..], into);
    }

    private bool Queued(ReadOnlySpan<byte> text, EventRecord into)
    {
        if (BodyText.Take(ref text, "warning: "u8)) return Warning(text, into);
        if (text.SequenceEqual("removed"u8))
        {
            BodyFields.Add(into, fields.Action, "removed"u8);
            return false;
        }

        foreach (var verb in (ReadOnlySpan<string>)["reject", "milter-reject", "reject_warning", "discard", "hold", "milter-hold", "milter-discard"])
        {
            if (!text.StartsWith(Utf8(verb, stackalloc byte[16])) || !text[verb.Length..].StartsWith(": "u8)) continue;
            Refused(text[..verb.Length], text[(verb.Length + 2)..], into);
            return false;
        }

        return Pairs(text, into);
    }

    /// <summary><c>RCPT from name[address]: 554 5.7.1 text; from=… to=… proto=… helo=…</c></summary>
    private void Refused(ReadOnlySpan<byte> verb, ReadOnlySpan<byte> text, EventRecord into)
    {
        BodyFields.Add(into, fields.Action, verb.EndsWith("reject"u8) ? "reject"u8 : verb.EndsWith("hold"u8) ? "hold"u8 : verb.EndsWith("discard"u8) ? "discard"u8 : verb);
        if (!BodyText.TakeUntil(ref text, " from "u8, out var stage)) return;
        BodyFields.Add(into, fields.Stage, stage);
        text = fields.AddClient(into, text);
        BodyText.Take(ref text, ": "u8);
        var end = text.LastIndexOf("; from="u8);
        if (end < 0) end = text.LastIndexOf("; proto="u8);
        var reply = end < 0 ? text : text[..end];
        if (reply.Length >= 3 && reply[..3].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
        {
            BodyFields.Add(into, fields.ReplyCode, reply[..3]);
            reply = reply[3..].TrimStart((byte)' ');
            if (reply.Length > 4 && reply[1] == (byte)'.' && reply[0] is >= (byte)'2' and <= (byte)'5') BodyFields.Add(into, fields.EnhancedCode, BodyText.Word(ref reply));
        }

        BodyFields.Add(into, fields.Reason, reply);
        if (end >= 0) Pairs(text[(end + 2)..], into);
    }

    /// <summary><c>client=…, sasl_username=…</c>, <c>from=…, size=…</c>, <c>to=…, relay=…, status=sent (250 …)</c></summary>
    private bool Pairs(ReadOnlySpan<byte> text, EventRecord into)
    {
        var isLogin = false;
        while (BodyText.Pair(ref text, out var name, out var value))
        {
            if (name.SequenceEqual("from"u8)) BodyFields.AddMailbox(into, fields.Sender, value);
            else if (name.SequenceEqual("to"u8)) BodyFields.AddMailbox(into, fields.Recipient, value);
            else if (name.SequenceEqual("orig_to"u8)) BodyFields.AddMailbox(into, fields.OriginalRecipient, value);
            else if (name.SequenceEqual("client"u8)) Client(value, into);
            else if (name.SequenceEqual("message-id"u8)) BodyFields.AddMailbox(into, fields.MessageId, value);
            else if (name.SequenceEqual("helo"u8)) BodyFields.AddMailbox(into, fields.Helo, value);
            else if (name.SequenceEqual("sasl_method"u8)) BodyFields.Add(into, fields.Method, value);
            else if (name.SequenceEqual("sasl_username"u8))
            {
                BodyFields.AddMailbox(into, fields.User, value);
                BodyFields.Add(into, fields.Action, "login"u8);
                isLogin = true;
            }
            else if (name.SequenceEqual("status"u8)) return Delivered(value, text, into);
            else if (NameOf(name) is >= 0 and var known) BodyFields.Add(into, known, value);
        }

        return isLogin;
    }

    private int NameOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("size"u8) ? fields.Size : name.SequenceEqual("nrcpt"u8) ? fields.Recipients : name.SequenceEqual("relay"u8) ? fields.Relay
        : name.SequenceEqual("delay"u8) ? fields.Delay : name.SequenceEqual("dsn"u8) ? fields.EnhancedCode : name.SequenceEqual("proto"u8) ? fields.Protocol : -1;

    private void Client(ReadOnlySpan<byte> value, EventRecord into)
    {
        BodyFields.Add(into, fields.Action, "client"u8);
        fields.AddClient(into, value);
    }

    private bool Delivered(ReadOnlySpan<byte> status, ReadOnlySpan<byte> rest, EventRecord into)
    {
        BodyFields.Add(into, fields.Action, status.SequenceEqual("sent"u8) ? "delivery"u8 : status);
        BodyFields.Add(into, fields.Status, status);
        rest = rest.Trim((byte)' ');
        if (rest.StartsWith("("u8) && rest.EndsWith(")"u8)) rest = rest[1..^1];
        BodyFields.Add(into, fields.Reason, rest);
        return false;
    }

    private bool Connection(ReadOnlySpan<byte> action, ReadOnlySpan<byte> client, EventRecord into)
    {
        BodyFields.Add(into, fields.Action, action);
        fields.AddClient(into, client);
        return false;
    }

    private bool Warning(ReadOnlySpan<byte> text, EventRecord into)
    {
        if (text.IndexOf("SASL "u8) is > 0 and var sasl && text.IndexOf(" authentication failed"u8) is > 0 and var failed && failed > sasl)
        {
            BodyFields.Add(into, fields.Action, "login_failed"u8);
            fields.AddClient(into, text);
            // Without a mechanism both marks share their space.
            if (failed > sasl + 5) BodyFields.Add(into, fields.Method, text[(sasl + 5)..failed]);
            var reason = text[(failed + 22)..].TrimStart(": "u8);
            if (reason.LastIndexOf(", sasl_username="u8) is >= 0 and var user)
            {
                BodyFields.AddMailbox(into, fields.User, reason[(user + 16)..]);
                reason = reason[..user];
            }

            BodyFields.Add(into, fields.Reason, reason);
            return true;
        }

        BodyFields.Add(into, fields.Action, text.StartsWith("non-SMTP command from "u8) ? "protocol_error"u8 : "warning"u8);
        BodyFields.Add(into, fields.Reason, text);
        if (BodyText.Take(ref text, "non-SMTP command from "u8)) fields.AddClient(into, text);
        return false;
    }

    private static ReadOnlySpan<byte> Utf8(string text, Span<byte> room) => room[..System.Text.Encoding.UTF8.GetBytes(text, room)];
}
