using Sekisho.Events.Names;

namespace Sekisho.Events.Syslog.Bodies;

/// <summary>
/// The fields that are read from the text of messages, the same for every program. What happened is in
/// <c>action</c>: connect, disconnect, login, login_failed, invalid_user, reject, delivery, received, bounced,
/// deferred, protocol_error, and so on.
/// </summary>
internal sealed class BodyFields(FieldNames names)
{
    public readonly int Action = names.Add("action"u8);
    public readonly int Component = names.Add("component"u8);
    public readonly int User = names.Add("user"u8);
    public readonly int InvalidUser = names.Add("invalid_user"u8);
    public readonly int Address = names.Add("src_ip"u8);
    public readonly int Host = names.Add("src_host"u8);
    public readonly int Port = names.Add("src_port"u8);
    public readonly int LocalAddress = names.Add("dst_ip"u8);
    public readonly int Method = names.Add("method"u8);
    public readonly int Reason = names.Add("reason"u8);
    public readonly int Attempts = names.Add("attempts"u8);
    public readonly int Repeated = names.Add("repeated"u8);
    public readonly int QueueId = names.Add("queue_id"u8);
    public readonly int MessageId = names.Add("message_id"u8);
    public readonly int Sender = names.Add("mail_from"u8);
    public readonly int Recipient = names.Add("rcpt_to"u8);
    public readonly int OriginalRecipient = names.Add("orig_to"u8);
    public readonly int Stage = names.Add("stage"u8);
    public readonly int ReplyCode = names.Add("reply_code"u8);
    public readonly int EnhancedCode = names.Add("dsn"u8);
    public readonly int Status = names.Add("status"u8);
    public readonly int Relay = names.Add("relay"u8);
    public readonly int Delay = names.Add("delay"u8);
    public readonly int Size = names.Add("size"u8);
    public readonly int Recipients = names.Add("nrcpt"u8);
    public readonly int Protocol = names.Add("proto"u8);
    public readonly int Helo = names.Add("helo"u8);
    public readonly int Tls = names.Add("tls"u8);
    public readonly int Session = names.Add("session"u8);
    public readonly int Router = names.Add("router"u8);
    public readonly int Transport = names.Add("transport"u8);

    /// <summary>Adds a value unless it is empty.</summary>
    public static void Add(EventRecord into, int name, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty) into.Add(name, EventValueKind.Text, value);
    }

    /// <summary>Adds an address without the marks around it.</summary>
    public static void AddMailbox(EventRecord into, int name, ReadOnlySpan<byte> value)
    {
        if (value.StartsWith("<"u8)) value = value[1..];
        if (value.EndsWith(">"u8)) value = value[..^1];
        into.Add(name, EventValueKind.Text, value);
    }

    /// <summary>Adds client name and address from <c>name[address]:port</c>; gives what stands behind.</summary>
    public ReadOnlySpan<byte> AddClient(EventRecord into, ReadOnlySpan<byte> text)
    {
        var open = text.IndexOf((byte)'[');
        if (open < 0 || text[..open].IndexOf((byte)' ') >= 0) return text;
        var close = text[open..].IndexOf((byte)']');
        if (close < 0) return text;
        if (!text[..open].SequenceEqual("unknown"u8)) Add(into, Host, text[..open]);
        AddAddress(into, text.Slice(open + 1, close - 1));
        return AddPort(into, text[(open + close + 1)..]);
    }

    /// <summary>Adds the address of a client; one of IPv4 in the dress of IPv6 (RFC 4291 section 2.5.5.2) without it.</summary>
    public void AddAddress(EventRecord into, ReadOnlySpan<byte> address)
    {
        if (address.StartsWith("::ffff:"u8) && address.IndexOf((byte)'.') > 0) address = address[7..];
        Add(into, Address, address);
    }

    /// <summary>Adds the port of <c>:55379</c>; gives what stands behind.</summary>
    public ReadOnlySpan<byte> AddPort(EventRecord into, ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith(":"u8)) return text;
        var digits = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits < 0) digits = text.Length - 1;
        if (digits is < 1 or > 5) return text;
        Add(into, Port, text.Slice(1, digits));
        return text[(digits + 1)..];
    }
}
