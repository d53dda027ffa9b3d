using System.Buffers.Binary;

namespace Sekisho.Inspect.Containers;

/// <summary>
/// Unpacks LZMA (as the public LZMA specification describes it): range coder, literals, matches and repeated distances.
/// The output is the dictionary, so memory is what is asked for and no more. Damage ends it with what came before.
/// </summary>
internal ref partial struct LzmaDecoder
{
    private const int ProbabilityBits = 11;
    internal const ushort Even = 1 << (ProbabilityBits - 1);
    private const int States = 12, MatchMinBytes = 2;

    /// <summary>What a literal or a match counts for: bytes told one by one take as long as six that are only looked at. They are told of in lots.</summary>
    private const long SymbolWork = 6;

    private const int SymbolsInLot = 1 << 16;

    private readonly long _maxBytes;
    private readonly Func<long, bool>? _work;
    private int _symbols;
    private readonly ushort[] _isMatch = Fresh(States << 4), _isRep = Fresh(States), _isRep0 = Fresh(States), _isRep1 = Fresh(States), _isRep2 = Fresh(States), _isRep0Long = Fresh(States << 4);
    private readonly ushort[] _slots = Fresh(4 * 64), _special = Fresh(128), _align = Fresh(16);
    private ushort[] _literals = [];
    private readonly LzmaLengths _matchLength = new(), _repLength = new();
    private ReadOnlySpan<byte> _input;
    private int _pending, _at, _state, _rep0, _rep1, _rep2, _rep3, _lc, _lp, _pb;
    private uint _range, _code;
    private byte[] _output;
    private int _dictionaryStart;

    /// <summary>A decoder that gives so many bytes at most, and tells of its work; false ends it.</summary>
    public LzmaDecoder(long maxBytes, Func<long, bool>? work = null)
    {
        _work = work;
        _maxBytes = Math.Min(maxBytes, int.MaxValue - 64);
        _output = new byte[Math.Min(_maxBytes, OutputGrowth.FirstBytes)];
    }

    /// <summary>How many bytes there are so far.</summary>
    public int Written { get; private set; }

    /// <summary>There is as much as is wanted.</summary>
    public readonly bool IsFull => Written >= _maxBytes;

    /// <summary>The bytes so far.</summary>
    public readonly ReadOnlyMemory<byte> Give() => OutputGrowth.Give(_output, Written);

    /// <summary>Unpacks an .lzma file: properties, dictionary size, size, data.</summary>
    public static ReadOnlyMemory<byte> DecodeAlone(ReadOnlySpan<byte> packed, long maxBytes, Func<long, bool>? work = null)
    {
        if (packed.Length < 18) return default;
        var size = BinaryPrimitives.ReadInt64LittleEndian(packed[5..]);
        return DecodeRaw(packed[13..], packed[0], size < 0 ? maxBytes : Math.Min(size, maxBytes), work);
    }

    /// <summary>Unpacks the first member of an .lz file.</summary>
    public static ReadOnlyMemory<byte> DecodeLzip(ReadOnlySpan<byte> packed, long maxBytes, Func<long, bool>? work = null) => packed.Length < 26 ? default : DecodeRaw(packed[6..], (3 + (0 * 9)) + (2 * 45), maxBytes, work);

    /// <summary>Unpacks data with known properties.</summary>
    public static ReadOnlyMemory<byte> DecodeRaw(ReadOnlySpan<byte> packed, byte properties, long maxBytes, Func<long, bool>? work = null)
    {
        var decoder = new LzmaDecoder(maxBytes, work);
        if (decoder.SetProperties(properties) && decoder.Start(packed)) decoder.Run(maxBytes);
        return decoder.Give();
    }

    /// <summary>
    /// Forgets all but the last so many bytes, and goes on behind them: for counting what nobody wants to have. Literals and
    /// matches are coded by the place in multiples of up to sixteen: so many are forgotten that this stays the same.
    /// </summary>
    public void Forget(int kept)
    {
        kept = Math.Min(Written, kept + ((Written - kept) & 15));
        _output.AsSpan(Written - kept, kept).CopyTo(_output);
        (Written, _dictionaryStart) = (kept, 0);
    }

    /// <summary>Changes what was written from here on: undoes a filter that lay over it.</summary>
    public readonly Span<byte> From(int start) => _output.AsSpan(start, Math.Max(0, Written - start));

    /// <summary>Sets lc, lp and pb and forgets all probabilities. False where they are impossible.</summary>
    public bool SetProperties(byte properties)
    {
        if (properties >= 9 * 5 * 5) return false;
        (_lc, _lp, _pb) = (properties % 9, properties / 9 % 5, properties / 45);
        if (_literals.Length != 0x300 << (_lc + _lp)) _literals = new ushort[0x300 << (_lc + _lp)];
        ResetState();
        return true;
    }

    /// <summary>Forgets probabilities and repeated distances (LZMA2's state reset).</summary>
    public void ResetState()
    {
        (_state, _rep0, _rep1, _rep2, _rep3) = (0, 0, 0, 0, 0);
        foreach (var table in (ReadOnlySpan<ushort[]>)[_isMatch, _isRep, _isRep0, _isRep1, _isRep2, _isRep0Long, _slots, _special, _align, _literals]) Array.Fill(table, Even);
        _matchLength.Reset();
        _repLength.Reset();
    }

    /// <summary>How large the tables of an .lzma file are, in bytes: six megabytes for a header that asks for it.</summary>
    public static long TableBytes(ReadOnlySpan<byte> packed) => packed.IsEmpty ? 0 : 2L * 0x300 << Math.Min(12, (packed[0] % 9) + (packed[0] / 9 % 5));

    /// <summary>Makes what was written so far unreachable (LZMA2's dictionary reset).</summary>
    public void ResetDictionary() => _dictionaryStart = Written;

    /// <summary>Copies bytes that are not packed (LZMA2's other sort of chunk). False where no more is wanted.</summary>
    public bool Copy(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            if (!Put(value))
                return false;
        return true;
    }

    /// <summary>Starts the range coder on packed data.</summary>
    public bool Start(ReadOnlySpan<byte> packed)
    {
        if (packed.Length < 5 || _literals.Length == 0) return false;
        _input = packed;
        (_range, _code, _at, _pending) = (uint.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(packed[1..]), 5, 0);
        return true;
    }

    /// <summary>Unpacks until so many bytes more are written, the end marker comes, or the data do not go on. False for damage or an end.</summary>
    public bool Run(long bytes)
    {
        var end = Math.Min(Written + bytes, _maxBytes);
        // What of a match had no room before.
        _pending = CopyMatch(_pending, end);
        while (Written < end)
        {
            if (_at > _input.Length || ++_symbols >= SymbolsInLot && !TellWork()) return false;
            var positionState = (Written - _dictionaryStart) & ((1 << _pb) - 1);
            if (Bit(ref _isMatch[(_state << 4) + positionState]) == 0)
            {
                if (!ReadLiteral()) return false;
                continue;
            }

            var length = ReadMatch(positionState);
            if (length < 0 || _rep0 < 0 || _rep0 >= Written - _dictionaryStart) return false;
            _pending = CopyMatch(length, end);
        }

        return true;
    }

    private bool TellWork()
    {
        var symbols = _symbols;
        _symbols = 0;
        return _work is null || _work(symbols * SymbolWork);
    }

    /// <summary>So many probabilities, all even.</summary>
    internal static ushort[] Fresh(int count)
    {
        var table = new ushort[count];
        Array.Fill(table, Even);
        return table;
    }

    private bool ReadLiteral()
    {
        var before = Written > _dictionaryStart ? _output[Written - 1] : 0;
        var table = _literals.AsSpan(0x300 * ((((Written - _dictionaryStart) & ((1 << _lp) - 1)) << _lc) + (before >> (8 - _lc))), 0x300);
        var symbol = 1;
        if (_state >= 7)
        {
            if (_rep0 >= Written - _dictionaryStart) return false;
            int match = _output[Written - _rep0 - 1];
            do
            {
                var matchBit = match >> 7 & 1;
                match <<= 1;
                var bit = Bit(ref table[((1 + matchBit) << 8) + symbol]);
                symbol = symbol << 1 | bit;
                if (matchBit != bit) break;
            }
            while (symbol < 0x100);
        }

        symbol = ReadBits(table, symbol);
        _state = _state < 4 ? 0 : _state < 10 ? _state - 3 : _state - 6;
        return Put((byte)symbol);
    }

    /// <summary>The length of the match, with its distance in the first repeated one; -1 for the end marker.</summary>
    private int ReadMatch(int positionState)
    {
        if (Bit(ref _isRep[_state]) == 0)
        {
            (_rep3, _rep2, _rep1) = (_rep2, _rep1, _rep0);
            var matched = ReadLength(_matchLength, positionState);
            _state = _state < 7 ? 7 : 10;
            _rep0 = ReadDistance(Math.Min(matched, 3));
            return _rep0 == -1 ? -1 : matched + MatchMinBytes;
        }

        if (Bit(ref _isRep0[_state]) == 0)
        {
            if (Bit(ref _isRep0Long[(_state << 4) + positionState]) == 0)
            {
                _state = _state < 7 ? 9 : 11;
                return 1;
            }
        }
        else if (Bit(ref _isRep1[_state]) == 0) (_rep0, _rep1) = (_rep1, _rep0);
        else if (Bit(ref _isRep2[_state]) == 0) (_rep0, _rep1, _rep2) = (_rep2, _rep0, _rep1);
        else (_rep0, _rep1, _rep2, _rep3) = (_rep3, _rep0, _rep1, _rep2);
        var length = ReadLength(_repLength, positionState);
        _state = _state < 7 ? 8 : 11;
        return length + MatchMinBytes;
    }

    private int ReadLength(LzmaLengths coder, int positionState)
    {
        if (Bit(ref coder.Choice[0]) == 0) return Tree(coder.Low.AsSpan(positionState << 3, 8), 3);
        if (Bit(ref coder.Choice[1]) == 0) return 8 + Tree(coder.Middle.AsSpan(positionState << 3, 8), 3);
        return 16 + Tree(coder.High, 8);
    }

    private int ReadDistance(int lengthState)
    {
        var slot = Tree(_slots.AsSpan(lengthState * 64, 64), 6);
        if (slot < 4) return slot;
        var directBits = (slot >> 1) - 1;
        var distance = (uint)((2 | slot & 1) << directBits);
        if (slot < 14) return (int)(distance + (uint)ReverseTree(_special.AsSpan((int)distance - slot), directBits));
        for (var bits = directBits - 4; bits > 0; bits--)
        {
            _range >>= 1;
            _code -= _range;
            var borrow = 0 - (_code >> 31);
            _code += _range & borrow;
            distance += (borrow + 1) << (bits + 3);
            Normalise();
        }

        return (int)(distance + (uint)ReverseTree(_align, 4));
    }

    private bool Put(byte value)
    {
        if (Written >= _maxBytes) return false;
        if (Written == _output.Length) Array.Resize(ref _output, OutputGrowth.Next(_output.Length, Written + 1, _maxBytes));
        _output[Written++] = value;
        return true;
    }
}
