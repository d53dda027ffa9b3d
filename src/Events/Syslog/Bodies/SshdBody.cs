namespace Sekisho.Events.Syslog.Bodies;

/// <summary>Reads what sshd says of connections and logins.</summary>
internal sealed class SshdBody(BodyFields fields)
{
    /// <summary>Reads a message.</summary>
    /// <returns>Whether it is about logging in.</returns>
    public bool Read(ReadOnlySpan<byte> text, EventRecord into)
    {
        if (BodyText.Take(ref text, "message repeated "u8))
        {
            BodyFields.Add(into, fields.Repeated, BodyText.Word(ref text));
            if (!BodyText.TakeUntil(ref text, "[ "u8, out _)) return false;
            if (text.EndsWith("]"u8)) text = text[..^1];
        }

        BodyText.Take(ref text, "error: "u8);
        BodyText.Take(ref text, "fatal: "u8);
        if (text.EndsWith(" [preauth]"u8)) text = text[..^10];
        return Login(text, into) || Pam(text, into) || Other(text, into);
    }

    private bool Login(ReadOnlySpan<byte> text, EventRecord into)
    {
        var isLogin = BodyText.Take(ref text, "Accepted "u8);
        if (isLogin || BodyText.Take(ref text, "Failed "u8))
        {
            var method = BodyText.Word(ref text);
            if (!BodyText.Take(ref text, "for "u8)) return false;
            BodyFields.Add(into, fields.Action, isLogin ? "login"u8 : "login_failed"u8);
            BodyFields.Add(into, fields.Method, method);
            From(text, into);
            return true;
        }

        if (BodyText.Take(ref text, "Invalid user "u8) || BodyText.Take(ref text, "Illegal user "u8))
        {
            BodyFields.Add(into, fields.Action, "invalid_user"u8);
            BodyFields.Add(into, fields.InvalidUser, "true"u8);
            From(text, into);
            return true;
        }

        if (BodyText.Take(ref text, "maximum authentication attempts exceeded for "u8))
        {
            BodyFields.Add(into, fields.Action, "login_failed"u8);
            BodyFields.Add(into, fields.Reason, "maximum authentication attempts exceeded"u8);
            From(text, into);
            return true;
        }

        var denied = text.IndexOf(" not allowed because "u8);
        if (denied < 0 || !BodyText.Take(ref text, "User "u8)) return false;
        BodyFields.Add(into, fields.Action, "login_failed"u8);
        BodyFields.Add(into, fields.Reason, text[(denied - 5 + 21)..]);
        From(text[..(denied - 5)], into);
        return true;
    }

    /// <summary>
    /// <c>[invalid user ]name from address[ port number …]</c>. A client may choose a name with " from " in it to
    /// pass the blame on: the last one counts.
    /// </summary>
    private void From(ReadOnlySpan<byte> text, EventRecord into)
    {
        if (BodyText.Take(ref text, "invalid user "u8) || BodyText.Take(ref text, "illegal user "u8)) BodyFields.Add(into, fields.InvalidUser, "true"u8);
        var from = text.LastIndexOf(" from "u8);
        if (from < 0)
        {
            // The name is empty.
            if (!BodyText.Take(ref text, "from "u8)) return;
            into.Add(fields.User, EventValueKind.Text, default);
        }
        else
        {
            into.Add(fields.User, EventValueKind.Text, text[..from]);
            text = text[(from + 6)..];
        }

        Address(text, into);
    }

    /// <summary><c>address[ port number]</c></summary>
    private void Address(ReadOnlySpan<byte> text, EventRecord into)
    {
        var address = BodyText.Word(ref text).TrimEnd(":,"u8);
        fields.AddAddress(into, address);
        if (BodyText.Take(ref text, "port "u8)) BodyFields.Add(into, fields.Port, BodyText.Word(ref text).TrimEnd(":,"u8) is var port && port.IndexOf((byte)':') is > 0 and var end ? port[..end] : port);
    }

