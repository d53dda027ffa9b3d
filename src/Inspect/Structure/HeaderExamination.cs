using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Pipeline;
using Sekisho.Mime;

namespace Sekisho.Inspect.Structure;

/// <summary>The header fields that name people, times and programs.</summary>
internal static class HeaderExamination
{
    public static void Examine(InspectionContext context)
    {
        SetNames(context);
        SetSender(context);
        SetRecipients(context);
        SetDate(context);
        var message = context.Message;
        context.Set(StructureFacts.Subject, message.Header("Subject")?.Text);
        context.Set(StructureFacts.MessageId, message.Header("Message-ID")?.Text.Trim('<', '>', ' '));
        context.Set(StructureFacts.Mailer, (message.Header("X-Mailer") ?? message.Header("User-Agent"))?.Text);
        context.Set(StructureFacts.ListId, message.Header("List-Id")?.Text);
        if (message.Header("List-Unsubscribe") is not null) context.Set(StructureFacts.ListUnsubscribe, true);
    }

    private static void SetNames(InspectionContext context)
    {
        var names = new OrderedSet();
        long count = 0, received = 0;
        foreach (var field in context.Message.Root.Fields)
        {
            count++;
            if (field.NameIs("Received"u8)) received++;
            names.Add(field.Name.ToLowerInvariant());
        }

        context.Set(StructureFacts.HeaderFields, count);
        context.Set(StructureFacts.HeaderNames, names.Items);
        context.Set(StructureFacts.Received, received);
    }

    private static void SetSender(InspectionContext context)
    {
        var fields = context.Message.HeaderAll("From");
        var senders = fields.SelectMany(field => AddressList.Parse(field.Value.Span)).ToList();
        context.Set(StructureFacts.FromFields, fields.Count);
        context.Set(StructureFacts.FromAddresses, [.. senders.Select(sender => sender.Address).Distinct(StringComparer.Ordinal)]);
        context.Set(StructureFacts.FromComments, [.. senders.SelectMany(sender => sender.Comments)]);
        if (senders.Exists(sender => sender.IsMalformed || sender.HasEncodedWordInAddress)) context.Set(StructureFacts.FromMalformed, true);
        if (senders is [var first, ..])
        {
            context.Set(StructureFacts.From, first.Address);
            context.Set(StructureFacts.FromName, first.DisplayName);
            context.Set(StructureFacts.FromDomain, first.Domain.ToLowerInvariant());
            context.Set(StructureFacts.NameHasAddress, AddressIn(first.DisplayName, first.Address));
        }

        context.Set(StructureFacts.Sender, Addresses(context, "Sender").FirstOrDefault()?.Address);
        var replyTo = Addresses(context, "Reply-To");
        context.Set(StructureFacts.ReplyTo, [.. replyTo.Select(address => address.Address)]);
        if (senders.Count > 0 && replyTo.Exists(address => !address.Domain.Equals(senders[0].Domain, StringComparison.OrdinalIgnoreCase)))
            context.Set(StructureFacts.ReplyToDiffers, true);
    }

    private static void SetRecipients(InspectionContext context)
    {
        var addresses = Addresses(context, "To").Concat(Addresses(context, "Cc")).Select(address => address.Address).ToList();
        context.Set(StructureFacts.To, addresses);
        context.Set(StructureFacts.ToCount, addresses.Count);
    }

    private static void SetDate(InspectionContext context)
    {
        if (context.Message.Header("Date") is not { } field)
        {
            context.Set(StructureFacts.DateMissing, true);
            return;
        }

        if (!MimeDate.TryParse(field.Value.Span, out var date))
        {
            context.Set(StructureFacts.DateInvalid, true);
            return;
        }

        context.Set(StructureFacts.Date, date.ToString("yyyy-MM-dd'T'HH:mm:sszzz"));
        context.Set(StructureFacts.DateAge, (long)Math.Floor((context.Clock.GetUtcNow() - date).TotalHours));
    }

    private static List<MailAddress> Addresses(InspectionContext context, string name) =>
        [.. context.Message.HeaderAll(name).SelectMany(field => AddressList.Parse(field.Value.Span))];

    /// <summary>An address written in a display name, when it is another than the sender's own.</summary>
    private static string? AddressIn(string? name, string address)
    {
        if (name is null || !name.Contains('@', StringComparison.Ordinal)) return null;
        foreach (var word in name.Split([' ', '<', '>', '(', ')', '"', '\'', ',', ';', '\u3000'], StringSplitOptions.RemoveEmptyEntries))
        {
            var at = word.IndexOf('@', StringComparison.Ordinal);
            if (at > 0 && word.IndexOf('.', at + 1) > at + 1 && !word.Equals(address, StringComparison.OrdinalIgnoreCase)) return word;
        }

        return null;
    }
}
