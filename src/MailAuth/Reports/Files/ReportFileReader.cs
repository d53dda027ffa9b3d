using Sekisho.MailAuth.Reports.Aggregate;
using Sekisho.MailAuth.Reports.Failure;
using Sekisho.MailAuth.Reports.Tls;
using Sekisho.Mime;

namespace Sekisho.MailAuth.Reports.Files;

/// <summary>Finds and reads the reports in whatever came: a document, packed or not, or a message that carries one. Never throws.</summary>
public static class ReportFileReader
{
    /// <summary>Reads a file: XML, JSON, gzip, zip, or a message.</summary>
    /// <param name="file">The file.</param>
    /// <param name="limits">Null for the usual.</param>
    public static ReportFiles ReadFile(ReadOnlyMemory<byte> file, ReportLimits? limits = null)
    {
        limits ??= ReportLimits.Default;
        var problems = new ReportProblems(limits.MaxProblems);
        var reports = new List<ReadReport>();
        if (file.Length > limits.MaxBytes)
        {
            problems.Add(FormattableString.Invariant($"The file has {file.Length} bytes, more than {limits.MaxBytes}."));
            return new ReportFiles(reports, problems.ToList());
        }

        foreach (var (name, content) in Unpacking.Unpack("", file, limits, problems))
        {
            if (IsDocument(content.Span)) ReadDocument(name, content, limits, reports, problems);
            else if (LooksLikeMessage(content.Span)) ReadParts(MimeMessage.Read(content), part => part.DecodeBody(limits.MaxBytes + 1), limits, reports, problems);
            else problems.Add("It is neither XML nor JSON nor a message.");
        }

        if (reports.Count == 0) problems.Add("There is no report in it.");
        return new ReportFiles(reports, problems.ToList());
    }

    /// <summary>Reads what a message carries.</summary>
    /// <param name="message">The message.</param>
    /// <param name="decode">Decodes the body of a part.</param>
    /// <param name="limits">Null for the usual.</param>
    public static ReportFiles ReadMessage(MimeMessage message, Func<MimePart, ReadOnlyMemory<byte>> decode, ReportLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(decode);
        limits ??= ReportLimits.Default;
        var problems = new ReportProblems(limits.MaxProblems);
        var reports = new List<ReadReport>();
        ReadParts(message, decode, limits, reports, problems);
        if (reports.Count == 0) problems.Add("There is no report in it.");
        return new ReportFiles(reports, problems.ToList());
    }

    private static void ReadParts(MimeMessage message, Func<MimePart, ReadOnlyMemory<byte>> decode, ReportLimits limits, List<ReadReport> reports, ReportProblems problems)
    {
        var looks = 0;
        foreach (var part in message.Parts)
        {
            // A report within the message that a failure report is about is nobody's report to us.
            if (!part.IsLeaf || part.View != 0 || IsWithinMessage(message, part)) continue;
            if (++looks > limits.MaxFiles)
            {
                problems.Add(FormattableString.Invariant($"The message has more than {limits.MaxFiles} parts."));
                break;
            }

            var content = decode(part);
            if (content.Length > limits.MaxBytes)
            {
                problems.Add("A part is larger than the limit.");
                continue;
            }

            if (!IsPacked(content.Span) && !IsDocument(content.Span)) continue;
            foreach (var (name, document) in Unpacking.Unpack(part.FileNames.Count > 0 ? part.FileNames[0] : "", content, limits, problems))
            {
                if (IsDocument(document.Span)) ReadDocument(name, document, limits, reports, problems);
            }
        }

        if (reports.Count > 0) return;
        var failure = FailureReportReader.Read(message, limits);
        if (failure.Report is not null) reports.Add(new ReadReport { Kind = ReportKind.Failure, Failure = failure.Report, Problems = failure.Problems });
    }

    private static bool IsWithinMessage(MimeMessage message, MimePart part)
    {
        for (var parent = part.ParentIndex; parent >= 0; parent = message.Parts[parent].ParentIndex)
        {
            if (message.Parts[parent].IsEmbeddedMessage) return true;
        }

        return false;
    }

    private static void ReadDocument(string name, ReadOnlyMemory<byte> document, ReportLimits limits, List<ReadReport> reports, ReportProblems problems)
    {
        if (reports.Count >= limits.MaxFiles) return;
        var place = XmlValues.Plain(name.Length > limits.MaxValueChars ? name[..limits.MaxValueChars] : name);
        if (FirstSign(document.Span) == '{')
        {
            var tls = TlsReportReader.Read(document, limits);
            if (tls.Report is not null) reports.Add(new ReadReport { Kind = ReportKind.Tls, Place = place, Tls = tls.Report, Problems = tls.Problems });
            else foreach (var problem in tls.Problems) problems.Add(problem);
            return;
        }

        var aggregate = AggregateReportReader.Read(document.Span, limits);
        if (aggregate.Report is not null) reports.Add(new ReadReport { Kind = ReportKind.Aggregate, Place = place, Aggregate = aggregate.Report, Problems = aggregate.Problems });
        else foreach (var problem in aggregate.Problems) problems.Add(problem);
    }

    private static bool IsPacked(ReadOnlySpan<byte> content) => content.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || content.StartsWith("PK\x03\x04"u8);

    private static bool IsDocument(ReadOnlySpan<byte> content) => FirstSign(content) is '<' or '{';

    private static char FirstSign(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) content = content[2..];
        else if (content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) content = content[3..];
        var start = content.TrimStart(" \t\r\n\0"u8);
        return start.IsEmpty ? '\0' : (char)start[0];
    }

    private static bool LooksLikeMessage(ReadOnlySpan<byte> content)
    {
        var line = content[..Math.Min(content.Length, 1000)];
        var end = line.IndexOf((byte)'\n');
        if (end >= 0) line = line[..end];
        return line.StartsWith("From "u8) || line.IndexOf((byte)':') > 0;
    }
}