    /// <summary><c>pam_unix(sshd:auth): authentication failure; logname= uid=0 … rhost=address  user=name</c></summary>
    private bool Pam(ReadOnlySpan<byte> text, EventRecord into)
    {
        if (!text.StartsWith("pam_"u8) && !text.StartsWith("PAM "u8)) return false;
        var failure = text.IndexOf("authentication failure"u8);
        if (failure < 0)
        {
            // PAM tells of sessions, unknown users and the like without an address.
            if (text.IndexOf("session opened for user "u8) is >= 0 and var opened) Session("session_opened"u8, text[(opened + 24)..], into);
            else if (text.IndexOf("session closed for user "u8) is >= 0 and var closed) Session("session_closed"u8, text[(closed + 24)..], into);
            return false;
        }

        BodyFields.Add(into, fields.Action, "login_failed"u8);
        BodyFields.Add(into, fields.Method, "pam"u8);
        var rest = text[(failure + 22)..];
        while (BodyText.Pair(ref rest, out var name, out var value))
        {
            if (name.SequenceEqual("rhost"u8)) fields.AddAddress(into, value);
            else if (name.SequenceEqual("user"u8)) BodyFields.Add(into, fields.User, value);
        }

        return true;
    }

    private void Session(ReadOnlySpan<byte> action, ReadOnlySpan<byte> text, EventRecord into)
    {
        BodyFields.Add(into, fields.Action, action);
        var user = BodyText.Word(ref text);
        BodyFields.Add(into, fields.User, user.IndexOf((byte)'(') is > 0 and var end ? user[..end] : user);
    }

    private bool Other(ReadOnlySpan<byte> text, EventRecord into)
    {
        if (BodyText.Take(ref text, "Connection closed by "u8) || BodyText.Take(ref text, "Connection reset by "u8) || BodyText.Take(ref text, "Disconnected from "u8))
        {
            BodyFields.Add(into, fields.Action, "disconnect"u8);
            Peer(text, into);
        }
        else if (BodyText.Take(ref text, "Received disconnect from "u8))
        {
            BodyFields.Add(into, fields.Action, "disconnect"u8);
            Address(text, into);
            if (text.LastIndexOf(": "u8) is > 0 and var reason) BodyFields.Add(into, fields.Reason, text[(reason + 2)..]);
        }
        else if (BodyText.Take(ref text, "Connection from "u8))
        {
            BodyFields.Add(into, fields.Action, "connect"u8);
            Address(text, into);
        }
        else if (BodyText.Take(ref text, "reverse mapping checking getaddrinfo for "u8))
        {
            BodyFields.Add(into, fields.Action, "protocol_error"u8);
            BodyFields.Add(into, fields.Reason, "reverse mapping"u8);
            BodyFields.Add(into, fields.Host, BodyText.Word(ref text));
            if (BodyText.Take(ref text, "["u8) && BodyText.TakeUntil(ref text, "]"u8, out var address)) fields.AddAddress(into, address);
        }
        else if (BodyText.Take(ref text, "refused connect from "u8))
        {
            BodyFields.Add(into, fields.Action, "reject"u8);
            BodyFields.Add(into, fields.Host, BodyText.Word(ref text));
            if (text.StartsWith("("u8) && text.EndsWith(")"u8)) fields.AddAddress(into, text[1..^1]);
        }
        else ProtocolError(text, into);
        return false;
    }

    /// <summary><c>[authenticating|invalid user name ]address port number</c></summary>
    private void Peer(ReadOnlySpan<byte> text, EventRecord into)
    {
        var user = text.IndexOf("user "u8);
        var port = text.LastIndexOf(" port "u8);
        if (user is < 0 or > 15)
        {
            Address(text, into);
            return;
        }

        if (text.StartsWith("invalid "u8)) BodyFields.Add(into, fields.InvalidUser, "true"u8);
        var name = text[(user + 5)..];
        var end = port < 0 ? name.LastIndexOf((byte)' ') : name[..Math.Max(port - user - 5, 0)].LastIndexOf((byte)' ');
        if (end >= 0) BodyFields.Add(into, fields.User, name[..end]);
        Address(name[(end + 1)..], into);
    }

    private void ProtocolError(ReadOnlySpan<byte> text, EventRecord into)
    {
        var at = text.IndexOf("Unable to negotiate with "u8) is >= 0 and var found ? found + 25
            : text.StartsWith("Timeout before authentication for "u8) ? 34
            : text.StartsWith("Bad protocol version"u8) || text.StartsWith("Did not receive identification"u8) || text.StartsWith("banner exchange"u8) || text.IndexOf("Connection from "u8) >= 0 || text.IndexOf("handshake from "u8) >= 0
                ? text.LastIndexOf("from "u8) + 5 : -1;
        if (at < 5 || at > text.Length) return;
        BodyFields.Add(into, fields.Action, "protocol_error"u8);
        Address(text[at..], into);
        if (text[at..].IndexOf(": "u8) is >= 0 and var reason) BodyFields.Add(into, fields.Reason, text[(at + reason + 2)..]);
    }
}
