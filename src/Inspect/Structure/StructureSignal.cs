using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Pipeline;
using Sekisho.Mime;

namespace Sekisho.Inspect.Structure;

/// <summary>The shape of the message: parts, sizes, charsets, ambiguities and limits.</summary>
internal sealed class StructureSignal : ISignal
{
    public string Name => "structure";

    public FactGroup Facts => StructureFacts.Group;

    public ValueTask ExamineAsync(InspectionContext context)
    {
        SetShape(context);
        SetAmbiguities(context);
        SetLimits(context);
        HeaderExamination.Examine(context);
        SetEnvelope(context);
        return ValueTask.CompletedTask;
    }

    private static void SetShape(InspectionContext context)
    {
        var parts = context.Message.Parts;
        var mediaTypes = new OrderedSet();
        var charsets = new OrderedSet();
        var encodings = new OrderedSet();
        long depth = 0, views = 0, embedded = 0;
        foreach (var part in parts)
        {
            depth = Math.Max(depth, part.Depth);
            if (part.View > 0) views++;
            if (part.IsEmbeddedMessage) embedded++;
            mediaTypes.Add(part.ContentType.MediaType);
            if (part.ContentType.Charset is { Length: > 0 } charset) charsets.Add(charset.ToLowerInvariant());
            encodings.Add(NameOf(part.TransferEncoding));
        }

        context.Set(StructureFacts.Bytes, context.Message.Bytes.Length);
        context.Set(StructureFacts.Parts, parts.Count);
        context.Set(StructureFacts.Depth, depth);
        context.Set(StructureFacts.Views, views);
        context.Set(StructureFacts.EmbeddedMessages, embedded);
        context.Set(StructureFacts.HeaderBytes, context.Message.Root.Header.Length);
        context.Set(StructureFacts.MediaTypes, mediaTypes.Items);
        context.Set(StructureFacts.Charsets, charsets.Items);
        context.Set(StructureFacts.Encodings, encodings.Items);
    }

    private static void SetAmbiguities(InspectionContext context)
    {
        var names = new OrderedSet();
        var hiding = new OrderedSet();
        var doubtful = new OrderedSet();
        foreach (var ambiguity in context.Message.Ambiguities)
        {
            names.Add(ambiguity.Kind.ToString());
            var list = WeightOf(context, ambiguity) switch
            {
                AmbiguityWeight.Hiding => hiding,
                AmbiguityWeight.Doubtful => doubtful,
                _ => null,
            };
            list?.Add($"{ambiguity.Kind} in part {ambiguity.PartIndex} at byte {ambiguity.Offset}");
        }

        context.Set(StructureFacts.Ambiguities, names.Items);
        context.Set(StructureFacts.Hiding, hiding.Items);
        context.Set(StructureFacts.Doubtful, doubtful.Items);
    }

    /// <summary>
    /// The label UTF-7 on a text that is the same read as ASCII hides nothing: the bounces of a large service are labelled so.
    /// In a header field it has no honest use.
    /// </summary>
    private static AmbiguityWeight WeightOf(InspectionContext context, MimeAmbiguity ambiguity)
    {
        // Of an encoded word the whole is reported, of a part the name of the charset.
        if (ambiguity.Kind == MimeAmbiguityKind.Utf7 && context.Message.Parts[ambiguity.PartIndex] is { IsLeaf: true } part
            && ambiguity.Length == part.ContentType.Charset?.Length && !Utf7Runs.Any(context.Decode(part).Span))
            return AmbiguityWeight.Harmless;
        return AmbiguityWeights.Of(ambiguity.Kind);
    }

    private static void SetLimits(InspectionContext context)
    {
        foreach (var limit in context.Message.LimitsHit)
        {
            // These leave content unread; the others only cut a list or a value, or say that a line is long.
            if (limit is MimeLimitKind.Depth or MimeLimitKind.Parts or MimeLimitKind.HeaderBytes or MimeLimitKind.HeaderFields or MimeLimitKind.BoundaryBytes
                or MimeLimitKind.Parameters or MimeLimitKind.Views or MimeLimitKind.NestedDecodedBytes)
                context.NoteLimit("Mime." + limit);
            else context.NoteSoftLimit("Mime." + limit);
        }
    }

    private static void SetEnvelope(InspectionContext context)
    {
        var request = context.Request;
        context.Set(StructureFacts.ClientAddress, request.ClientAddress);
        context.Set(StructureFacts.Helo, request.Helo);
        context.Set(StructureFacts.MailFrom, request.MailFrom);
        context.Set(StructureFacts.Account, request.Account);
        context.Set(StructureFacts.Recipients, [.. request.Recipients]);
    }

    private static string NameOf(TransferEncoding encoding) => encoding switch
    {
        TransferEncoding.SevenBit => "7bit",
        TransferEncoding.EightBit => "8bit",
        TransferEncoding.Binary => "binary",
        TransferEncoding.Base64 => "base64",
        TransferEncoding.QuotedPrintable => "quoted-printable",
        TransferEncoding.Uuencode => "uuencode",
        _ => "unknown",
    };
}
