using System.Buffers;

namespace Sekisho.Mime;

/// <content>Headers (RFC 5322 §2.2) and what they decide.</content>
public ref partial struct MimeReader
{
    private static readonly SearchValues<byte> BoundaryBytes = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'()+_,-./:=? "u8);

    private enum Line : byte
    {
        Field,
        Junk,

        /// <summary>Not a field, and the header ends before it.</summary>
        EndsHeader,
    }

    private readonly int CurrentPart => _frames[_open - 1].Part;

    private readonly bool AtRoot => _open == 1;

    /// <summary>How the part being read differs from view 0.</summary>
    private readonly PartReading Here => AtRoot ? _reading : PartReading.Strict;

    private void BeginHeader(bool defaultIsMessage)
    {
        _headerStart = _at;
        _fields = _typeFields = _encodingFields = 0;
        _type = _encoding = default;
        _defaultIsMessage = defaultIsMessage;
        _hit.Pending = false;
        LastField = default;
    }

    private bool ReadHeaderLine()
    {
        while (true)
        {
            if (_at >= _bytes.Length)
            {
                EndHeader(_at, _at, missingBlank: _open > 1 && _fields > 0);
                return true;
            }

            var c = _bytes[_at];
            if (c is (byte)'\n' or (byte)'\r' && IsLineEnd(_at, out var bodyStart))
            {
                EndHeader(_at, bodyStart, missingBlank: false);
                return true;
            }

            if (c == '-' && EndsByDelimiter()) return true;
            if (c is (byte)' ' or (byte)'\t' && _fields > 0 && Here.HeaderStop == HeaderStop.BlankLookingLine)
            {
                EndHeader(_at, EndOfLine(_at), missingBlank: false);
                return true;
            }

            var line = ReadLine(c, out var field);
            if (line == Line.EndsHeader)
            {
                EndHeader(_at, _at, missingBlank: false);
                return true;
            }

            if (line == Line.Junk || !Accept(field)) continue;
            LastField = field;
            Emit(MimeEventKind.Field, ByteRange.FromTo(field.Offset, field.End));
            return true;
        }
    }

    private readonly bool IsLineEnd(int at, out int next)
    {
        next = _bytes[at] == '\n' ? at + 1 : at + 2;
        if (_bytes[at] == '\n') return true;
        if (at + 1 < _bytes.Length) return _bytes[at + 1] == '\n';
        next = _bytes.Length;
        return true;
    }

    /// <summary>A delimiter line among the fields ends the part, or begins this multipart's own first part.</summary>
    private bool EndsByDelimiter()
    {
        if (!_bytes[_at..].StartsWith("--"u8)) return false;
        if (TryDelimiter(_at, _at))
        {
            _hit.Pending = true;
            EndHeader(_at, _at, missingBlank: _fields > 0);
            return true;
        }

        // Looked for once: the type may be long, and lines that begin with hyphens many.
        if (_type.Length == 0 || !_frames[_open - 1].FirstTime(Reported.OwnDelimiterInHeader)) return false;
        var scan = TypeScan.Read(_type.Of(_bytes), _limits, _findings);
        var boundary = scan.HasBoundary ? scan.Candidates is null ? scan.Boundary.Of(_type.Of(_bytes)) : scan.Candidates[0] : default;
        if (boundary.IsEmpty || !_bytes[(_at + 2)..].StartsWith(boundary)) return false;
        EndHeader(_at, _at, missingBlank: true);
        return true;
    }

    /// <summary>Reads one field with its folded lines, or a line that is none, and goes behind it.</summary>
    private Line ReadLine(byte first, out FieldRange field)
    {
        field = default;
        var start = _at;
        if (_fields == 0 && start == _headerStart && IsMboxLine(start))
        {
            _findings.Report(MimeAmbiguityKind.MboxFromLine, CurrentPart, start, EndOfLine(start) - start);
            _at = _headerStart = EndOfLine(start);
            return Line.Junk;
        }

        if (first is (byte)' ' or (byte)'\t') return NoField(MimeAmbiguityKind.StartsWithFold);
        var nameLength = _bytes[start..].IndexOfAnyExcept(NameBytes);
        if (nameLength < 0) return NoField(MimeAmbiguityKind.LineWithoutColon);
        var colon = start + nameLength;
        if (_bytes[colon] != ':' && !FindColon(start, ref colon, ref nameLength) || nameLength == 0) return NoField(MimeAmbiguityKind.LineWithoutColon);
        var known = HeaderNames.Classify(_bytes.Slice(start, nameLength));
        if (colon != start + nameLength && !AcceptSpaced(start, known, colon)) known = KnownField.Other;
        var valueStart = colon + 1;
        var end = EndOfField(valueStart);
        _at = end;
        field = new FieldRange(start, nameLength, valueStart, ValueLength(valueStart, end), end, known);
        return Line.Field;
    }

    /// <summary>Finds the colon behind blanks, or behind bytes that no name may have.</summary>
    private readonly bool FindColon(int start, ref int colon, ref int nameLength)
    {
        var at = colon;
        while (at < _bytes.Length && _bytes[at] is (byte)' ' or (byte)'\t') at++;
        if (at < _bytes.Length && _bytes[at] == ':')
        {
            colon = at;
            return true;
        }

        // Control and 8-bit bytes inside the name; a blank inside it makes it a sentence, not a name.
        at = colon;
        while (at < _bytes.Length && _bytes[at] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)':')) at++;
        if (at >= _bytes.Length || _bytes[at] != ':') return false;
        if (_frames[_open - 1].FirstTime(Reported.BadFieldName)) _findings.Report(MimeAmbiguityKind.BadFieldName, CurrentPart, start, at - start);
        nameLength = at - start;
        colon = at;
        return true;
    }

    private readonly bool AcceptSpaced(int start, KnownField known, int colon)
    {
        if (_frames[_open - 1].FirstTime(Reported.SpaceBeforeColon)) _findings.Report(MimeAmbiguityKind.SpaceBeforeColon, CurrentPart, start, colon - start + 1);
        if (known is KnownField.ContentType or KnownField.ContentTransferEncoding or KnownField.ContentDisposition)
            Offer(CurrentPart, MimeAmbiguityKind.SpaceBeforeColon, new PartReading { IgnoreSpacedFields = true });
        return !Here.IgnoreSpacedFields;
    }

    /// <summary>What to do with a line that is no field: as the first line it begins the body, later it is skipped.</summary>
    private Line NoField(MimeAmbiguityKind kind)
    {
        var isFirst = _at == _headerStart;
        var end = EndOfLine(_at);
        if (_frames[_open - 1].FirstTime(Reported.LineWithoutColon))
        {
            _findings.Report(kind, CurrentPart, _at, end - _at);
            Offer(CurrentPart, kind, new PartReading { HeaderStop = isFirst ? HeaderStop.EmptyLineOnly : HeaderStop.LineWithoutColon });
        }

        var ends = isFirst ? Here.HeaderStop != HeaderStop.EmptyLineOnly : Here.HeaderStop == HeaderStop.LineWithoutColon;
        if (ends) return Line.EndsHeader;
        _at = end;
        return Line.Junk;
    }

    /// <summary>Goes over the folded lines of a field.</summary>
    private readonly int EndOfField(int at)
    {
        var end = EndOfLine(at);
        while (end < _bytes.Length && _bytes[end] is (byte)' ' or (byte)'\t')
        {
            var text = _bytes[end..].IndexOfAnyExcept((byte)' ', (byte)'\t');
            if (text < 0 || _bytes[end + text] == '\n' || _bytes[end + text] == '\r' && IsLineEnd(end + text, out _))
            {
                if (_frames[_open - 1].FirstTime(Reported.BlankLookingLine))
                {
                    _findings.Report(MimeAmbiguityKind.BlankLookingLine, CurrentPart, end, EndOfLine(end) - end);
                    Offer(CurrentPart, MimeAmbiguityKind.BlankLookingLine, new PartReading { HeaderStop = HeaderStop.BlankLookingLine });
                }

                if (Here.HeaderStop == HeaderStop.BlankLookingLine) return end;
            }

            end = EndOfLine(end + Math.Max(text, 0));
        }

        return end;
    }

    private readonly int ValueLength(int start, int end)
    {
        if (end > start && _bytes[end - 1] == '\n') end--;
        if (end > start && _bytes[end - 1] == '\r') end--;
        return end - start;
    }

    private readonly bool IsMboxLine(int at) =>
        (AtRoot || _frames[_open - 2].Class == ContentClass.Message)
        && (_bytes[at..].StartsWith("From "u8) && !_bytes[(at + 5)..].TrimStart(" \t"u8).StartsWith(":"u8) || _bytes[at..].StartsWith(">From "u8));

    /// <summary>Counts a field and keeps what decides the structure.</summary>
    /// <returns>False where a limit hides it.</returns>
    private bool Accept(in FieldRange field)
    {
        _fields++;
        if (field.Offset - _headerStart > _limits.MaxHeaderBytes)
        {
            _findings.Hit(MimeLimitKind.HeaderBytes);
            return false;
        }

        if (_fields > _limits.MaxHeaderFields)
        {
            _findings.Hit(MimeLimitKind.HeaderFields);
            return false;
        }

        var value = new ByteRange(field.ValueOffset, field.ValueLength);
        if (field.Known == KnownField.ContentType)
            Choose(value, ref _typeFields, ref _firstType, ref _type, Here.TypeIndex, MimeAmbiguityKind.DuplicateContentType);
        else if (field.Known == KnownField.ContentTransferEncoding)
            Choose(value, ref _encodingFields, ref _firstEncoding, ref _encoding, Here.EncodingIndex, MimeAmbiguityKind.DuplicateTransferEncoding);
        return true;
    }

    private readonly void Choose(ByteRange value, ref int count, ref ByteRange first, ref ByteRange chosen, int wanted, MimeAmbiguityKind kind)
    {
        var number = count++;
        if (number == 0) first = chosen = value;
        else if (number == wanted) chosen = value;
        if (number == 0) return;
        _findings.Report(kind, CurrentPart, value.Offset, value.Length);
        if (value.Of(_bytes).Trim(" \t\r\n"u8).SequenceEqual(first.Of(_bytes).Trim(" \t\r\n"u8))) return;
        Offer(CurrentPart, kind, kind == MimeAmbiguityKind.DuplicateContentType ? new PartReading { TypeIndex = number } : new PartReading { EncodingIndex = number });
    }
}
