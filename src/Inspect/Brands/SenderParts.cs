using Sekisho.Inspect.Pipeline;
using Sekisho.Mime;

namespace Sekisho.Inspect.Brands;

/// <summary>The sender of a message as a mail program shows it, taken apart.</summary>
/// <param name="Name">The display name.</param>
/// <param name="Address">The address.</param>
/// <param name="Local">What stands before the at sign.</param>
/// <param name="Domain">The domain, lower case, without a dot at the end.</param>
internal sealed record SenderParts(string Name, string Address, string Local, string Domain)
{
    /// <summary>The first sender with an address. Where From breaks the grammar, what stands in angle brackets and what stands before it: so programs show it.</summary>
    public static SenderParts Of(InspectionContext context)
    {
        var fields = context.Message.HeaderAll("From");
        if (fields.Count == 0) return new SenderParts("", "", "", "");
        var senders = AddressList.Parse(fields[0].Value.Span);
        if (senders is [{ IsMalformed: false } only] && only.Domain.Length > 0) return Of(only.DisplayName, only.Address);
        var text = fields[0].Text;
        var open = text.LastIndexOf('<');
        var close = open < 0 ? -1 : text.IndexOf('>', open);
        if (close > open) return Of(text[..open].Trim(' ', ',', '_', '"', '\t', ';'), text[(open + 1)..close].Trim());
        var first = senders.FirstOrDefault(sender => sender.Address.Contains('@', StringComparison.Ordinal)) ?? (senders is [var any, ..] ? any : null);
        return first is null ? new SenderParts(text ?? "", "", "", "") : Of(first.DisplayName, first.Address);
    }

    private static SenderParts Of(string? name, string address)
    {
        var at = address.LastIndexOf('@');
        return new SenderParts(name ?? "", address, at < 0 ? address : address[..at], at < 0 ? "" : address[(at + 1)..].ToLowerInvariant().TrimEnd('.', ' '));
    }
}
