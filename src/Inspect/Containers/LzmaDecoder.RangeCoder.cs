namespace Sekisho.Inspect.Containers;

/// <summary>The range coder of LZMA: bits by their probabilities, and numbers of several bits.</summary>
internal ref partial struct LzmaDecoder
{
    private int Tree(Span<ushort> table, int bits)
    {
        var symbol = 1;
        for (var i = 0; i < bits; i++) symbol = symbol << 1 | Bit(ref table[symbol]);
        return symbol - (1 << bits);
    }

    private int ReverseTree(Span<ushort> table, int bits)
    {
        int symbol = 1, value = 0;
        for (var i = 0; i < bits; i++)
        {
            var bit = Bit(ref table[symbol]);
            symbol = symbol << 1 | bit;
            value |= bit << i;
        }

        return value;
    }

    /// <summary>The rest of a literal. With the range coder's numbers at hand, since nothing can be told with fewer bits or takes longer.</summary>
    private int ReadBits(Span<ushort> table, int symbol)
    {
        var input = _input;
        var (range, code, at) = (_range, _code, _at);
        while (symbol < 0x100)
        {
            ref var probability = ref table[symbol];
            var bound = (range >> ProbabilityBits) * probability;
            if (code < bound)
            {
                range = bound;
                probability += (ushort)(((1 << ProbabilityBits) - probability) >> 5);
                symbol <<= 1;
            }
            else
            {
                range -= bound;
                code -= bound;
                probability -= (ushort)(probability >> 5);
                symbol = symbol << 1 | 1;
            }

            if (range >= 1 << 24) continue;
            range <<= 8;
            code = code << 8 | ((uint)at < (uint)input.Length ? input[at] : 0u);
            at++;
        }

        (_range, _code, _at) = (range, code, at);
        return symbol;
    }

    private int Bit(ref ushort probability)
    {
        var bound = (_range >> ProbabilityBits) * probability;
        int bit;
        if (_code < bound)
        {
            _range = bound;
            probability += (ushort)(((1 << ProbabilityBits) - probability) >> 5);
            bit = 0;
        }
        else
        {
            _range -= bound;
            _code -= bound;
            probability -= (ushort)(probability >> 5);
            bit = 1;
        }

        Normalise();
        return bit;
    }

    private void Normalise()
    {
        if (_range >= 1 << 24) return;
        _range <<= 8;
        _code = _code << 8 | (_at < _input.Length ? _input[_at] : 0u);
        _at++;
    }

    /// <summary>Writes as much of a match as there is room for; how much is left of it. Runs of one byte, which bombs are made of, at once.</summary>
    private int CopyMatch(int length, long end)
    {
        var count = (int)Math.Min(length, end - Written);
        if (count <= 0) return length;
        if (Written + count > _output.Length) Array.Resize(ref _output, OutputGrowth.Next(_output.Length, Written + count, _maxBytes));
        var (distance, target) = (_rep0 + 1, Written);
        if (distance == 1) _output.AsSpan(target, count).Fill(_output[target - 1]);
        else if (distance >= count) _output.AsSpan(target - distance, count).CopyTo(_output.AsSpan(target));
        else
            for (; target < Written + count; target++)
                _output[target] = _output[target - distance];
        Written += count;
        return length - count;
    }
}
