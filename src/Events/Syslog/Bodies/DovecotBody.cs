namespace Sekisho.Events.Syslog.Bodies;

/// <summary>Reads what Dovecot says of logins and deliveries.</summary>
internal sealed class DovecotBody(BodyFields fields)
{
    /// <summary>Reads a message.</summary>
    /// <param name="program">The tag: <c>dovecot</c>, or in its own log the process, <c>imap-login</c>.</param>
    /// <param name="text">The message.</param>
    /// <param name="into">Filled.</param>
    /// <returns>Whether it is about logging in.</returns>
    public bool Read(ReadOnlySpan<byte> program, ReadOnlySpan<byte> text, EventRecord into)
    {
        var component = program;
        // Old versions put the level in front of the component, newer ones behind it.
        text = WithoutLevel(text);
        if (program.SequenceEqual("dovecot"u8) && !BodyText.TakeUntil(ref text, ": "u8, out component)) return false;
        var name = component.IndexOfAny((byte)'(', (byte)'<') is > 0 and var end ? component[..end] : component;
        BodyFields.Add(into, fields.Component, name);
        text = WithoutLevel(text);
        if (name.EndsWith("-login"u8)) return Login(text, into);
        if (name.StartsWith("auth"u8)) return Authentication(text, into);
        // imap(user)<process><session>: …
        if (component.IndexOf((byte)'(') is > 0 and var open && component[open..].IndexOf((byte)')') is > 1 and var close) BodyFields.Add(into, fields.User, component.Slice(open + 1, close - 1));
        Mailbox(text, into);
        return false;
    }

    private static ReadOnlySpan<byte> WithoutLevel(ReadOnlySpan<byte> text) => text.IndexOf(": "u8) is > 0 and < 8 and var colon && IsLevel(text[..colon]) ? text[(colon + 2)..] : text;

    private static bool IsLevel(ReadOnlySpan<byte> word) => word.SequenceEqual("Info"u8) || word.SequenceEqual("Warning"u8) || word.SequenceEqual("Error"u8) || word.SequenceEqual("Fatal"u8) || word.SequenceEqual("Debug"u8) || word.SequenceEqual("Panic"u8);

    /// <summary><c>Login: user=…, method=…, rip=…</c>, <c>Disconnected (auth failed, 1 attempts in 6 secs): user=…</c></summary>
    private bool Login(ReadOnlySpan<byte> text, EventRecord into)
    {
        var pairs = text.IndexOf(": user="u8);
        if (pairs < 0) pairs = text.IndexOf(": rip="u8);
        var head = pairs < 0 ? text : text[..pairs];
        var isLogin = head.StartsWith("Login"u8);
        var failed = head.IndexOf("auth failed"u8) >= 0;
        if (!isLogin && !head.StartsWith("Disconnected"u8) && !head.StartsWith("Aborted login"u8) && !head.StartsWith("Maximum number"u8)) return false;
        BodyFields.Add(into, fields.Action, isLogin ? "login"u8 : failed ? "login_failed"u8 : "disconnect"u8);
        if (!isLogin) BodyFields.Add(into, fields.Reason, head.StartsWith("Disconnected"u8) ? head[12..].TrimStart(": "u8) : head);
        if (failed && head.IndexOf("auth failed, "u8) is var at && at >= 0)
        {
            var attempts = head[(at + 13)..];
            BodyFields.Add(into, fields.Attempts, BodyText.Word(ref attempts));
        }

        var rest = pairs < 0 ? default : text[(pairs + 2)..];
        while (!rest.IsEmpty) Pair(ref rest, into);
        return isLogin || failed;
    }

    private void Pair(scoped ref ReadOnlySpan<byte> rest, EventRecord into)
    {
        if (!BodyText.Pair(ref rest, out var name, out var value))
        {
            // A word alone: TLS, secured, and so on.
            var word = BodyText.Word(ref rest).TrimEnd(",:"u8);
            if (word.SequenceEqual("TLS"u8)) BodyFields.Add(into, fields.Tls, "true"u8);
            return;
        }

        if (name.SequenceEqual("user"u8)) BodyFields.AddMailbox(into, fields.User, value);
        else if (name.SequenceEqual("method"u8)) BodyFields.Add(into, fields.Method, value);
        else if (name.SequenceEqual("rip"u8)) fields.AddAddress(into, value);
        else if (name.SequenceEqual("lip"u8)) BodyFields.Add(into, fields.LocalAddress, value);
        else if (name.SequenceEqual("rport"u8)) BodyFields.Add(into, fields.Port, value);
        else if (name.SequenceEqual("session"u8)) BodyFields.AddMailbox(into, fields.Session, value);
    }

    /// <summary><c>[conn …: auth-worker&lt;6&gt;: ]pam(user,address[,session]): reason</c></summary>
    private bool Authentication(ReadOnlySpan<byte> text, EventRecord into)
    {
        if (text.StartsWith("conn "u8) && text.IndexOf(">: "u8) is > 0 and var conn) text = text[(conn + 3)..];
        var open = text.IndexOf((byte)'(');
        var close = text.IndexOf("): "u8);
        if (open is <= 0 or > 32 || close < open || text[..open].IndexOf((byte)' ') >= 0) return false;
        var reason = text[(close + 3)..];
        var failed = reason.IndexOf("unknown user"u8) >= 0 || reason.IndexOf("assword mismatch"u8) >= 0 || reason.IndexOf("Authentication failure"u8) >= 0 || reason.IndexOf("failed"u8) >= 0;
        if (!failed) return false;
        BodyFields.Add(into, fields.Action, "login_failed"u8);
        BodyFields.Add(into, fields.Method, text[..open]);
        var inside = text[(open + 1)..close];
        // The user name may have a comma in it; the address and the session have none.
        var session = inside.LastIndexOf(",<"u8);
        if (session >= 0 && inside.EndsWith(">"u8))
        {
            BodyFields.AddMailbox(into, fields.Session, inside[(session + 1)..]);
            inside = inside[..session];
        }

        var comma = inside.LastIndexOf((byte)',');
        BodyFields.Add(into, fields.User, comma < 0 ? inside : inside[..comma]);
        if (comma >= 0) fields.AddAddress(into, inside[(comma + 1)..]);
        BodyFields.Add(into, fields.Reason, reason);
        return true;
    }

    /// <summary><c>msgid=&lt;…&gt;: saved mail to INBOX</c></summary>
    private void Mailbox(ReadOnlySpan<byte> text, EventRecord into)
    {
        if (text.IndexOf("msgid="u8) is >= 0 and var id)
        {
            var rest = text[id..];
            if (BodyText.Pair(ref rest, out _, out var value)) BodyFields.AddMailbox(into, fields.MessageId, value.TrimEnd((byte)':'));
        }

        if (text.IndexOf("saved mail to "u8) is >= 0 and var saved)
        {
            BodyFields.Add(into, fields.Action, "delivery"u8);
            BodyFields.Add(into, fields.Recipient, text[(saved + 14)..]);
        }
        else if (text.StartsWith("Disconnected"u8) || text.StartsWith("Logged out"u8)) BodyFields.Add(into, fields.Action, "disconnect"u8);
    }
}
