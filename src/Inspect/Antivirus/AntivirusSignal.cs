using Sekisho.Inspect.Attachments;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Antivirus;

/// <summary>
/// Gives the message to clamd, then every attachment as this program decodes it: clamd reads MIME its own way, and an
/// attachment that it does not find would otherwise not be scanned.
/// </summary>
internal sealed class AntivirusSignal(ClamdClient? client) : ISignal
{
    public string Name => "antivirus";

    public FactGroup Facts => AntivirusFacts.Group;

    public async ValueTask ExamineAsync(InspectionContext context)
    {
        if (client is null) return;
        var work = new Work();
        await ScanAsync(context, "the message", context.Message.Bytes, work);
        foreach (var part in context.Leaves)
        {
            if (work.IsOver) break;
            if (AttachmentSignal.IsBody(part)) continue;
            var content = context.Decode(part);
            if (!content.IsEmpty) await ScanAsync(context, $"part {part.Index}", content, work);
        }

        context.Set(AntivirusFacts.Scans, work.Scans);
        context.Set(AntivirusFacts.ScannedBytes, work.Bytes);
        context.Set(AntivirusFacts.Signatures, work.Signatures);
        context.Set(AntivirusFacts.TooLarge, work.TooLarge);
        context.Set(AntivirusFacts.Error, work.Error);
        context.Set(AntivirusFacts.Result, work.Signatures.Count > 0 ? "infected" : work.Error is not null ? "unavailable" : work.TooLarge.Count > 0 ? "too_large" : "clean");
    }

    private async ValueTask ScanAsync(InspectionContext context, string what, ReadOnlyMemory<byte> content, Work work)
    {
        var result = await client!.ScanAsync(content, context.Cancellation);
        switch (result.Outcome)
        {
            case ScanOutcome.Found: work.Signatures.Add(result.Detail); break;
            case ScanOutcome.TooLarge: work.TooLarge.Add($"{what} ({content.Length} bytes): {result.Detail}"); break;
            case ScanOutcome.Unavailable: work.Error = result.Detail; break;
        }

        if (result.Outcome is not (ScanOutcome.Clean or ScanOutcome.Found)) return;
        work.Scans++;
        work.Bytes += content.Length;
    }

    private sealed class Work
    {
        public List<string> Signatures { get; } = [];

        public List<string> TooLarge { get; } = [];

        public string? Error { get; set; }

        public long Scans { get; set; }

        public long Bytes { get; set; }

        /// <summary>One signature decides, and without a scanner there is nothing more to ask.</summary>
        public bool IsOver => Signatures.Count > 0 || Error is not null;
    }
}
