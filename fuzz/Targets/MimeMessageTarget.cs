using System.Buffers;
using Sekisho.Mime;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Whole messages: every view, every value, every body; ranges lie in their bytes, children in their parents, a second reading is the same.</summary>
public sealed class MimeMessageTarget : IFuzzTarget
{
    private static readonly MimeLimits Narrow = new() { MaxDepth = 3, MaxParts = 6, MaxHeaderFields = 4, MaxHeaderBytes = 120, MaxBoundaryBytes = 8, MaxParameters = 3, MaxViews = 4, MaxAmbiguities = 8, MaxNestedDecodedBytes = 64, MaxEncodedWords = 1, MaxCommentDepth = 2, MaxFieldBytes = 200, MaxLineBytes = 40, MaxAddresses = 2 };

    public string Name => "mime-message";

    public IReadOnlyList<byte[]> Seeds => MimeSeeds.Messages;

    public void Run(byte[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        foreach (var limits in (ReadOnlySpan<MimeLimits>)[MimeLimits.Default, Narrow])
        {
            var message = MimeMessage.Read(input, limits);
            CheckTree(message, limits);
            foreach (var part in message.Parts) CheckPart(part);
            CheckSame(message, MimeMessage.Read(input.ToArray(), limits));
        }

        CheckEvents(input);
    }

    private static void CheckTree(MimeMessage message, MimeLimits limits)
    {
        Require(message.Parts.Count >= 1 && message.Parts[0].View == 0, "there is a root");
        Require(message.Parts.Count <= limits.MaxParts + limits.MaxViews, "not more parts than allowed");
        Require(message.Ambiguities.Count <= limits.MaxAmbiguities + Enum.GetValues<MimeAmbiguityKind>().Length, "not more ambiguities than allowed");
        var lastView = 0;
        for (var i = 0; i < message.Parts.Count; i++)
        {
            var part = message.Parts[i];
            Require(part.Index == i && part.ParentIndex < i, "parts are in pre-order");
            Require(part.View >= lastView && part.View <= limits.MaxViews, "views follow each other");
            Require(part.View == 0 == part.ViewReason is null, "a view has a reason");
            Require(part.Depth <= limits.MaxDepth + 1, "not deeper than allowed");
            lastView = part.View;
            if (part.ParentIndex < 0)
            {
                Require(part.Depth == 0, "a root has depth 0");
                continue;
            }

            var parent = message.Parts[part.ParentIndex];
            Require(part.Depth == parent.Depth + 1, "depth counts parents");
            if (part.Source.Equals(parent.Source) && part.View == parent.View)
                Require(part.Header.Offset >= parent.Body.Offset && part.Body.End <= parent.Body.End, "children lie inside their parents");
        }

        foreach (var found in message.Ambiguities)
        {
            Require(found.PartIndex >= 0 && found.PartIndex < message.Parts.Count, "an ambiguity has a part");
            Require(found.Offset >= 0 && found.Length >= 0 && found.Offset + found.Length <= message.Parts[found.PartIndex].Source.Length, "an ambiguity lies in the bytes");
        }
    }

    private static void CheckPart(MimePart part)
    {
        foreach (var range in (ReadOnlySpan<ByteRange>)[part.Header, part.Body, part.Preamble, part.Epilogue])
            Require(range.Offset >= 0 && range.Length >= 0 && range.End <= part.Source.Length, "ranges lie in the bytes");
        Require(part.Body.Offset >= part.Header.End || part.Body.IsEmpty, "the body follows the header");
        var body = new ArrayBufferWriter<byte>();
        var decoded = part.DecodeBody(body);
        Require(decoded.Bytes == body.WrittenCount && !decoded.Truncated && decoded.Bytes <= part.Body.Length, "a decoded body is not longer than the body");
        var room = new byte[body.WrittenCount / 2];
        var cut = part.DecodeBody(room);
        Require(cut.Bytes == room.Length && body.WrittenSpan.StartsWith(room), "a cut body is the beginning of the body");
        _ = part.ReadText(1000);
        _ = (part.ContentType.MediaType.Length, part.ContentType.Type, part.ContentType.Subtype, part.Disposition, part.ContentId);
        Require(part.FileNames.Distinct(StringComparer.Ordinal).Count() == part.FileNames.Count, "names are distinct");
        foreach (var field in part.Fields)
        {
            Require(field.Range.End <= part.Source.Length && field.ValueRange.End <= field.Range.End && field.NameRange.Length > 0, "fields lie in the bytes");
            _ = (field.Name, field.Text);
        }
    }

    private static void CheckSame(MimeMessage one, MimeMessage other)
    {
        Require(one.Parts.Count == other.Parts.Count && one.Ambiguities.SequenceEqual(other.Ambiguities) && one.LimitsHit.SequenceEqual(other.LimitsHit), "a second reading finds the same");
        for (var i = 0; i < one.Parts.Count; i++)
            Require(one.Parts[i].Range == other.Parts[i].Range && one.Parts[i].View == other.Parts[i].View && one.Parts[i].TransferEncoding == other.Parts[i].TransferEncoding, "a second reading gives the same parts");
    }

    private static void CheckEvents(byte[] input)
    {
        var reader = new MimeReader(input);
        var open = 0;
        var events = 0L;
        while (reader.Read())
        {
            Require(reader.Range.Offset >= 0 && reader.Range.End <= input.Length, "events lie in the bytes");
            if (reader.Kind == MimeEventKind.PartStart) open++;
            if (reader.Kind == MimeEventKind.PartEnd) open--;
            Require(++events <= input.Length * 8L + 16, "events end");
        }

        Require(open == 0 && reader.Kind == MimeEventKind.End, "every part that begins ends");
    }

    private static void Require(bool holds, string what)
    {
        if (!holds) throw new InvalidOperationException($"Broken: {what}.");
    }
}
