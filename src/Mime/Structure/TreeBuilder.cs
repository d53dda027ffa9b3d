using System.Buffers;

namespace Sekisho.Mime;

/// <summary>
/// Makes the parts of a message from the reader's events. Steps: 1. view 0; 2. each other reading asked for, of the part
/// it concerns; 3. a reading that gives the same parts is forgotten, another becomes a view.
/// </summary>
internal sealed class TreeBuilder
{
    private readonly MimeMessage _message;
    private readonly FindingList _findings;
    private readonly List<MimePart> _parts = new(4);
    private readonly List<FieldRange> _fields = new(24);
    private readonly TextFlags _flags;
    private int _decodedBytes;
    private int _views;

    private TreeBuilder(MimeMessage message)
    {
        _message = message;
        _findings = new FindingList(message.Limits);
        message.FieldRanges = _fields;
        _flags = TextScan.Scan(message.Bytes.Span);
    }

    public static void Build(MimeMessage message)
    {
        var builder = new TreeBuilder(message);
        builder.ReadTree(message.Bytes, 0, message.Bytes.Length, null, 0, PartReading.Strict, null);
        if (TextScan.HasLineLongerThan(message.Bytes.Span, message.Limits.MaxLineBytes)) builder._findings.Hit(MimeLimitKind.LineBytes);
        builder.AskForOtherLineEnds();
        builder.ReadOtherReadings();
        message.Parts = builder._parts;
        message.Ambiguities = builder._findings.Ambiguities;
        message.LimitsHit = builder._findings.LimitsHit();
    }

    /// <summary>Reads a range as a part with all that lies in it.</summary>
    private void ReadTree(ReadOnlyMemory<byte> source, int start, int end, MimePart? parent, int view, PartReading reading, MimeAmbiguityKind? reason)
    {
        var depth = parent is null ? 0 : parent.Depth + 1;
        var reader = new MimeReader(source.Span[..end], start, _findings, reading, _parts.Count, depth, parent?.Class == ContentClass.Digest);
        var current = parent;
        while (reader.Read())
        {
            switch (reader.Kind)
            {
                case MimeEventKind.PartStart:
                    current = new MimePart(_message)
                    {
                        Source = source,
                        Index = _parts.Count,
                        ParentIndex = current?.Index ?? -1,
                        Depth = reader.Depth,
                        View = view,
                        Reading = ReferenceEquals(current, parent) ? reading : PartReading.Strict,
                        ViewReason = reason,
                        Start = reader.Range.Offset,
                        FieldStart = _fields.Count,
                        IsInDecodedBody = !source.Equals(_message.Bytes),
                    };
                    if (current.ParentIndex >= 0) _parts[current.ParentIndex].IsLeaf = false;
                    _parts.Add(current);
                    break;
                case MimeEventKind.Field: _fields.Add(reader.LastField); break;
                case MimeEventKind.HeaderEnd: TakeHeader(current!, ref reader); break;
                case MimeEventKind.Body:
                    current!.Body = reader.Range;
                    if (current.Class == ContentClass.Message) Descend(current, ref reader, view, reason);
                    break;
                case MimeEventKind.Preamble: TakeBeside(current!, reader.Range, isPreamble: true); break;
                case MimeEventKind.Epilogue: TakeBeside(current!, reader.Range, isPreamble: false); break;
                case MimeEventKind.PartEnd:
                    current!.Body = ByteRange.FromTo(current.Body.Offset, reader.Range.End);
                    Examine(current);
                    current = current.ParentIndex < 0 ? null : _parts[current.ParentIndex];
                    break;
                default: break;
            }
        }
    }

    private void TakeHeader(MimePart part, ref MimeReader reader)
    {
        part.Header = reader.Range;
        part.Body = new ByteRange(reader.BodyStart, 0);
        part.FieldCount = _fields.Count - part.FieldStart;
        part.Class = reader.Class;
        part.TransferEncoding = reader.TransferEncoding;
        part.IsMultipart = reader.IsMultipart;
    }

    private void TakeBeside(MimePart part, ByteRange range, bool isPreamble)
    {
        if (isPreamble) part.Preamble = range;
        else part.Epilogue = range;
        if (range.Length < 16 || !ReferenceEquals(part.Reading, PartReading.Strict)) return;
        var start = HiddenPart.Find(range.Of(part.Source.Span));
        if (start < 0) return;
        var kind = isPreamble ? MimeAmbiguityKind.PreambleLooksLikePart : MimeAmbiguityKind.EpilogueLooksLikePart;
        var carved = ByteRange.FromTo(range.Offset + start, range.End);
        _findings.Report(kind, part.Index, carved.Offset, carved.Length);
        _findings.TryAlso(part.Index, kind, new PartReading { Carved = carved });
    }

    /// <summary>Reads a message that is encoded for transport: its parts lie in a decoded buffer.</summary>
    private void Descend(MimePart part, ref MimeReader reader, int view, MimeAmbiguityKind? reason)
    {
        if (!BodyDecoder.Changes(part.TransferEncoding) || part.Reading.OtherCompositeDecoding) return;
        if (part.Depth + 1 > _message.Limits.MaxDepth || _parts.Count >= _message.Limits.MaxParts || Decode(part, 0) is not { } decoded) return;
        ReadTree(decoded, 0, decoded.Length, part, view, PartReading.Strict, reason);
        reader.NextPart = _parts.Count;
    }

