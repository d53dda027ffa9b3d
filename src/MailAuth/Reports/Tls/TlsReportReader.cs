using System.Globalization;
using System.Text.Json;
using Sekisho.MailAuth.Reports.Aggregate;

namespace Sekisho.MailAuth.Reports.Tls;

/// <summary>Reads TLS reports (RFC 8460 §4.4) as they come. Never throws, whatever the bytes; what has the wrong type is as good as absent, and told.</summary>
public static class TlsReportReader
{
    /// <summary>Reads a report.</summary>
    /// <param name="json">The document, unpacked.</param>
    /// <param name="limits">Null for the usual.</param>
    public static TlsReading Read(ReadOnlyMemory<byte> json, ReportLimits? limits = null)
    {
        limits ??= ReportLimits.Default;
        if (json.Length > limits.MaxBytes) return new TlsReading(null, [FormattableString.Invariant($"The report has {json.Length} bytes, more than {limits.MaxBytes}.")]);
        if (json.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) json = json[3..];
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = limits.MaxDepth, AllowTrailingCommas = true });
            var problems = new ReportProblems(limits.MaxProblems);
            var report = new TlsAssembly(limits, problems).Read(document.RootElement);
            return new TlsReading(report, problems.ToList());
        }
        catch (JsonException exception)
        {
            return new TlsReading(null, [FormattableString.Invariant($"It is no JSON: line {exception.LineNumber + 1} cannot be read.")]);
        }
    }

    private sealed class TlsAssembly(ReportLimits limits, ReportProblems problems)
    {
        private int _records;

        public TlsReport? Read(JsonElement root)
        {
            if (root.ValueKind != JsonValueKind.Object || Member(root, "policies") is null && Member(root, "organization-name") is null)
            {
                problems.Add("There is no TLS report in it.");
                return null;
            }

            var range = Member(root, "date-range");
            var report = new TlsReport
            {
                OrganizationName = Text(root, "organization-name") ?? "",
                ContactInfo = Text(root, "contact-info"),
                ReportId = Text(root, "report-id") ?? "",
                Begin = Moment(range, "start-datetime"),
                End = Moment(range, "end-datetime"),
                Policies = Policies(Member(root, "policies")),
            };
            if (report.ReportId.Length == 0) problems.Add("The report has no identifier.");
            if (report.Begin is null || report.End is null) problems.Add("The report does not say from when to when it is.");
            if (report.Policies.Count == 0) problems.Add("The report has no policies.");
            return report;
        }

        private List<TlsPolicyResult> Policies(JsonElement? element)
        {
            var results = new List<TlsPolicyResult>();
            foreach (var item in Items(element))
            {
                if (results.Count >= limits.MaxListItems)
                {
                    problems.Add(FormattableString.Invariant($"The report has more than {limits.MaxListItems} policies."));
                    break;
                }

                var policy = Member(item, "policy");
                var summary = Member(item, "summary");
                if (policy is null) problems.Add("A result does not say under which policy it is.");
                results.Add(new TlsPolicyResult
                {
                    PolicyType = Text(policy, "policy-type") ?? "",
                    PolicyDomain = XmlValues.Domain(Text(policy, "policy-domain") ?? ""),
                    PolicyText = Texts(policy, "policy-string"),
                    MxHosts = Texts(policy, "mx-host"),
                    Successful = Count(summary, "total-successful-session-count"),
                    Failed = Count(summary, "total-failure-session-count"),
                    Failures = Failures(Member(item, "failure-details")),
                });
            }

            return results;
        }

        private List<TlsFailure> Failures(JsonElement? element)
        {
            var failures = new List<TlsFailure>();
            foreach (var item in Items(element))
            {
                if (++_records > limits.MaxRecords)
                {
                    problems.Add(FormattableString.Invariant($"The report has more than {limits.MaxRecords} failure details."));
                    break;
                }

                failures.Add(new TlsFailure
                {
                    ResultType = Text(item, "result-type") ?? "",
                    SendingAddress = Text(item, "sending-mta-ip"),
                    ReceivingHost = Text(item, "receiving-mx-hostname"),
                    ReceivingHelo = Text(item, "receiving-mx-helo"),
                    ReceivingAddress = Text(item, "receiving-ip"),
                    Count = Count(item, "failed-session-count"),
                    AdditionalInformation = Text(item, "additional-information"),
                    ReasonCode = Text(item, "failure-reason-code"),
                });
            }

            return failures;
        }

        private static JsonElement.ArrayEnumerator Items(JsonElement? element) => element is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;

        private static JsonElement? Member(JsonElement? element, string name) =>
            element is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var member) ? member : null;

        private string? Text(JsonElement? element, string name) => Member(element, name) is { } member ? Value(member, name) : null;

        private string? Value(JsonElement member, string name)
        {
            if (member.ValueKind == JsonValueKind.Null) return null;
            if (member.ValueKind != JsonValueKind.String || Written(member) is not { } text)
            {
                problems.Add($"{name} is no text.");
                return null;
            }

            text = XmlValues.Plain(text.Length > limits.MaxValueChars ? text[..limits.MaxValueChars] : text);
            return text.Length == 0 ? null : text;
        }

        // The grammar of JSON allows half a surrogate pair; .NET throws at it.
        private static string? Written(JsonElement member)
        {
            try
            {
                return member.GetString();
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }

        private List<string> Texts(JsonElement? element, string name)
        {
            var texts = new List<string>();
            if (Member(element, name) is not { } member) return texts;
            // Many write one text where the standard has a list.
            if (member.ValueKind == JsonValueKind.String) return Value(member, name) is { } only ? [only] : texts;
            foreach (var item in Items(member))
            {
                if (texts.Count >= limits.MaxListItems) break;
                if (Value(item, name) is { } text) texts.Add(text);
            }

            return texts;
        }

        private long Count(JsonElement? element, string name)
        {
            if (Member(element, name) is not { } member)
            {
                problems.Add($"{name} is missing; 0 is assumed.");
                return 0;
            }

            long count = -1;
            if (member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number)) count = number;
            else if (member.ValueKind == JsonValueKind.String && Written(member) is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read)) count = read;
            if (count is >= 0 and <= 1_000_000_000_000) return count;
            problems.Add($"{name} is no number of sessions; 0 is assumed.");
            return 0;
        }

        private DateTimeOffset? Moment(JsonElement? range, string name) =>
            Text(range, name) is { } text
                && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;
    }
}
