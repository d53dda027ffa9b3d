using System.Buffers;
using System.Diagnostics;

namespace Sekisho.Mime;

/// <summary>
/// A pull reader: goes through a message once, without copying and (findings aside) without allocating per part or line.
/// It gives the reading of view 0; <see cref="MimeMessage"/> adds the other readings and the values.
/// </summary>
/// <remarks>Total: any bytes give a sequence of events that ends with <see cref="MimeEventKind.End"/>.</remarks>
public ref partial struct MimeReader
{
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create([.. Enumerable.Range(33, 94).Where(c => c != ':').Select(c => (byte)c)]);

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly FindingList _findings;
    private readonly MimeLimits _limits;
    private readonly PartReading _reading;
    private readonly int _rootPart;
    private readonly int _baseDepth;
    private Frame[] _frames;
    private int _open;
    private int _at;
    private State _state;
    private Hit _hit;
    private readonly bool _rootIsMessage;
    private int _current;
    private int _headerStart;
    private int _fields;
    private bool _defaultIsMessage;
    private int _typeFields;
    private int _encodingFields;
    private ByteRange _firstType;
    private ByteRange _type;
    private ByteRange _firstEncoding;
    private ByteRange _encoding;

    /// <summary>Begins to read.</summary>
    /// <param name="bytes">The message, CRLF or LF line ends.</param>
    /// <param name="limits">Null for the defaults.</param>
    public MimeReader(ReadOnlySpan<byte> bytes, MimeLimits? limits = null)
        : this(bytes, 0, new FindingList(limits ?? MimeLimits.Default), PartReading.Strict, 0, 0, false)
    {
    }

    internal MimeReader(ReadOnlySpan<byte> bytes, int start, FindingList findings, PartReading reading, int firstPart, int baseDepth, bool inDigest)
    {
        _bytes = bytes;
        _at = start;
        _findings = findings;
        _limits = findings.Limits;
        _reading = reading;
        _rootPart = firstPart;
        NextPart = firstPart;
        _baseDepth = baseDepth;
        _frames = new Frame[8];
        _rootIsMessage = inDigest;
    }

    private enum State : byte
    {
        PartStart,
        Header,
        Content,
        Unwind,
        End,
    }

    /// <summary>What was read last.</summary>
    public MimeEventKind Kind { get; private set; }

    /// <summary>Where it lies.</summary>
    public ByteRange Range { get; private set; }

    /// <summary>The number of the part it belongs to, in the order of their beginnings; 0 is the message.</summary>
    public readonly int PartIndex => _current;

    /// <summary>How many parts that part lies in.</summary>
    public int Depth { get; private set; }

    /// <summary>After <see cref="MimeEventKind.Field"/>: the name.</summary>
    public readonly ByteRange FieldName => new(LastField.Offset, LastField.NameLength);

    /// <summary>After <see cref="MimeEventKind.Field"/>: the value behind the colon, without the last line end.</summary>
    public readonly ByteRange FieldValue => new(LastField.ValueOffset, LastField.ValueLength);

    /// <summary>After <see cref="MimeEventKind.HeaderEnd"/>: how the body is encoded.</summary>
    public TransferEncoding TransferEncoding { get; private set; }

    /// <summary>After <see cref="MimeEventKind.HeaderEnd"/>: whether parts follow by delimiters.</summary>
    public readonly bool IsMultipart => Class is ContentClass.Multipart or ContentClass.Digest;

    /// <summary>After <see cref="MimeEventKind.HeaderEnd"/>: whether a message follows as the only part.</summary>
    public readonly bool IsEmbeddedMessage => Class == ContentClass.Message;

    /// <summary>Where readers differ, as far as the structure is concerned and as far as it was read.</summary>
    public readonly IReadOnlyList<MimeAmbiguity> Ambiguities => _findings.Ambiguities;

    /// <summary>Which limits were exceeded so far.</summary>
    public readonly IReadOnlyList<MimeLimitKind> LimitsHit => _findings.LimitsHit();

    internal FieldRange LastField { get; private set; }

    internal ContentClass Class { get; private set; }

    /// <summary>After <see cref="MimeEventKind.HeaderEnd"/>: where the body begins.</summary>
    internal int BodyStart { get; private set; }

    /// <summary>The number the next part gets; the tree moves it on when it puts parts of a decoded body in between.</summary>
    internal int NextPart { get; set; }

    /// <summary>Goes to the next event.</summary>
    /// <returns>False at the end.</returns>
    public bool Read()
    {
        while (true)
        {
            switch (_state)
            {
                case State.PartStart: BeginPart(); return true;
                case State.Header: return ReadHeaderLine();
                case State.Content: ReadContent(); return true;
                case State.Unwind:
                    if (Unwind()) return true;
                    break;
                case State.End:
                    Kind = MimeEventKind.End;
                    return false;
                default: throw new UnreachableException();
            }
        }
    }

    private void BeginPart()
    {
        if (_open == _frames.Length) Array.Resize(ref _frames, _frames.Length * 2);
        var isMessage = _open == 0 ? _rootIsMessage : _frames[_open - 1].Class == ContentClass.Digest;
        _frames[_open++] = new Frame { Part = NextPart, Start = _at, Class = isMessage ? ContentClass.Message : ContentClass.Text, BoundaryLength = -1 };
        BeginHeader(isMessage);
        Emit(MimeEventKind.PartStart, new ByteRange(_at, 0));
        NextPart++;
        _state = State.Header;
    }

    /// <summary>Reads up to the next delimiter of any open multipart: the body of a leaf, a preamble or an epilogue.</summary>
    private void ReadContent()
    {
        ref var top = ref _frames[_open - 1];
        if (top.Class == ContentClass.Message && !top.SawDelimiter)
        {
            top.SawDelimiter = true;
            BeginPart();
            return;
        }

        var start = _at;
        if (!_hit.Pending) FindDelimiter(start);
        _hit.Pending = false;
        var range = ByteRange.FromTo(start, _hit.ContentEnd);
        if (top.BoundaryLength < 0) Emit(MimeEventKind.Body, range);
        else if (top.Closed) Emit(MimeEventKind.Epilogue, range);
        else Emit(MimeEventKind.Preamble, range);
        _state = State.Unwind;
    }

    /// <summary>Closes the parts that end at the delimiter found, or opens the next one.</summary>
    /// <returns>True when there is an event.</returns>
    private bool Unwind()
    {
        if (_open - 1 > _hit.Frame)
        {
            ref var top = ref _frames[_open - 1];
            if (top.BoundaryLength >= 0) ReportEnd(ref top);
            Emit(MimeEventKind.PartEnd, ByteRange.FromTo(top.Start, _hit.ContentEnd));
            _open--;
            if (_open == 0) _state = State.End;
            return true;
        }

        ref var frame = ref _frames[_hit.Frame];
        _at = _hit.Next;
        _state = State.Content;
        if (_hit.IsClose) frame.Closed = true;
        else if (NextPart >= _limits.MaxParts)
        {
            // What is left stays in this multipart as its epilogue: a flood of parts ends here.
            _findings.Hit(MimeLimitKind.Parts);
            frame.Closed = frame.Full = true;
            _at = _hit.LineStart;
            _hit = new Hit { Frame = _hit.Frame };
        }
        else
        {
            frame.SawDelimiter = true;
            frame.Closed = false;
            _state = State.PartStart;
        }

        return false;
    }

    private readonly void ReportEnd(ref Frame frame)
    {
        if (!frame.SawDelimiter)
        {
            _findings.Report(MimeAmbiguityKind.NoPartsInMultipart, frame.Part, frame.Start, 0);
            Offer(frame.Part, MimeAmbiguityKind.NoPartsInMultipart, new PartReading { AsText = true });
        }

        if (frame.Closed) return;
        _findings.Report(MimeAmbiguityKind.MissingCloseDelimiter, frame.Part, _hit.ContentEnd, 0);
        if (_hit.Frame >= 0) _findings.Report(MimeAmbiguityKind.OuterDelimiterInside, frame.Part, _hit.LineStart, _hit.Next - _hit.LineStart);
    }

    /// <summary>Asks for another reading; a reading's own root never asks, or two ambiguities would call each other for ever.</summary>
    private readonly void Offer(int part, MimeAmbiguityKind reason, PartReading reading)
    {
        if (part == _rootPart && !ReferenceEquals(_reading, PartReading.Strict)) return;
        _findings.TryAlso(part, reason, reading);
    }

    private void Emit(MimeEventKind kind, ByteRange range)
    {
        Kind = kind;
        Range = range;
        _current = _frames[_open - 1].Part;
        Depth = _baseDepth + _open - 1;
    }
}
