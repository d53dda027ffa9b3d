namespace Sekisho.Events.Syslog.Bodies;

/// <summary>Reads what Exim says of messages, refusals and logins (Exim specification, chapter "Log files").</summary>
internal sealed class EximBody(BodyFields fields)
{
    /// <summary>Reads a message.</summary>
    /// <returns>Whether it is about logging in.</returns>
    public bool Read(ReadOnlySpan<byte> text, EventRecord into)
    {
        if (text.StartsWith("["u8) && text.IndexOf("] "u8) is > 0 and < 12 and var process) text = text[(process + 2)..];
        if (IdLength(text) is > 0 and var id)
        {
            BodyFields.Add(into, fields.QueueId, text[..id]);
            text = text[id..].TrimStart((byte)' ');
        }

        if (text.IndexOf(" authenticator failed for "u8) is > 0 and var failed) return LoginFailed(text, failed, into);
        if (text.StartsWith("Completed"u8)) BodyFields.Add(into, fields.Action, "completed"u8);
        else if (text.Length > 3 && text[2] == (byte)' ') Flagged(text[..2], text[3..], into);
        else if (text.StartsWith("H="u8)) Refused(text, into);
        return false;
    }

    /// <summary>Whether it begins as Exim's lines do: for logs that have no program's name.</summary>
    public static bool Fits(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("["u8) && text.IndexOf("] "u8) is > 0 and < 12 and var process) text = text[(process + 2)..];
        return IdLength(text) > 0 || text.StartsWith("H="u8) || text.IndexOf(" authenticator failed for "u8) is > 0 and < 64;
    }

    /// <summary>Two forms of message ids: 6-6-2 and, since 4.97, 6-11-4 letters and digits.</summary>
    private static int IdLength(ReadOnlySpan<byte> text)
    {
        if (IsId(text, 6, 2)) return 16;
        return IsId(text, 11, 4) ? 23 : 0;
    }

    private static bool IsId(ReadOnlySpan<byte> text, int middle, int last)
    {
        var length = 6 + 1 + middle + 1 + last;
        if (text.Length < length || text[6] != (byte)'-' || text[7 + middle] != (byte)'-' || (text.Length > length && text[length] != (byte)' ')) return false;
        for (var i = 0; i < length; i++)
            if (i != 6 && i != 7 + middle && !char.IsAsciiLetterOrDigit((char)text[i])) return false;
        return true;
    }

    /// <summary><c>login authenticator failed for name [address]:port: 535 text (set_id=user)</c></summary>
    private bool LoginFailed(ReadOnlySpan<byte> text, int failed, EventRecord into)
    {
        BodyFields.Add(into, fields.Action, "login_failed"u8);
        BodyFields.Add(into, fields.Method, text[..failed]);
        var rest = text[(failed + 26)..];
        rest = Host(rest, into);
        rest = rest.TrimStart(": "u8);
        if (rest.LastIndexOf("(set_id="u8) is >= 0 and var user)
        {
            BodyFields.Add(into, fields.User, rest[(user + 8)..].TrimEnd((byte)')'));
            rest = rest[..user].TrimEnd((byte)' ');
        }

        if (rest.Length > 3 && rest[..3].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0) BodyFields.Add(into, fields.ReplyCode, rest[..3]);
        BodyFields.Add(into, fields.Reason, rest);
        return true;
    }

    /// <summary><c>name (helo) [address]:port</c>, each but the address optional; gives what stands behind.</summary>
    private ReadOnlySpan<byte> Host(ReadOnlySpan<byte> text, EventRecord into)
    {
        if (!text.StartsWith("["u8) && !text.StartsWith("("u8)) BodyFields.Add(into, fields.Host, BodyText.Word(ref text));
        if (text.StartsWith("("u8) && text.IndexOf(") "u8) is > 0 and var end)
        {
            BodyFields.Add(into, fields.Helo, text[1..end]);
            text = text[(end + 2)..];
        }

        if (!text.StartsWith("["u8) || text.IndexOf((byte)']') is not (> 0 and var close)) return text;
        fields.AddAddress(into, text[1..close]);
        return fields.AddPort(into, text[(close + 1)..]);
    }

    private void Flagged(ReadOnlySpan<byte> flag, ReadOnlySpan<byte> text, EventRecord into)
    {
        var action = flag.SequenceEqual("<="u8) ? "received"u8 : flag.SequenceEqual("=>"u8) || flag.SequenceEqual("->"u8) ? "delivery"u8
            : flag.SequenceEqual("**"u8) ? "bounced"u8 : flag.SequenceEqual("=="u8) ? "deferred"u8 : default;
        if (action.IsEmpty) return;
        BodyFields.Add(into, fields.Action, action);
        BodyFields.AddMailbox(into, action.SequenceEqual("received"u8) ? fields.Sender : fields.Recipient, BodyText.Word(ref text).TrimEnd((byte)':'));
        Pairs(ref text, into);
    }

    private void Refused(ReadOnlySpan<byte> text, EventRecord into)
    {
        Pairs(ref text, into);
        if (text.StartsWith("sender verify"u8) || text.IndexOf("rejected"u8) is >= 0 and < 16)
        {
            BodyFields.Add(into, fields.Action, text.StartsWith("temporarily"u8) ? "deferred"u8 : "reject"u8);
            var at = text.IndexOf("rejected "u8);
            if (at >= 0)
            {
                var stage = text[(at + 9)..];
                BodyFields.Add(into, fields.Stage, BodyText.Word(ref stage));
                if (stage.StartsWith("<"u8) && stage.IndexOf((byte)'>') is > 0 and var end) BodyFields.AddMailbox(into, fields.Recipient, stage[..(end + 1)]);
            }

            BodyFields.Add(into, fields.Reason, text.IndexOf(": "u8) is >= 0 and var colon ? text[(colon + 2)..] : text);
        }
    }

    /// <summary><c>H=name [address]:port P=… S=… A=… F=&lt;…&gt; …</c>; stops at the first word that is no pair.</summary>
    private void Pairs(scoped ref ReadOnlySpan<byte> text, EventRecord into)
    {
        while (true)
        {
            if (BodyText.Take(ref text, "H="u8))
            {
                text = Host(text, into).TrimStart((byte)' ');
                continue;
            }

            var before = text;
            if (!BodyText.Pair(ref text, out var name, out var value))
            {
                text = before.TrimStart((byte)' ');
                return;
            }

            text = text.TrimStart((byte)' ');
            Known(name, value, into);
        }
    }

    private void Known(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, EventRecord into)
    {
        if (name.SequenceEqual("id"u8)) BodyFields.Add(into, fields.MessageId, value);
        if (name.Length != 1) return;
        switch (name[0])
        {
            case (byte)'F': BodyFields.AddMailbox(into, fields.Sender, value); break;
            case (byte)'S': BodyFields.Add(into, fields.Size, value); break;
            case (byte)'P': BodyFields.Add(into, fields.Protocol, value); break;
            case (byte)'X': BodyFields.Add(into, fields.Tls, value); break;
            case (byte)'R': BodyFields.Add(into, fields.Router, value); break;
            case (byte)'T': BodyFields.Add(into, fields.Transport, value); break;
            case (byte)'U': BodyFields.Add(into, fields.User, value); break;
            case (byte)'A':
                var colon = value.IndexOf((byte)':');
                BodyFields.Add(into, fields.Method, colon < 0 ? value : value[..colon]);
                if (colon >= 0) BodyFields.Add(into, fields.User, value[(colon + 1)..]);
                break;
            default: break;
        }
    }
}
