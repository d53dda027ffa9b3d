namespace Sekisho.Mime;

/// <content>What a header says about the body.</content>
public ref partial struct MimeReader
{
    /// <summary>Ends the header and decides how the body is read.</summary>
    private void EndHeader(int headerEnd, int bodyStart, bool missingBlank)
    {
        ref var frame = ref _frames[_open - 1];
        if (missingBlank) _findings.Report(MimeAmbiguityKind.MissingBlankLine, frame.Part, headerEnd, 0);
        _at = bodyStart;
        frame.Encoding = TransferEncoding = ReadEncoding();
        frame.Class = _typeFields == 0 || _type.Length == 0 && _type.Offset == 0
            ? _defaultIsMessage ? ContentClass.Message : ContentClass.Text
            : ReadType(ref frame);
        if (frame.Class is ContentClass.Multipart or ContentClass.Digest) BeginMultipart(ref frame);
        else if (frame.Class == ContentClass.Message) BeginMessage(ref frame);
        Class = frame.Class;
        Emit(MimeEventKind.HeaderEnd, ByteRange.FromTo(_headerStart, headerEnd));
        BodyStart = bodyStart;
        _state = State.Content;
    }

    private TransferEncoding ReadEncoding()
    {
        if (_encodingFields == 0) return TransferEncoding.SevenBit;
        if (Here.Encoding is { } given) return given;
        var value = _encoding.Of(_bytes);
        var encoding = TransferEncodings.Parse(value, _limits);
        if (encoding != TransferEncoding.Unknown) return encoding;
        _findings.Report(MimeAmbiguityKind.UnknownTransferEncoding, CurrentPart, _encoding.Offset, _encoding.Length);
        var guess = TransferEncodings.Guess(value);
        if (guess != TransferEncoding.Unknown) Offer(CurrentPart, MimeAmbiguityKind.UnknownTransferEncoding, new PartReading { Encoding = guess });
        return encoding;
    }

    private ContentClass ReadType(ref Frame frame)
    {
        var value = _type.Of(_bytes);
        var scan = TypeScan.Read(value, _limits, _findings);
        if (!scan.HasSlash || scan.Malformed) _findings.Report(MimeAmbiguityKind.MalformedContentType, frame.Part, _type.Offset, _type.Length);
        var part = frame.Part;
        switch (scan.Class)
        {
            case ContentClass.Partial: _findings.Report(MimeAmbiguityKind.PartialMessage, part, _type.Offset, _type.Length); break;
            case ContentClass.ExternalBody: _findings.Report(MimeAmbiguityKind.ExternalBody, part, _type.Offset, _type.Length); break;
            case ContentClass.Multipart or ContentClass.Digest: TakeBoundary(ref frame, scan); break;
            default: break;
        }

        return scan.Class;
    }

    private readonly void TakeBoundary(ref Frame frame, in TypeScan scan)
    {
        if (!scan.HasBoundary) return;
        frame.BoundaryOffset = _type.Offset + scan.Boundary.Offset;
        frame.BoundaryLength = scan.Boundary.Length;
        if (scan.Candidates is not { Count: > 0 } candidates) return;
        frame.Boundary = candidates[Math.Min(Here.BoundaryIndex, candidates.Count - 1)];
        frame.BoundaryLength = frame.Boundary.Length;
        if (scan.EndsInBlank) _findings.Report(MimeAmbiguityKind.BoundaryEndsInBlank, frame.Part, _type.Offset, _type.Length);
        if (scan.Conflicting) _findings.Report(MimeAmbiguityKind.ConflictingBoundary, frame.Part, _type.Offset, _type.Length);
        for (var i = 1; i < candidates.Count; i++)
            Offer(frame.Part, scan.Conflicting ? MimeAmbiguityKind.ConflictingBoundary : MimeAmbiguityKind.BoundaryEndsInBlank, new PartReading { BoundaryIndex = i });
    }

    private void BeginMultipart(ref Frame frame)
    {
        if (Here.AsText)
        {
            frame.Class = ContentClass.Text;
            frame.BoundaryLength = -1;
            return;
        }

        if (TransferEncoding is TransferEncoding.Base64 or TransferEncoding.QuotedPrintable or TransferEncoding.Uuencode)
        {
            _findings.Report(MimeAmbiguityKind.EncodedMultipart, frame.Part, _encoding.Offset, _encoding.Length);
            Offer(frame.Part, MimeAmbiguityKind.EncodedMultipart, new PartReading { OtherCompositeDecoding = true });
        }

        if (frame.BoundaryLength <= 0) FindMissingBoundary(ref frame);
        if (frame.BoundaryLength < 0) return;
        if (frame.BoundaryLength > _limits.MaxBoundaryBytes) Refuse(ref frame, MimeLimitKind.BoundaryBytes);
        else if (_baseDepth + _open > _limits.MaxDepth) Refuse(ref frame, MimeLimitKind.Depth);
        else CheckBoundary(ref frame);
    }

    private readonly void Refuse(ref Frame frame, MimeLimitKind limit)
    {
        _findings.Hit(limit);
        frame.BoundaryLength = -1;
    }

    private readonly void FindMissingBoundary(ref Frame frame)
    {
        _findings.Report(MimeAmbiguityKind.MissingBoundary, frame.Part, _type.Offset, _type.Length);
        Offer(frame.Part, MimeAmbiguityKind.MissingBoundary, new PartReading { GuessBoundary = true });
        var isEmpty = frame.BoundaryLength == 0;
        frame.BoundaryLength = -1;
        if (!Here.GuessBoundary) return;
        for (var at = _at; at < _bytes.Length; at = EndOfLine(at))
        {
            if (!_bytes[at..].StartsWith("--"u8)) continue;
            var line = _bytes[(at + 2)..EndOfLine(at)].TrimEnd(" \t\r\n"u8);
            if (line.IsEmpty && !isEmpty) continue;
            frame.Boundary = line.ToArray();
            frame.BoundaryLength = line.Length;
            return;
        }
    }

    private readonly void CheckBoundary(ref Frame frame)
    {
        var boundary = BoundaryOf(ref frame);
        if (boundary.Length > 70 || boundary.IndexOfAnyExcept(BoundaryBytes) >= 0)
            _findings.Report(MimeAmbiguityKind.IllegalBoundary, frame.Part, _type.Offset, _type.Length);
        var prefix = false;
        for (var i = 0; i < _open - 1; i++)
        {
            ref var outer = ref _frames[i];
            if (outer.BoundaryLength < 0) continue;
            var other = BoundaryOf(ref outer);
            if (other.SequenceEqual(boundary))
            {
                _findings.Report(MimeAmbiguityKind.BoundaryReused, frame.Part, _type.Offset, _type.Length);
                Offer(outer.Part, MimeAmbiguityKind.BoundaryReused, new PartReading { OuterFirst = true });
            }
            else if (!prefix && (other.StartsWith(boundary) || boundary.StartsWith(other)))
            {
                prefix = true;
                _findings.Report(MimeAmbiguityKind.BoundaryIsPrefix, frame.Part, _type.Offset, _type.Length);
            }
        }
    }

    private readonly void BeginMessage(ref Frame frame)
    {
        frame.SawDelimiter = true;
        if (_baseDepth + _open > _limits.MaxDepth)
        {
            _findings.Hit(MimeLimitKind.Depth);
        }
        else if (NextPart >= _limits.MaxParts)
        {
            _findings.Hit(MimeLimitKind.Parts);
        }
        else if (TransferEncoding is TransferEncoding.Base64 or TransferEncoding.QuotedPrintable or TransferEncoding.Uuencode)
        {
            _findings.Report(MimeAmbiguityKind.EncodedMessage, frame.Part, _encoding.Offset, _encoding.Length);
            if (LooksLikeFields(_bytes[_at..])) Offer(frame.Part, MimeAmbiguityKind.EncodedMessage, new PartReading { OtherCompositeDecoding = true });
            if (Here.OtherCompositeDecoding) frame.SawDelimiter = false;
        }
        else
        {
            frame.SawDelimiter = false;
        }
    }

    private static bool LooksLikeFields(ReadOnlySpan<byte> body)
    {
        var name = body.IndexOfAnyExcept(NameBytes);
        return name > 0 && body[name] == ':';
    }
}
