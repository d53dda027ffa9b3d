using System.Globalization;
using System.Text;
using Sekisho.Deliver.Attempts;
using Sekisho.Deliver.Leasing;
using Sekisho.Mime;
using Sekisho.Smtp.Envelopes;

namespace Sekisho.Deliver.Notices;

/// <summary>Writes a delivery status notification: multipart/report (RFC 6522) with a message/delivery-status (RFC 3464).</summary>
internal static class NoticeMessage
{
    /// <summary>Writes the notice.</summary>
    /// <param name="id">The identifier of the notice as a message.</param>
    /// <param name="job">The job it is about.</param>
    /// <param name="entries">Who is told of; not empty.</param>
    /// <param name="original">The beginning of the message, or all of it where <see cref="ReturnsAll"/>.</param>
    /// <param name="options">Names and limits.</param>
    /// <param name="now">The time of the notice.</param>
    public static byte[] Write(string id, DeliveryJob job, IReadOnlyList<NoticeEntry> entries, ReadOnlyMemory<byte> original, DeliverOptions options, DateTimeOffset now)
    {
        var blocks = new List<IReadOnlyList<KeyValuePair<string, string>>> { MessageFields(job, options) };
        blocks.AddRange(entries.Select(entry => RecipientFields(entry, now)));
        var returned = ReturnsAll(job, entries, options) ? MimeBuilder.OriginalMessage(original) : MimeBuilder.OriginalHeaders(original, options.NoticeHeaderBytes);
        var report = MimeBuilder.Report("delivery-status", MimeBuilder.Text(NoticeText.Body(entries, options.Hostname)), MimeBuilder.DeliveryStatus(blocks), returned)
            .Date(now)
            .Addresses("From", new MailAddress { DisplayName = "Mail Delivery System", LocalPart = "postmaster", Domain = options.Hostname })
            .Addresses("To", Address(job.Envelope.ReversePath))
            .Header("Subject", NoticeText.Subject(entries))
            .Raw("Message-ID", $"<{id}@{options.Hostname}>")

            // RFC 3834 §5: nobody's automatic answer comes back for this one.
            .Raw("Auto-Submitted", "auto-replied")
            .Raw("X-Sekisho-Notice", $"about={job.MessageId}");
        return report.ToBytes(smtpUtf8: !Ascii.IsValid(job.Envelope.ReversePath));
    }

    /// <summary>
    /// Whether the whole message goes back: only with a failure, only when asked for (RFC 3461 §4.3), only a small one, and
    /// never one that requires TLS, as the notice's way is not known to have it (RFC 8689 §5).
    /// </summary>
    public static bool ReturnsAll(DeliveryJob job, IReadOnlyList<NoticeEntry> entries, DeliverOptions options) =>
        job.Envelope.Return == DsnReturn.Full && !job.Envelope.RequireTls && job.ContentBytes <= options.NoticeFullBytes
        && entries.Any(entry => entry.Action == NoticeAction.Failed);

    // RFC 3464 §2.2
    private static List<KeyValuePair<string, string>> MessageFields(DeliveryJob job, DeliverOptions options)
    {
        var fields = new List<KeyValuePair<string, string>> { new("Reporting-MTA", $"dns; {options.Hostname}") };
        if (job.Envelope.EnvelopeId is { } envelopeId) fields.Add(new("Original-Envelope-Id", envelopeId));
        fields.Add(new("Arrival-Date", MimeDate.Format(job.AcceptedAt)));
        fields.Add(new("X-Sekisho-Message-Id", job.MessageId));
        return fields;
    }

    // RFC 3464 §2.3
    private static List<KeyValuePair<string, string>> RecipientFields(NoticeEntry entry, DateTimeOffset now)
    {
        var state = entry.Recipient;
        var fields = new List<KeyValuePair<string, string>>();
        if (state.Recipient.OriginalRecipient is { } original && Ascii.IsValid(original)) fields.Add(new("Original-Recipient", original.Replace(";", "; ", StringComparison.Ordinal)));
        fields.Add(new("Final-Recipient", FinalRecipient(state.Recipient.Address)));
        fields.Add(new("Action", entry.Action.ToString().ToLowerInvariant()));
        fields.Add(new("Status", Status(state, entry.Action)));
        if (state.Host is { } host)
        {
            fields.Add(new("Remote-MTA", $"dns; {host}"));
            fields.Add(new("Diagnostic-Code", $"smtp; {NoticeText.Shorten(state.Reply.ToString())}"));
        }
        else
        {
            fields.Add(new("Diagnostic-Code", $"X-Sekisho; {NoticeText.Shorten(state.Reply.ToString())}"));
        }

        fields.Add(new("Last-Attempt-Date", MimeDate.Format(now)));
        return fields;
    }

    // RFC 3464 §2.3.4: the class of the status follows the action.
    private static string Status(RecipientState state, NoticeAction action)
    {
        var expected = action switch { NoticeAction.Failed => 5, NoticeAction.Delayed => 4, _ => 2 };
        return state.Reply.Enhanced is { } enhanced && enhanced.Class == expected
            ? enhanced.ToString()
            : string.Create(CultureInfo.InvariantCulture, $"{expected}.0.0");
    }

    // RFC 6533 §3: an address that is not ASCII is written so that the notice stays ASCII (utf-8-addr-xtext).
    internal static string FinalRecipient(string address)
    {
        if (Ascii.IsValid(address)) return $"rfc822; {address}";
        var text = new StringBuilder("utf-8; ");
        foreach (var rune in address.EnumerateRunes())
        {
            if (rune.Value is > 0x20 and < 0x7F and not '\\' and not '+' and not '=') text.Append((char)rune.Value);
            else text.Append(CultureInfo.InvariantCulture, $"\\x{{{rune.Value:X2}}}");
        }

        return text.ToString();
    }

    private static MailAddress Address(string path)
    {
        var at = path.LastIndexOf('@');
        return at < 0
            ? new MailAddress { LocalPart = path, Domain = "" }
            : new MailAddress { LocalPart = path[..at], Domain = path[(at + 1)..] };
    }
}
