using Sekisho.MailAuth.Reports.Aggregate;
using Sekisho.Mime;

namespace Sekisho.MailAuth.Reports.Failure;

/// <summary>
/// Reads failure reports (RFC 9991, RFC 6591): the part message/feedback-report (RFC 5965 §3) of a message, and the header of the message
/// that it is about. Never throws. Local parts of addresses are not kept: whose mail failed is nobody's business.
/// </summary>
public static class FailureReportReader
{
    // A report has some dozen lines; what is behind is not read.
    private const int MaxFieldBytes = 64 * 1024;

    /// <summary>Reads the report in a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="limits">Null for the usual.</param>
    public static FailureReading Read(MimeMessage message, ReportLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        limits ??= ReportLimits.Default;
        var problems = new ReportProblems(limits.MaxProblems);
        if (message.Parts.FirstOrDefault(IsFeedback) is not { } part)
        {
            if (!IsReport(message)) return new FailureReading(null, ["There is no failure report in it."]);
            problems.Add("The part message/feedback-report is missing; only the text for people is there.");
            return new FailureReading(FromText(message, limits), problems.ToList());
        }

        var fields = Fields(part, limits);
        var report = new FailureReport
        {
            FeedbackType = Get(fields, "feedback-type")?.ToLowerInvariant() ?? "",
            AuthFailure = Get(fields, "auth-failure")?.ToLowerInvariant(),
            Domain = Get(fields, "reported-domain") is { } domain ? XmlValues.Domain(domain) : "",
            IdentityAlignment = Get(fields, "identity-alignment")?.ToLowerInvariant(),
            DeliveryResult = Get(fields, "delivery-result")?.ToLowerInvariant(),
            SourceAddress = Get(fields, "source-ip") is { } source ? XmlValues.Address(source)?.ToString() : null,
            EnvelopeFrom = DomainOf(Get(fields, "original-mail-from")),
            HeaderFrom = AuthorOf(message, part),
            DkimDomain = Get(fields, "dkim-domain") is { } signer ? XmlValues.Domain(signer) : null,
            DkimSelector = Get(fields, "dkim-selector"),
            SpfRecord = Get(fields, "spf-dns"),
            AuthenticationResults = WithoutLocalParts(Get(fields, "authentication-results")),
            ArrivalDate = Get(fields, "arrival-date") ?? Get(fields, "received-date"),
            UserAgent = Get(fields, "user-agent"),
            Incidents = Get(fields, "incidents") is { } incidents && XmlValues.Count(incidents) is { } count ? count : 1,
        };
        if (report.Domain.Length == 0) report = report with { Domain = report.HeaderFrom ?? "" };
        if (report.FeedbackType.Length == 0) problems.Add("Feedback-Type is missing.");
        if (report.FeedbackType == "auth-failure" && report.AuthFailure is null) problems.Add("Auth-Failure is missing.");
        if (report.SourceAddress is null) problems.Add("Source-IP is missing, or no address.");
        if (report.Domain.Length == 0) problems.Add("The report does not say which domain it is about.");
        return new FailureReading(report, problems.ToList());
    }

    private static bool IsFeedback(MimePart part) => part.ContentType.MediaType.Equals("message/feedback-report", StringComparison.OrdinalIgnoreCase);

    private static bool IsReport(MimeMessage message) =>
        message.Root.ContentType.MediaType.Equals("multipart/report", StringComparison.OrdinalIgnoreCase)
        && message.Header("Subject")?.Text is { } subject && subject.Contains("DMARC", StringComparison.OrdinalIgnoreCase);

    // RFC 5965 §3: header fields, folded as in messages.
    private static Dictionary<string, string> Fields(MimePart part, ReportLimits limits)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var name = "";
        var text = part.IsLeaf ? System.Text.Encoding.UTF8.GetString(part.DecodeBody(MaxFieldBytes)) : "";
        foreach (var line in text.TrimStart().Split('\n'))
        {
            if (line.Length > 0 && line[0] is ' ' or '\t' && name.Length > 0)
            {
                if (fields[name].Length < limits.MaxValueChars) fields[name] += " " + line.Trim();
                continue;
            }

            name = "";
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || colon > 100) continue;
            var field = line[..colon].Trim().ToLowerInvariant();
            // Reported-Domain and others may be there several times; the first counts.
            if (fields.Count < 200 && fields.TryAdd(field, line[(colon + 1)..].Trim())) name = field;
        }

        return fields.ToDictionary(field => field.Key, field => XmlValues.Plain(field.Value.Length > limits.MaxValueChars ? field.Value[..limits.MaxValueChars] : field.Value), StringComparer.Ordinal);
    }

    // Exim writes its report for people only.
    private static FailureReport FromText(MimeMessage message, ReportLimits limits)
    {
        var report = new FailureReport { FeedbackType = "auth-failure", AuthFailure = "dmarc" };
        if (message.Parts.FirstOrDefault(part => part.IsLeaf && part.ContentType.MediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)) is not { } text) return report;
        foreach (var line in text.ReadText(MaxFieldBytes).Split('\n').Take(limits.MaxListItems))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) continue;
            var value = XmlValues.Plain(line[(colon + 1)..]);
            switch (line[..colon].Trim().ToLowerInvariant())
            {
                case "sender domain": report = report with { Domain = XmlValues.Domain(value), HeaderFrom = XmlValues.Domain(value) }; break;
                case "sender ip address": report = report with { SourceAddress = XmlValues.Address(value)?.ToString() }; break;
                case "received date": report = report with { ArrivalDate = value }; break;
            }
        }

        return report;
    }

    private static string? Get(Dictionary<string, string> fields, string name) => fields.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private static string? DomainOf(string? path)
    {
        if (path is null) return null;
        path = path.Trim('<', '>', ' ');
        var at = path.LastIndexOf('@');
        return at < 0 ? path.Length == 0 ? "" : null : XmlValues.Domain(path[(at + 1)..]);
    }

    // The message reported on: the part behind, as message or as its header alone.
    private static string? AuthorOf(MimeMessage message, MimePart feedback)
    {
        foreach (var part in message.Parts)
        {
            if (part.Index <= feedback.Index || part.View != 0) continue;
            if (part.Field("From") is { } from) return DomainOf(LastAddress(from.Text));
            if (!part.ContentType.MediaType.Equals("text/rfc822-headers", StringComparison.OrdinalIgnoreCase)) continue;
            var header = MimeMessage.Read(part.DecodeBody(MaxFieldBytes));
            return DomainOf(LastAddress(header.Header("From")?.Text ?? ""));
        }

        return null;
    }

    private static string LastAddress(string from)
    {
        var open = from.LastIndexOf('<');
        var close = from.LastIndexOf('>');
        return open >= 0 && close > open ? from[(open + 1)..close] : from;
    }

    private static string? WithoutLocalParts(string? results)
    {
        if (results is null || !results.Contains('@', StringComparison.Ordinal)) return results;
        var words = results.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            var at = words[i].LastIndexOf('@');
            if (at < 0) continue;
            var equals = words[i].IndexOf('=', StringComparison.Ordinal);
            words[i] = (equals >= 0 && equals < at ? words[i][..(equals + 1)] : "") + words[i][(at + 1)..];
        }

        return string.Join(' ', words);
    }
}