    /// <summary>Decodes a body within the budget of all decoded bytes, behind so many bytes of the part's own header.</summary>
    private byte[]? Decode(MimePart part, int headerBytes)
    {
        var left = _message.Limits.MaxNestedDecodedBytes - _decodedBytes;
        var writer = new ArrayBufferWriter<byte>(Math.Max(16, Math.Min(part.Body.Length, left) + headerBytes));
        writer.Write(part.Source.Span.Slice(part.Start, headerBytes));
        var sink = new BodySink(writer, left);
        var result = BodyDecoder.Decode(part.TransferEncoding, part.Body.Of(part.Source.Span), ref sink);
        _decodedBytes += (int)result.Bytes;
        if (result.Truncated) _findings.Hit(MimeLimitKind.NestedDecodedBytes);
        return writer.WrittenSpan.ToArray();
    }

    private void Examine(MimePart part)
    {
        part.IsEmbeddedMessage = part.Class == ContentClass.Message && !part.IsLeaf;
        var isMessage = part.ParentIndex < 0 || _parts[part.ParentIndex].Class == ContentClass.Message;
        HeaderExamination.Examine(part, isMessage, _flags, _findings);
        if (part.IsLeaf) BodyExamination.Examine(part, _flags, _findings);
    }

    private void AskForOtherLineEnds()
    {
        var bytes = _message.Bytes.Span;
        if ((_flags & TextFlags.BareCarriageReturn) != TextFlags.None)
            _findings.TryAlso(0, MimeAmbiguityKind.BareCarriageReturn, new PartReading { LineEnds = LineEndReading.BareCarriageReturnToo });
        if ((_flags & (TextFlags.CrLf | TextFlags.BareLineFeed)) != (TextFlags.CrLf | TextFlags.BareLineFeed)) return;
        if (_parts[0].TransferEncoding != TransferEncoding.Binary)
            _findings.Report(MimeAmbiguityKind.MixedLineEnds, 0, Math.Max(0, TextScan.IndexOfBareLineFeed(bytes)), 1);
        _findings.TryAlso(0, MimeAmbiguityKind.MixedLineEnds, new PartReading { LineEnds = LineEndReading.CrLfOnly });
    }

    private void ReadOtherReadings()
    {
        // Readings found in other readings queue up behind; the list itself is bounded by MaxViews.
        for (var i = 0; i < _findings.ReadingCount; i++)
        {
            var other = _findings.Reading(i);
            if (IsRepeated(other, i)) continue;
            var mark = _findings.Mark();
            var (parts, fields) = (_parts.Count, _fields.Count);
            if (parts >= _message.Limits.MaxParts)
            {
                _findings.Hit(MimeLimitKind.Parts);
                return;
            }

            var leaf = _parts[other.Part].IsLeaf;
            Try(other, _views + 1);
            if (parts == _parts.Count || SameParts.Are(_parts, _fields, other.Part, parts, other.Reading))
            {
                _parts.RemoveRange(parts, _parts.Count - parts);
                _fields.RemoveRange(fields, _fields.Count - fields);
                _findings.RollBack(mark);
                continue;
            }

            // A part carved out of a leaf is beside its text, not instead of it.
            _parts[other.Part].IsLeaf = leaf;
            _views++;
            _findings.DropRepeated(mark, part => _parts[part].Source);
        }
    }

    /// <summary>The same question about the same bytes, asked again inside another view.</summary>
    private bool IsRepeated(OtherReading other, int number)
    {
        var part = _parts[other.Part];
        for (var i = 0; i < number; i++)
        {
            var earlier = _findings.Reading(i);
            var its = _parts[earlier.Part];
            if (earlier.Reason == other.Reason && earlier.Reading == other.Reading && its.Start == part.Start && its.Range == part.Range && its.Source.Equals(part.Source)) return true;
        }

        return false;
    }

    private void Try(OtherReading other, int view)
    {
        var (part, reading) = (_parts[other.Part], other.Reading);
        var parent = part.ParentIndex < 0 ? null : _parts[part.ParentIndex];
        if (reading.CarvedName is not null) AddFile(part, reading, view, other.Reason);
        else if (reading.Carved is { } carved)
        {
            if (part.Depth + 1 > _message.Limits.MaxDepth) _findings.Hit(MimeLimitKind.Depth);
            else ReadTree(part.Source, carved.Offset, carved.End, part, view, PartReading.Strict, other.Reason);
        }
        else if (reading.LineEnds != LineEndReading.LineFeed)
        {
            var copy = TextScan.WithLineEnds(part.Source.Span, reading.LineEnds);
            ReadTree(copy, 0, copy.Length, parent, view, reading, other.Reason);
        }
        else if (reading.OtherCompositeDecoding && part.IsMultipart)
        {
            if (Decode(part, part.Body.Offset - part.Start) is { } decoded)
                ReadTree(decoded, 0, decoded.Length, parent, view, new PartReading { Encoding = TransferEncoding.Binary }, other.Reason);
        }
        else
        {
            ReadTree(part.Source, part.Start, part.Body.End, parent, view, reading, other.Reason);
        }
    }

    private void AddFile(MimePart text, PartReading reading, int view, MimeAmbiguityKind reason)
    {
        _parts.Add(new MimePart(_message)
        {
            Source = text.Source,
            Index = _parts.Count,
            ParentIndex = text.Index,
            Depth = text.Depth + 1,
            View = view,
            ViewReason = reason,
            Reading = reading,
            Start = reading.Carved!.Value.Offset,
            Header = new ByteRange(reading.Carved.Value.Offset, 0),
            Body = reading.Carved.Value,
            TransferEncoding = TransferEncoding.Uuencode,
            FieldStart = _fields.Count,
            IsInDecodedBody = text.IsInDecodedBody,
        });
    }
}
